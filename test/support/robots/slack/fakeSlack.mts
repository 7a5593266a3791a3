import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { readSlack } from './view.mts';
import { slackMessage } from './schema.mts';

export interface SlackReceived {
	at: number;
	/** The channel, or the path of the webhook. */
	robot: string;
	method: string;
	/** `ok`, or the word that was answered. */
	code: string;
	body: any;
	/** What the channel reads, of an accepted message. */
	content: string;
}

export interface FakeSlackOptions {
	/** Paths behind `/services/`, such as `T1/B1/secret`. */
	webhooks?: string[];
	/** Bot tokens, with their scopes. */
	bots?: Array<{ token: string; scopes: string[] }>;
	channels?: Array<{
		id: string;
		name?: string;
		isMember?: boolean;
		isArchived?: boolean;
		isPrivate?: boolean;
	}>;
	/** `isGuest`: let in to some channels only. */
	users?: Array<{ id: string; email?: string; name?: string; isGuest?: boolean }>;
	now?: () => number;
}

/** What was told to one person alone, in a channel. */
interface SlackWhisper {
	channel: string;
	user: string;
	text: string;
	thread?: string;
}

const SECOND = 1_000;

/**
 * Behaves like Slack's incoming webhooks (real statuses and words, "Changes to
 * errors from incoming webhooks") and Web API (HTTP 200 and `ok`): one message a
 * second for each channel with Retry-After, Block Kit's limits, scopes, threads,
 * updates and file uploads in three steps.
 */
export class FakeSlack {
	readonly received: SlackReceived[] = [];

	/** E-mail addresses whose members were asked for. */
	readonly lookups: string[] = [];

	/** Members to whom a direct message was opened. */
	readonly opened: string[] = [];

	/** What was told to one person alone. */
	readonly whispers: SlackWhisper[] = [];

	readonly files: Array<{ id: string; name: string; bytes?: Buffer; channel?: string }> = [];

	readonly failures: Array<string | 'hangUp' | 'htmlPage' | 'rateLimit'> = [];

	/** How many came, whatever they are answered. */
	requests = 0;

	/** Where something between sends whoever uploads a file. */
	uploadsMovedTo = '';

	private readonly deleted = new Set<string>();

	private readonly listeners = new Set<(message: SlackReceived) => void>();

	private readonly whisperListeners = new Set<(whisper: SlackWhisper) => void>();

	private server!: FakeServer;

	private readonly options: Required<FakeSlackOptions>;

	private constructor(options: Required<FakeSlackOptions>) {
		this.options = options;
	}

	static async start(options: FakeSlackOptions, port = 0): Promise<FakeSlack> {
		const fake = new FakeSlack({
			webhooks: [],
			bots: [],
			channels: [],
			users: [],
			now: Date.now,
			...options,
		});
		fake.server = await FakeServer.start((request) => fake.answer(request), port);
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	get apiUrl(): string {
		return `${this.url}/api`;
	}

	webhookUrl(path: string): string {
		return `${this.url}/services/${path}`;
	}

	messagesOf(robot: string): SlackReceived[] {
		return this.received.filter((message) => message.robot === robot && message.code === 'ok');
	}

	onMessage(listener: (message: SlackReceived) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	/** Tells of what is told to one person alone. */
	onWhisper(listener: (whisper: SlackWhisper) => void): void {
		this.whisperListeners.add(listener);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	/** A request, also one that came to a gateway before it. */
	answer(request: FakeRequest): FakeResponse | 'hangUp' {
		this.requests += 1;
		const { pathname } = request.url;
		if (pathname.startsWith('/upload/')) return this.takeBytes(request);
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		if (pathname.startsWith('/services/')) {
			return this.webhook(pathname.slice('/services/'.length), request, failure);
		}
		return this.method(pathname.replace('/api/', ''), request, failure);
	}

	private webhook(path: string, request: FakeRequest, failure?: string): FakeResponse {
		const code =
			failure === 'rateLimit' ? 'rate_limited' : (failure ?? this.webhookVerdict(path, request));
		this.remember(path, 'webhook', code, request.json);
		const status = code === 'ok' ? 200 : (STATUSES[code] ?? 400);
		return {
			status,
			headers: status === 429 ? { 'retry-after': '1' } : undefined,
			body: code,
		};
	}

	private webhookVerdict(path: string, { json }: FakeRequest): string {
		if (!this.options.webhooks.includes(path)) return 'no_service';
		if (typeof json !== 'object' || json === null) return 'invalid_payload';
		const refused = refusedMessage(json);
		if (refused) return refused;
		return this.isTooSoon(path) ? 'rate_limited' : 'ok';
	}

	private method(name: string, request: FakeRequest, failure?: string): FakeResponse {
		if (failure === 'rateLimit') {
			return { status: 429, headers: { 'retry-after': '1' }, body: apiError('ratelimited') };
		}
		if (failure) return { status: 200, body: apiError(failure) };
		const token = String(request.headers.authorization ?? '').replace(/^Bearer /, '');
		const bot = this.options.bots.find((known) => known.token === token);
		if (token === '') return { status: 200, body: apiError('not_authed') };
		if (!bot) return { status: 200, body: apiError('invalid_auth') };
		const needed = SCOPES[name];
		if (needed && !bot.scopes.includes(needed)) {
			return {
				status: 200,
				body: { ...apiError('missing_scope'), needed, provided: bot.scopes.join(',') },
			};
		}
		switch (name) {
			case 'auth.test':
				return { status: 200, body: { ok: true, team: 'Team', user: 'bot' } };
			case 'chat.postMessage':
			case 'chat.update':
				return this.chat(name, request.json);
			case 'chat.postEphemeral':
				return this.whisper(request.json);
			case 'users.info':
				return this.info(request.url.searchParams.get('user') ?? '');
			case 'users.conversations':
				return this.list(request.url.searchParams, bot.scopes);
			case 'conversations.open':
				return this.open(request.json);
			case 'users.lookupByEmail':
				return this.lookup(request.url.searchParams.get('email') ?? '');
			case 'files.getUploadURLExternal':
				return this.offerUpload(request.url.searchParams);
			case 'files.completeUploadExternal':
				return this.completeUpload(request.json);
			default:
				return { status: 200, body: apiError('unknown_method') };
		}
	}

	private chat(name: string, body: any): FakeResponse {
		const channel = this.options.channels.find(({ id }) => id === body?.channel);
		const refused =
			this.refusedChannel(channel) ??
			this.refusedThread(name, body) ??
			refusedMessage(body ?? {}) ??
			(name === 'chat.update' && (body.text ?? '').length > 4_000 ? 'msg_too_long' : undefined);
		if (refused) {
			this.remember(body?.channel ?? '', name, refused, body);
			return { status: 200, body: { ...apiError(refused), ...pointers(body) } };
		}
		if (name === 'chat.postMessage' && this.isTooSoon(body.channel)) {
			return { status: 429, headers: { 'retry-after': '1' }, body: apiError('ratelimited') };
		}
		const ts =
			name === 'chat.update'
				? body.ts
				: `1503435956.${String(this.received.length).padStart(6, '0')}`;
		// "silently un-threads the reply into a top-level channel message" (slack-go/slack, issue 1571).
		const isLost = this.deleted.has(`${body.channel} ${body.thread_ts}`);
		const thread = isLost ? undefined : body.thread_ts;
		this.remember(body.channel, name, 'ok', { ...body, thread_ts: thread, ts });
		const message = { text: body.text, ...(thread ? { thread_ts: thread } : {}) };
		return { status: 200, body: { ok: true, channel: body.channel, ts, message } };
	}

	private refusedChannel(channel?: { isMember?: boolean; isArchived?: boolean }) {
		if (!channel) return 'channel_not_found';
		if (channel.isArchived) return 'is_archived';
		return channel.isMember === false ? 'not_in_channel' : undefined;
	}

	/** Somebody deletes a message. */
	delete(channel: string, ts: string): void {
		this.deleted.add(`${channel} ${ts}`);
	}

	/** As it reads after all changes. */
	messageNow(channel: string, ts: string): SlackReceived | undefined {
		return this.messagesOf(channel).findLast(({ body }) => body.ts === ts);
	}

	private refusedThread(name: string, body: any): string | undefined {
		const posted = (ts: string) => this.messagesOf(body.channel).some((one) => one.body.ts === ts);
		if (name === 'chat.update') {
			if (this.deleted.has(`${body.channel} ${body.ts}`)) return 'message_not_found';
			return posted(body.ts) ? undefined : 'message_not_found';
		}
		return body.thread_ts && !posted(body.thread_ts) ? 'thread_not_found' : undefined;
	}

	/** "chat.postEphemeral": the channel has no message. */
	private whisper({ channel, user, text, thread_ts: thread }: any = {}): FakeResponse {
		const refused =
			this.refusedChannel(this.options.channels.find(({ id }) => id === channel)) ??
			(text ? undefined : 'no_text');
		if (refused) return { status: 200, body: apiError(refused) };
		const whisper = { channel, user, text, ...(thread ? { thread } : {}) };
		this.whispers.push(whisper);
		for (const listener of this.whisperListeners) listener(whisper);
		return { status: 200, body: { ok: true, message_ts: '1503435957.000100' } };
	}

	/** "users.info". */
	private info(id: string): FakeResponse {
		const user = this.options.users.find((known) => known.id === id);
		if (!user) return { status: 200, body: apiError('user_not_found') };
		const { name = '', isGuest = false } = user;
		return {
			status: 200,
			body: {
				ok: true,
				user: {
					id,
					team_id: 'T0123456',
					name: name.toLowerCase(),
					deleted: false,
					profile: { real_name: name, display_name: name },
					is_bot: false,
					is_restricted: isGuest,
					is_ultra_restricted: false,
				},
			},
		};
	}

	/** "users.conversations". */
	private list(query: URLSearchParams, scopes: string[]): FakeResponse {
		const types = (query.get('types') ?? 'public_channel').split(',');
		const needed = types
			.map((type) => (type === 'private_channel' ? 'groups:read' : 'channels:read'))
			.find((scope) => !scopes.includes(scope));
		if (needed) {
			const provided = scopes.join(',');
			return { status: 200, body: { ...apiError('missing_scope'), needed, provided } };
		}
		const limit = Number(query.get('limit') ?? 100);
		if (!(limit >= 1 && limit <= 999)) return { status: 200, body: apiError('invalid_limit') };
		const cursor = query.get('cursor') ?? '';
		const from = cursor === '' ? 0 : Number(Buffer.from(cursor, 'base64').toString());
		if (!Number.isInteger(from)) return { status: 200, body: apiError('invalid_cursor') };
		const isListed = (isPrivate = false) =>
			types.includes(isPrivate ? 'private_channel' : 'public_channel');
		const mine = this.options.channels.filter(
			({ isMember, isArchived, isPrivate }) =>
				isMember !== false &&
				!(isArchived && query.get('exclude_archived') === 'true') &&
				isListed(isPrivate),
		);
		const to = from + limit;
		const next = to < mine.length ? Buffer.from(String(to)).toString('base64') : '';
		const channels = mine.slice(from, to).map(({ id, name = 'general', isPrivate = false }) => ({
			id,
			name,
			is_channel: !isPrivate,
			is_group: isPrivate,
			is_private: isPrivate,
			is_archived: false,
			name_normalized: name,
		}));
		const response_metadata = { next_cursor: next };
		return { status: 200, body: { ok: true, channels, response_metadata } };
	}

	private lookup(email: string): FakeResponse {
		this.lookups.push(email);
		const user = this.options.users.find((known) => known.email === email);
		return { status: 200, body: user ? { ok: true, user } : apiError('users_not_found') };
	}

	/** "conversations.open": the channel of a direct message, also where it is open. */
	private open({ users = '' }: { users?: string } = {}): FakeResponse {
		this.opened.push(users);
		const user = this.options.users.find(({ id }) => id === users);
		if (!user) return { status: 200, body: apiError('user_not_found') };
		const id = user.id.replace(/^./, 'D');
		if (!this.options.channels.some((known) => known.id === id)) this.options.channels.push({ id });
		return { status: 200, body: { ok: true, channel: { id } } };
	}

	private offerUpload(query: URLSearchParams): FakeResponse {
		const name = query.get('filename') ?? '';
		if (name === '' || !(Number(query.get('length')) > 0)) {
			return { status: 200, body: apiError('missing_argument') };
		}
		const id = `F${this.files.length + 1}`;
		this.files.push({ id, name });
		return { status: 200, body: { ok: true, upload_url: `${this.url}/upload/${id}`, file_id: id } };
	}

	private takeBytes({ url, raw }: FakeRequest): FakeResponse {
		const file = this.files.find(({ id }) => url.pathname === `/upload/${id}`);
		if (!file) return { status: 404, body: 'not found' };
		const { uploadsMovedTo: location } = this;
		if (location !== '') return { status: 307, headers: { location }, body: '' };
		file.bytes = raw;
		return { status: 200, body: `OK - ${raw.length}` };
	}

	private completeUpload(body: any): FakeResponse {
		const file = this.files.find(({ id }) => id === body?.files?.[0]?.id);
		if (!file?.bytes) return { status: 200, body: apiError('file_not_found') };
		const channel = this.options.channels.find(({ id }) => id === body.channel_id);
		const refused = this.refusedChannel(channel);
		if (refused) return { status: 200, body: apiError(refused) };
		file.channel = body.channel_id;
		this.remember(body.channel_id, 'files', 'ok', { text: body.initial_comment ?? file.name });
		return {
			status: 200,
			body: { ok: true, files: [{ id: file.id, title: body.files[0].title }] },
		};
	}

	private isTooSoon(robot: string): boolean {
		const since = this.options.now() - SECOND;
		return this.messagesOf(robot).some(({ at }) => at > since);
	}

	private remember(robot: string, method: string, code: string, body: any): void {
		const content = code === 'ok' ? readSlack(body).text : '';
		const message = { at: this.options.now(), robot, method, code, body, content };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
	}
}

const STATUSES: Record<string, number> = {
	no_service: 404,
	no_team: 404,
	channel_not_found: 404,
	action_prohibited: 403,
	channel_is_archived: 410,
	rate_limited: 429,
	rollup_error: 500,
};
const SCOPES: Record<string, string> = {
	'chat.postMessage': 'chat:write',
	'chat.update': 'chat:write',
	'chat.postEphemeral': 'chat:write',
	'users.info': 'users:read',
	'conversations.open': 'im:write',
	'users.lookupByEmail': 'users:read.email',
	'files.getUploadURLExternal': 'files:write',
	'files.completeUploadExternal': 'files:write',
};
/** What a message of a little more than 13000 characters was seen to be answered. */
const BLOCK_CHARACTERS = 13_000;

function apiError(error: string): { ok: false; error: string } {
	return { ok: false, error };
}

function refusedMessage(body: any): string | undefined {
	const parsed = slackMessage.safeParse(body);
	if (!parsed.success) {
		const [issue] = parsed.error.issues;
		return issue.message === 'no_text' ? 'no_text' : 'invalid_blocks';
	}
	const shown = [body.blocks, ...(body.attachments ?? []).map(({ blocks }: any) => blocks)];
	return charactersOf(shown) > BLOCK_CHARACTERS ? 'msg_blocks_too_long' : undefined;
}

/** "response_metadata": where in the message the fault is. */
function pointers(body: any): object {
	const parsed = slackMessage.safeParse(body);
	if (parsed.success) return {};
	const [issue] = parsed.error.issues;
	return {
		response_metadata: {
			messages: [`[ERROR] ${issue.message} [json-pointer:/${issue.path.join('/')}]`],
		},
	};
}

/** All that is shown. */
export function charactersOf(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	return Object.entries(value).reduce(
		(sum, [key, entry]) =>
			sum + (key === 'text' && typeof entry === 'string' ? entry.length : charactersOf(entry)),
		0,
	);
}
