import { createHmac } from 'node:crypto';

import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { readDingTalk } from './view.mts';
import { dingTalkBody } from './schema.mts';

export interface DingTalkReceived {
	at: number;
	robot: string;
	errcode: number;
	body: any;
	/** What the group reads, of an accepted message that was not sent before. */
	content: string;
	/** Whether its `msgUuid` was known: it is accepted, and not shown again. */
	isRepeated: boolean;
}

export interface FakeDingTalkRobot {
	token: string;
	group: string;
	/** "加签". */
	secret?: string;
	/** "自定义关键词". */
	keywords?: string[];
	refusesAddress?: boolean;
}

export interface FakeDingTalkOptions {
	robots: FakeDingTalkRobot[];
	now?: () => number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const SIZE = 20_000;

/**
 * Behaves like custom robots of DingTalk ("自定义机器人发送群消息"): HTTP 200 also for
 * errors, signature in the query within an hour, keywords, 20000 bytes, 20
 * messages a minute and ten minutes of silence after more, `msgUuid`.
 */
export class FakeDingTalk {
	readonly received: DingTalkReceived[] = [];

	readonly failures: Array<number | 'hangUp' | 'htmlPage' | 'takeAndHangUp'> = [];

	private readonly listeners = new Set<(message: DingTalkReceived) => void>();

	private readonly blockedUntil = new Map<string, number>();

	private server!: FakeServer;

	private readonly options: Required<FakeDingTalkOptions>;

	private constructor(options: Required<FakeDingTalkOptions>) {
		this.options = options;
	}

	static async start(options: FakeDingTalkOptions, port = 0): Promise<FakeDingTalk> {
		const fake = new FakeDingTalk({ now: Date.now, ...options });
		fake.server = await FakeServer.start((request) => fake.answer(request), port);
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	webhookUrl(token: string): string {
		return `${this.url}/robot/send?access_token=${token}`;
	}

	/** What a group has seen, in order. */
	messagesOf(token: string): DingTalkReceived[] {
		return this.received.filter(
			({ robot, errcode, isRepeated }) => robot === token && errcode === 0 && !isRepeated,
		);
	}

	onMessage(listener: (message: DingTalkReceived) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private answer(request: FakeRequest): FakeResponse | 'hangUp' {
		if (request.method !== 'POST' || request.url.pathname !== '/robot/send') {
			return { status: 200, body: { errcode: 404, errmsg: '请求的URI地址不存在' } };
		}
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		const robot = request.url.searchParams.get('access_token') ?? '';
		const isInjected = typeof failure === 'number';
		const [errcode, errmsg] = isInjected ? [failure, 'injected'] : this.verdict(robot, request);
		this.remember(robot, errcode, request.json);
		// The message is in the group, and nobody says so.
		if (failure === 'takeAndHangUp') return 'hangUp';
		return { status: 200, body: { errcode, errmsg } };
	}

	private remember(robot: string, errcode: number, body: any): void {
		const isRepeated =
			body?.msgUuid !== undefined &&
			this.messagesOf(robot).some((message) => message.body.msgUuid === body.msgUuid);
		const content = errcode === 0 ? readDingTalk(body).text : '';
		const message = { at: this.options.now(), robot, errcode, body, content, isRepeated };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
	}

	private verdict(token: string, { url, json: body, raw, headers }: FakeRequest): [number, string] {
		const robot = this.options.robots.find((known) => known.token === token);
		if (!robot) return [300005, 'token is not exist'];
		if (!String(headers['content-type']).includes('application/json')) {
			return [43004, '无效的HTTP HEADER Content-Type'];
		}
		if (robot.refusesAddress) return [310000, described('ip 127.0.0.1 not in whitelist')];
		const signature = this.refusedSignature(robot.secret, url.searchParams);
		if (signature) return [310000, described(signature)];
		if (raw.length > SIZE) {
			return [460101, described('body 大小不合法', '请保持大小在 20000bytes 以内')];
		}
		if (robot.keywords && !robot.keywords.some((word) => visibleText(body).includes(word))) {
			return [310000, described('keywords not in content')];
		}
		if (typeof body?.msgtype !== 'string') return [40035, '缺少参数 json'];
		if (!['text', 'link', 'markdown', 'actionCard', 'feedCard'].includes(body.msgtype)) {
			return [300001, 'message msgtype not support'];
		}
		const parsed = dingTalkBody.safeParse(body);
		if (!parsed.success) return [40035, `缺少参数 ${parsed.error.issues[0].path.join('.')}`];
		return this.rate(token);
	}

	private refusedSignature(secret: string | undefined, query: URLSearchParams): string | undefined {
		if (secret === undefined) return undefined;
		const timestamp = query.get('timestamp') ?? '';
		const expected = createHmac('sha256', secret)
			.update(`${timestamp}\n${secret}`)
			.digest('base64');
		if (query.get('sign') !== expected) return '机器人发送签名不匹配';
		const age = Math.abs(this.options.now() - Number(timestamp));
		return age <= HOUR ? undefined : 'invalid timestamp';
	}

	private rate(token: string): [number, string] {
		const now = this.options.now();
		const sent = this.messagesOf(token).filter(({ at }) => at > now - MINUTE).length;
		const isBlocked = (this.blockedUntil.get(token) ?? 0) > now;
		if (sent < 20 && !isBlocked) return [0, 'ok'];
		if (!isBlocked) this.blockedUntil.set(token, now + 10 * MINUTE);
		return [130101, 'send too fast, exceed 20 times per minute'];
	}
}

/** The form in which DingTalk's newer errors speak. */
function described(description: string, solution = '请查看文档'): string {
	return `description:${description};solution:${solution};link:请参考本接口对应文档;`;
}

function visibleText(body: unknown): string {
	if (typeof body === 'string') return body;
	if (typeof body !== 'object' || body === null) return '';
	return Object.entries(body)
		.filter(([key]) => !/url$/i.test(key))
		.map(([, value]) => visibleText(value))
		.join('\n');
}
