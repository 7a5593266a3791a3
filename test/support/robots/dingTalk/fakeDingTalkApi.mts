import { randomBytes, randomUUID } from 'node:crypto';

import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { dingTalkBody } from './schema.mts';
import { readDingTalk } from './view.mts';

export interface DingTalkAppMessage {
	at: number;
	/** `processQueryKey`. */
	id: string;
	group: string;
	msgKey: string;
	/** As a custom robot would have sent it. */
	body: any;
}

export interface DingTalkCard {
	at: number;
	/** `outTrackId`. */
	id: string;
	/** `carrierId`, by which a reply names it. */
	carrier: string;
	group: string;
	/** `cardParamMap`, as it is now. */
	variables: Record<string, string>;
	/** How often it was changed by the API. */
	changes: number;
}

export interface FakeDingTalkApiOptions {
	/** `isMember`: the robot of the app is in it. */
	groups?: Array<{ id: string; isMember?: boolean }>;
	staff?: Array<{ id: string; name: string }>;
	now?: () => number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const TOKEN_VALID_FOR = 7_200 * SECOND;
const SESSION_VALID_FOR = 90 * MINUTE;
/** "The length must not exceed 15,000 bytes". */
const SIZE = 15_000;

/**
 * The API of one internal app (open.dingtalk.com): tokens for two hours, messages of
 * its robot to groups and to people, and answers at the address that came with a
 * word. HTTP 400 and above with a code for what it refuses.
 */
export class FakeDingTalkApi {
	readonly clientId = `ding${randomBytes(8).toString('hex')}`;

	readonly clientSecret = randomUUID();

	/** All that were posted to groups, in order. */
	readonly messages: DingTalkAppMessage[] = [];

	/** Card templates that are published. */
	readonly templates = ['2f7e0c1a-0000-4000-8000-untilreplied.schema'];

	readonly cards: DingTalkCard[] = [];

	/** What was told to one person alone. */
	readonly whispers: Array<{ user: string; text: string }> = [];

	/** What was answered in the group, and whom it mentions. */
	readonly replies: Array<{ group: string; user: string | undefined; text: string }> = [];

	/** Requests that were made, by method and path. */
	readonly asked: string[] = [];

	/** What the next requests besides those for tokens are answered with. */
	readonly failures: Array<string | number | 'hangUp' | 'htmlPage'> = [];

	/** Tokens that were handed out. */
	tokensGiven = 0;

	private readonly tokens = new Map<string, number>();

	private readonly sessions = new Map<string, { group: string; until: number }>();

	private server!: FakeServer;

	private readonly options: Required<FakeDingTalkApiOptions>;

	private constructor(options: Required<FakeDingTalkApiOptions>) {
		this.options = options;
	}

	static async start(options: FakeDingTalkApiOptions = {}): Promise<FakeDingTalkApi> {
		const fake = new FakeDingTalkApi({ groups: [], staff: [], now: Date.now, ...options });
		fake.server = await FakeServer.start((request) => fake.answer(request));
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	/** All tokens are worth nothing from now on. */
	revokeTokens(): void {
		this.tokens.clear();
	}

	/** What comes with a word: where it can be answered, below that base URL. */
	session(group: string, baseUrl: string): { url: string; until: number } {
		const id = randomBytes(16).toString('hex');
		const until = this.options.now() + SESSION_VALID_FOR;
		this.sessions.set(id, { group, until });
		return { url: `${baseUrl}/robot/sendBySession?session=${id}`, until };
	}

	messagesOf(group: string): DingTalkAppMessage[] {
		return this.messages.filter((message) => message.group === group);
	}

	message(id: string): DingTalkAppMessage {
		const found = this.messages.find((message) => message.id === id);
		if (!found) throw new Error(`There is no message ${id}`);
		return found;
	}

	/** What the group reads of it. */
	contentOf(id: string): string {
		return readDingTalk(this.message(id).body).text;
	}

	card(id: string): DingTalkCard {
		const found = this.cards.find((card) => card.id === id);
		if (!found) throw new Error(`There is no card ${id}`);
		return found;
	}

	/** Variables that came with the acknowledgement of a press. */
	show(id: string, variables: Record<string, string>): void {
		const card = this.cards.find((each) => each.id === id);
		if (card && areTexts(variables)) card.variables = { ...card.variables, ...variables };
	}

	/** A request, also one that came to a gateway before it. */
	answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const { method, url, headers, json } = request;
		const path = url.pathname;
		this.asked.push(`${method} ${path}`);
		if (path === '/v1.0/oauth2/accessToken') return this.token(json);
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		if (typeof failure === 'number') return { status: failure, body: {} };
		if (failure !== undefined) return refused(failure, 'injected');
		if (path === '/robot/sendBySession') return this.reply(request);
		if (path === '/topapi/v2/user/get') return this.user(request);
		const token = String(headers['x-acs-dingtalk-access-token'] ?? '');
		if (!((this.tokens.get(token) ?? 0) > this.options.now())) {
			return refused('InvalidAuthentication', '不合法的access_token');
		}
		if (path === '/v1.0/card/instances' && method === 'PUT') return this.change(json);
		if (method !== 'POST') return { status: 404, body: '' };
		if (path === '/v1.0/robot/groupMessages/send') return this.post(json);
		if (path === '/v1.0/card/instances/createAndDeliver') return this.deliver(json);
		if (path === '/v1.0/robot/oToMessages/batchSend') return this.whisper(json);
		return refused('InvalidAction.NotFound', 'Specified api is not found');
	}

	private token(json: any): FakeResponse {
		if (json?.appKey !== this.clientId || json.appSecret !== this.clientSecret) {
			return refused('invalidClientIdOrSecret', '无效的clientId或者clientSecret');
		}
		const accessToken = randomBytes(16).toString('hex');
		this.tokens.set(accessToken, this.options.now() + TOKEN_VALID_FOR);
		this.tokensGiven += 1;
		return { status: 200, body: { accessToken, expireIn: 7_200 } };
	}

	/** "机器人发送群聊消息". */
	private post(json: any): FakeResponse {
		const { robotCode, openConversationId: group, msgKey, msgParam } = json ?? {};
		if (robotCode !== this.clientId) {
			return refused('invalidParameter.robotCode.auth', '此应用appkey和机器人robotCode不匹配');
		}
		const known = this.options.groups.find(({ id }) => id === group);
		if (!known) return refused('invalid.openConversationId', '无效的openConversationId');
		if (known.isMember === false) {
			return refused('invalidParameter.robotCode.notExsit', '机器人不存在');
		}
		const body = bodyOf(msgKey, msgParam);
		if (typeof body === 'string') return refused(body, 'invalid');
		const at = this.options.now();
		if (this.messagesOf(group).filter((one) => one.at > at - MINUTE).length >= 20) {
			return refused('send.too.fast', '发送速度太快');
		}
		const id = randomBytes(16).toString('base64');
		this.messages.push({ at, id, group, msgKey, body });
		return { status: 200, body: { processQueryKey: id } };
	}

	/** "批量发送人与机器人会话中机器人消息": whom it does not know is named in the answer. */
	private whisper(json: any): FakeResponse {
		const { robotCode, userIds = [], msgKey, msgParam } = json ?? {};
		if (robotCode !== this.clientId) return refused('invalidParameter.robotCode.auth', 'auth');
		const body = bodyOf(msgKey, msgParam);
		if (typeof body === 'string') return refused(body, 'invalid');
		const isStaff = (user: string) => this.options.staff.some(({ id }) => id === user);
		for (const user of userIds.filter(isStaff)) {
			this.whispers.push({ user, text: readDingTalk(body).text });
		}
		const invalidStaffIdList = userIds.filter((user: string) => !isStaff(user));
		const processQueryKey = randomBytes(16).toString('base64');
		return {
			status: 200,
			body: { processQueryKey, invalidStaffIdList, flowControlledStaffIdList: [] },
		};
	}

	/** "创建并投放卡片". */
	private deliver(json: any): FakeResponse {
		const { cardTemplateId, outTrackId, callbackType, cardData, openSpaceId = '' } = json ?? {};
		if (!this.templates.includes(cardTemplateId))
			return refused('param.templateUnpublished', 'param.templateUnpublished');
		if (typeof outTrackId !== 'string' || this.cards.some(({ id }) => id === outTrackId)) {
			return refused('param.outTrackIdEmpty', 'outTrackId');
		}
		// Else its presses go to an address, and not to the connection.
		if (callbackType !== 'STREAM') return refused('param.empty', 'callbackType');
		if (!areTexts(cardData?.cardParamMap)) return refused('param.cardPublicDataEmpty', 'data');
		const [, group] = /^dtv1\.card\/\/IM_GROUP\.(.+)$/.exec(openSpaceId) ?? [];
		if (!group || !json.imGroupOpenSpaceModel) return refused('param.openSpaceIdInvalid', 'space');
		const isIn = this.options.groups.some(({ id, isMember = true }) => id === group && isMember);
		const isOurs = json.imGroupOpenDeliverModel?.robotCode === this.clientId;
		const carrierId = randomBytes(16).toString('base64');
		if (isIn && isOurs) {
			const variables = { ...cardData.cardParamMap };
			const at = this.options.now();
			this.cards.push({ at, id: outTrackId, carrier: carrierId, group, variables, changes: 0 });
		}
		const shown = isIn && isOurs;
		const delivered = {
			spaceId: group,
			spaceType: 'IM_GROUP',
			success: shown,
			...(shown ? { carrierId } : { errorMsg: 'robot not in group' }),
		};
		return {
			status: 200,
			body: { success: true, result: { outTrackId, deliverResults: [delivered] } },
		};
	}

	/** "更新卡片". */
	private change({ outTrackId, cardData, cardUpdateOptions }: any = {}): FakeResponse {
		const card = this.cards.find(({ id }) => id === outTrackId);
		// Its code is not published.
		if (!card) return refused('param.cardNotExist', 'card');
		if (!areTexts(cardData?.cardParamMap)) return refused('param.cardPublicDataEmpty', 'data');
		const kept = cardUpdateOptions?.updateCardDataByKey === true ? card.variables : {};
		card.variables = { ...kept, ...cardData.cardParamMap };
		card.changes += 1;
		return { status: 200, body: { success: true, result: true } };
	}

	/** "查询用户详情", of the older part of the API. */
	private user({ url, json }: FakeRequest): FakeResponse {
		const token = url.searchParams.get('access_token') ?? '';
		const said = (errcode: number, errmsg: string, further = {}) => ({
			status: 200,
			body: { errcode, errmsg, ...further },
		});
		if (!((this.tokens.get(token) ?? 0) > this.options.now())) {
			return said(40014, '不合法的access_token');
		}
		const user = this.options.staff.find(({ id }) => id === json?.userid);
		if (!user) return said(60121, '找不到该用户');
		return said(0, 'ok', { result: { userid: user.id, name: user.name, unionid: 'u1' } });
	}

	/** "sessionWebhook": as the webhook of a custom robot. */
	private reply({ url, json }: FakeRequest): FakeResponse {
		const session = this.sessions.get(url.searchParams.get('session') ?? '');
		const said = (errcode: number, errmsg: string) => ({ status: 200, body: { errcode, errmsg } });
		if (!session) return said(300005, 'token is not exist');
		if (session.until <= this.options.now()) return said(300001, 'session 已过期');
		if (!dingTalkBody.safeParse(json).success) return said(40035, '缺少参数');
		const [user] = json.at?.atUserIds ?? [];
		const { text } = readDingTalk(json);
		// Shown as a name, in place of the id.
		const shown = user === undefined ? text : text.replace(`@${user}`, '@…');
		this.replies.push({ group: session.group, user, text: shown });
		return said(0, 'ok');
	}
}

/** "均为字符串". */
const areTexts = (variables: unknown) =>
	typeof variables === 'object' &&
	variables !== null &&
	Object.values(variables).every((value) => typeof value === 'string');

const refused = (code: string, message: string): FakeResponse => ({
	status: code.startsWith('Forbidden') ? 403 : 400,
	body: { code, requestid: 'A1B2', message },
});

/** "企业机器人发送消息的消息类型", as custom robots send the same; or the code of why not. */
function bodyOf(msgKey: string, msgParam: unknown): any {
	if (typeof msgParam !== 'string') return 'invalidParameter.msgParam.invalid';
	if (Buffer.byteLength(msgParam) > SIZE) return 'invalidParameter.msgParam.invalid';
	let read: any;
	try {
		read = JSON.parse(msgParam);
	} catch {
		return 'invalidParameter.msgParam.invalid';
	}
	const body = shapeOf(msgKey, read);
	if (body === undefined) return 'invalidParameter.msgKey.invalid';
	return dingTalkBody.safeParse(body).success ? body : 'invalidParameter.param.invalid';
}

function shapeOf(msgKey: string, read: any): object | undefined {
	switch (msgKey) {
		case 'sampleText':
			return { msgtype: 'text', text: read };
		case 'sampleMarkdown':
			return { msgtype: 'markdown', markdown: read };
		case 'sampleLink':
			return { msgtype: 'link', link: read };
		case 'sampleActionCard':
			return { msgtype: 'actionCard', actionCard: read };
		case 'sampleActionCard6':
			return cardOf(read, 2, 'buttonTitle', 'buttonUrl');
		default: {
			const [, count] = /^sampleActionCard([2-5])$/.exec(msgKey) ?? [];
			return count ? cardOf(read, Number(count), 'actionTitle', 'actionURL') : undefined;
		}
	}
}

function cardOf({ title, text, ...rest }: any, count: number, label: string, url: string): object {
	const btns = Array.from({ length: count }, (_, index) => ({
		title: rest[`${label}${index + 1}`],
		actionURL: rest[`${url}${index + 1}`],
	}));
	// What it has besides is none of a button's.
	const isWhole = Object.keys(rest).length === 2 * count;
	return { msgtype: isWhole ? 'actionCard' : 'unknown', actionCard: { title, text, btns } };
}
