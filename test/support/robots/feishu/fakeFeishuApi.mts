import { randomBytes, randomUUID } from 'node:crypto';

import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { feishuBody } from './schema.mts';
import { readFeishu } from './view.mts';

export interface FeishuAppMessage {
	at: number;
	id: string;
	chat: string;
	/** As a custom bot would have sent it: `msg_type`, and `content` or `card`. */
	body: any;
	/** How often it was changed by the API. */
	changes: number;
	isRecalled?: boolean;
}

export interface FakeFeishuApiOptions {
	/** `isMember`: the bot is in it. `hasTopics`: a group of topics, which shows nothing to one person alone. */
	chats?: Array<{ id: string; name?: string; isMember?: boolean; hasTopics?: boolean }>;
	/** `isHidden`: not in what the app may see of the contacts. */
	users?: Array<{ id: string; name: string; email?: string; isHidden?: boolean }>;
	/** Whether the app has one of the permissions to read groups. */
	mayReadChats?: boolean;
	now?: () => number;
}

const SECOND = 1_000;
const TOKEN_VALID_FOR = 7_200 * SECOND;
const HOUR = 3_600 * SECOND;
const DAY = 24 * HOUR;
/** "卡片及富文本消息请求体最大不能超过 30 KB". */
const SIZE = 30 * 1_024;

/**
 * The API of one custom app (open.feishu.cn): tokens for two hours, messages of
 * its bot with `uuid`, changes of cards within 14 days, cards for one person,
 * people, and the bot itself. HTTP 400 with a code for what it refuses.
 */
export class FakeFeishuApi {
	readonly appId = `cli_${randomBytes(8).toString('hex')}`;

	readonly appSecret = randomUUID();

	/** All that were posted, in order, as they are now. */
	readonly messages: FeishuAppMessage[] = [];

	/** What was told to one person alone. */
	readonly whispers: Array<{ chat: string; user: string; text: string }> = [];

	/** Requests that were made, by method and path. */
	readonly asked: string[] = [];

	/** What the next requests besides those for tokens are answered with. */
	readonly failures: Array<number | 'hangUp' | 'htmlPage'> = [];

	/** Tokens that were handed out. */
	tokensGiven = 0;

	private readonly tokens = new Map<string, number>();

	private readonly uuids = new Map<string, FeishuAppMessage>();

	private server!: FakeServer;

	private readonly options: Required<FakeFeishuApiOptions>;

	private constructor(options: Required<FakeFeishuApiOptions>) {
		this.options = options;
	}

	static async start(options: FakeFeishuApiOptions = {}): Promise<FakeFeishuApi> {
		const fake = new FakeFeishuApi({
			chats: [],
			users: [],
			mayReadChats: true,
			now: Date.now,
			...options,
		});
		fake.server = await FakeServer.start((request) => fake.answer(request));
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	/** All tokens are worth nothing from now on, as when somebody resets the secret's sessions. */
	revokeTokens(): void {
		this.tokens.clear();
	}

	messagesOf(chat: string): FeishuAppMessage[] {
		return this.messages.filter((message) => message.chat === chat);
	}

	message(id: string): FeishuAppMessage {
		const found = this.messages.find((message) => message.id === id);
		if (!found) throw new Error(`There is no message ${id}`);
		return found;
	}

	/** What the chat reads of it now. */
	contentOf(id: string): string {
		return readFeishu(this.message(id).body).text;
	}

	/** A card that came with the acknowledgement of a press. */
	show(id: string, card: object): void {
		const message = this.messages.find((each) => each.id === id);
		if (!message) return;
		const body = { msg_type: 'interactive', card };
		// Feishu shows an error at the button, and the card stays as it was.
		if (feishuBody.safeParse(body).success) message.body = body;
	}

	/** A request, also one that came to a gateway before it. */
	answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const { method, url, headers, json } = request;
		const path = url.pathname.replace(/^\/open-apis/, '');
		this.asked.push(`${method} ${path}`);
		if (path === '/auth/v3/tenant_access_token/internal') return this.token(json);
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		if (failure !== undefined) return refused(failure, 'injected');
		const token = String(headers.authorization ?? '').replace(/^Bearer /, '');
		if (token === '') return refused(99991661, 'Missing access token for authorization');
		if (!((this.tokens.get(token) ?? 0) > this.options.now())) {
			return refused(99991663, 'Invalid access token for authorization');
		}
		const [, id] = /^\/(?:im\/v1\/messages|contact\/v3\/users)\/([^/]+)$/.exec(path) ?? [];
		if (method === 'POST' && path === '/im/v1/messages') return this.post(request);
		if (method === 'PATCH' && path.startsWith('/im/')) return this.change(id, request);
		if (method === 'GET' && path.startsWith('/contact/')) return this.user(id);
		if (method === 'POST' && path === '/ephemeral/v1/send') return this.whisper(json);
		if (method === 'GET' && path === '/im/v1/chats') return this.list(url.searchParams);
		if (method === 'GET' && path === '/bot/v3/info') {
			return { status: 200, body: { code: 0, msg: 'ok', bot: { open_id: 'ou_robot' } } };
		}
		return { status: 404, body: '404 page not found' };
	}

	private token(json: any): FakeResponse {
		if (json?.app_id !== this.appId) return refused(10003, 'invalid param');
		if (json.app_secret !== this.appSecret) return refused(10014, 'app secret invalid');
		const token = `t-${randomBytes(20).toString('hex')}`;
		this.tokens.set(token, this.options.now() + TOKEN_VALID_FOR);
		this.tokensGiven += 1;
		const body = { code: 0, msg: 'ok', tenant_access_token: token, expire: 7_200 };
		return { status: 200, body };
	}

	/** "发送消息". */
	private post({ url, json, raw }: FakeRequest): FakeResponse {
		const type = url.searchParams.get('receive_id_type');
		const chat = this.chatOf(type, json?.receive_id);
		if (typeof chat === 'number') return refused(chat, 'Bot/User can NOT be out of the chat.');
		const body = bodyOf(json);
		if (typeof body === 'number') return refused(body, 'invalid content');
		if (body.msg_type !== 'text' && raw.length > SIZE) return refused(230025, 'too long');
		if (String(json.uuid ?? '').length > 50) return refused(230001, 'invalid uuid');
		const now = this.options.now();
		const known = this.uuids.get(json.uuid);
		if (known && now - known.at < HOUR) return posted(known);
		const since = now - SECOND;
		if (this.messagesOf(chat).filter(({ at }) => at > since).length >= 5) {
			return refused(230020, 'This operation triggers the frequency limit.');
		}
		const message = {
			at: now,
			id: `om_${randomBytes(16).toString('hex')}`,
			chat,
			body,
			changes: 0,
		};
		this.messages.push(message);
		if (json.uuid) this.uuids.set(json.uuid, message);
		this.tellAlone(type, json.receive_id, chat, body);
		return posted(message);
	}

	private chatOf(type: string | null, id: string): string | number {
		if (type === 'chat_id') {
			const chat = this.options.chats.find((known) => known.id === id);
			if (!chat) return 230001;
			return chat.isMember === false ? 230002 : id;
		}
		const user = this.options.users.find(
			(known) => (type === 'open_id' ? known.id : known.email) === id,
		);
		return user ? user.id.replace(/^ou/, 'oc') : 230001;
	}

	private tellAlone(type: string | null, user: string, chat: string, body: any): void {
		if (type === 'open_id') this.whispers.push({ chat, user, text: readFeishu(body).text });
	}

	/** "获取用户或机器人所在的群列表". */
	private list(query: URLSearchParams): FakeResponse {
		if (!this.options.mayReadChats) {
			return refused(
				99991672,
				'Access denied. One of the following scopes is required: [im:chat, im:chat:readonly, im:chat:read, im:chat.group_info:readonly].',
			);
		}
		const size = Number(query.get('page_size') ?? 20);
		const sort = query.get('sort_type') ?? 'ByCreateTimeAsc';
		const isValid =
			size >= 1 && size <= 100 && ['ByCreateTimeAsc', 'ByActiveTimeDesc'].includes(sort);
		if (!isValid) return refused(99992402, 'field validation failed');
		const [, from = '0'] = /^page_(\d+)$/.exec(query.get('page_token') ?? 'page_0') ?? [];
		const mine = this.options.chats.filter(({ isMember }) => isMember !== false);
		const to = Number(from) + size;
		const items = mine.slice(Number(from), to).map(({ id, name = id }) => ({
			chat_id: id,
			avatar: 'https://p3-lark-file.byteimg.com/img/1.jpg',
			name,
			description: '',
			owner_id: 'ou_ann',
			owner_id_type: 'open_id',
			external: false,
			tenant_key: 'tenant1',
			chat_status: 'normal',
		}));
		const hasMore = to < mine.length;
		const data = { items, page_token: hasMore ? `page_${to}` : '', has_more: hasMore };
		return { status: 200, body: { code: 0, msg: 'success', data } };
	}

	/** "更新已发送的消息卡片". */
	private change(id: string, { json, raw }: FakeRequest): FakeResponse {
		const message = this.messages.find((each) => each.id === id);
		if (!message) return refused(230001, 'invalid message_id');
		if (message.isRecalled) return refused(230011, 'The message was recalled.');
		if (this.options.now() - message.at > 14 * DAY) return refused(230031, 'over 14 days');
		const body = bodyOf({ msg_type: 'interactive', content: json?.content });
		if (typeof body === 'number') return refused(body, 'Failed to create card content');
		if (raw.length > SIZE) return refused(230025, 'too long');
		const isShared = (card: any) => card?.config?.update_multi === true;
		if (!isShared(message.body.card) || !isShared(body.card)) return refused(230099, 'not shared');
		message.body = body;
		message.changes += 1;
		return { status: 200, body: { code: 0, msg: 'success', data: {} } };
	}

	/** "获取单个用户信息". */
	private user(id: string): FakeResponse {
		const user = this.options.users.find((known) => known.id === decodeURIComponent(id));
		if (!user || user.isHidden) return refused(41050, 'no user authority error');
		const data = { user: { open_id: user.id, union_id: 'on_1', name: user.name } };
		return { status: 200, body: { code: 0, msg: 'success', data } };
	}

	/** "发送仅特定人可见的消息卡片": the chat has no message. */
	private whisper({ chat_id: chat, open_id: user, msg_type, card }: any = {}): FakeResponse {
		const known = this.options.chats.find(({ id }) => id === chat);
		if (!known || known.hasTopics) return refused(18053, 'chat type is not supported');
		const body = { msg_type, card };
		if (!user || !feishuBody.safeParse(body).success) return refused(10002, 'invalid parameters');
		this.whispers.push({ chat, user, text: readFeishu(body).text });
		return { status: 200, body: { code: 0, msg: 'ok', data: { message_id: 'om_alone' } } };
	}
}

const refused = (code: number, msg: string): FakeResponse => ({
	status: 400,
	body: { code, msg, error: { log_id: '20260101' } },
});

const posted = ({ id, chat, body }: FeishuAppMessage): FakeResponse => ({
	status: 200,
	body: {
		code: 0,
		msg: 'success',
		data: { message_id: id, chat_id: chat, msg_type: body.msg_type, updated: false },
	},
});

/** "发送消息内容": a text of JSON, as a custom bot has it; or the code of why not. */
function bodyOf({ msg_type, content }: any = {}): any {
	if (typeof content !== 'string') return 230001;
	let read: any;
	try {
		read = JSON.parse(content);
	} catch {
		return 230001;
	}
	const body = {
		msg_type,
		...(msg_type === 'interactive' ? { card: read } : { content: contentOf(msg_type, read) }),
	};
	if (feishuBody.safeParse(body).success) return body;
	return msg_type === 'interactive' ? 230099 : 230001;
}

function contentOf(type: string, read: any): any {
	if (type === 'post') return { post: read };
	return type === 'share_chat' ? { share_chat_id: read?.chat_id } : read;
}
