import { createHmac } from 'node:crypto';

import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { readFeishu } from './view.mts';
import { feishuBody } from './schema.mts';

export interface FeishuReceived {
	at: number;
	robot: string;
	code: number;
	body: any;
	/** What the group reads, of an accepted message. */
	content: string;
}

export interface FakeFeishuRobot {
	token: string;
	group: string;
	/** "签名校验". */
	secret?: string;
	/** "自定义关键词". */
	keywords?: string[];
	/** Whether the robot's IP list lacks the caller. */
	refusesAddress?: boolean;
}

export interface FakeFeishuOptions {
	robots: FakeFeishuRobot[];
	now?: () => number;
}

const HOUR = 3_600_000;
const SIZE = 20 * 1_024;

/**
 * Behaves like custom bots of Feishu ("自定义机器人使用指南"): HTTP 200 also for
 * errors, signature within an hour, keywords, 20 KB, 100 messages a minute and 5 a
 * second, cards of version 2.0 strictly.
 */
export class FakeFeishu {
	readonly received: FeishuReceived[] = [];

	readonly failures: Array<number | 'hangUp' | 'htmlPage' | 'gateway'> = [];

	private readonly listeners = new Set<(message: FeishuReceived) => void>();

	private server!: FakeServer;

	private readonly options: Required<FakeFeishuOptions>;

	private constructor(options: Required<FakeFeishuOptions>) {
		this.options = options;
	}

	static async start(options: FakeFeishuOptions, port = 0): Promise<FakeFeishu> {
		const fake = new FakeFeishu({ now: Date.now, ...options });
		fake.server = await FakeServer.start((request) => fake.answer(request), port);
		return fake;
	}

	get url(): string {
		return this.server.url;
	}

	webhookUrl(token: string): string {
		return `${this.url}/open-apis/bot/v2/hook/${token}`;
	}

	messagesOf(token: string): FeishuReceived[] {
		return this.received.filter(({ robot, code }) => robot === token && code === 0);
	}

	onMessage(listener: (message: FeishuReceived) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	async stop(): Promise<void> {
		await this.server.stop();
	}

	private answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const token = /^\/open-apis\/bot\/v2\/hook\/([\w-]+)$/.exec(request.url.pathname)?.[1];
		if (request.method !== 'POST' || token === undefined) {
			return { status: 404, body: '404 page not found' };
		}
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		if (failure === 'gateway') {
			return {
				status: 429,
				headers: { 'x-ogw-ratelimit-reset': '1' },
				body: { code: 99991400, msg: 'request trigger frequency limit' },
			};
		}
		const [code, msg] = failure ? [failure, 'injected'] : this.verdict(token, request);
		const body = request.json;
		const content = code === 0 ? readFeishu(body).text : '';
		const message = { at: this.options.now(), robot: token, code, body, content };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
		return {
			status: 200,
			body:
				code === 0
					? { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }
					: { code, data: {}, msg },
		};
	}

	private verdict(token: string, { json: body, raw }: FakeRequest): [number, string] {
		const robot = this.options.robots.find((known) => known.token === token);
		if (!robot) return [19001, 'param invalid: incoming webhook access token invalid'];
		if (robot.refusesAddress) return [19022, 'Ip Not Allowed'];
		if (robot.secret !== undefined && !this.isSigned(robot.secret, body)) {
			return [19021, 'sign match fail or timestamp is not within one hour from current time'];
		}
		if (raw.length > SIZE) return [9499, 'Bad Request'];
		if (typeof body?.msg_type !== 'string') return [19002, 'params error, msg_type need'];
		const parsed = feishuBody.safeParse(body);
		if (!parsed.success) return refusedBody(body, parsed.error.issues[0].path.join('.'));
		if (body.msg_type === 'interactive' && tablesOf(body.card) > 5) {
			return [11246, 'ErrCode: 11310; ErrMsg: card table number over limit'];
		}
		if (robot.keywords && !robot.keywords.some((word) => keywordText(body).includes(word))) {
			return [19024, 'Key Words Not Found'];
		}
		if (this.sentWithin(token, 1_000) >= 5) return [11233, 'per-chat frequency limited'];
		if (this.sentWithin(token, 60_000) >= 100) return [11232, 'frequency limited'];
		return [0, 'success'];
	}

	private isSigned(secret: string, body: any): boolean {
		const { timestamp, sign } = body ?? {};
		if (typeof timestamp !== 'string' || typeof sign !== 'string') return false;
		const expected = createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
		const age = Math.abs(this.options.now() - Number(timestamp) * 1_000);
		return sign === expected && age <= HOUR;
	}

	private sentWithin(token: string, interval: number): number {
		const since = this.options.now() - interval;
		return this.messagesOf(token).filter(({ at }) => at > since).length;
	}
}

function refusedBody(body: any, path: string): [number, string] {
	if (!['text', 'post', 'image', 'share_chat', 'interactive'].includes(body.msg_type)) {
		return [19002, 'params error, msg_type invalid'];
	}
	return body.msg_type === 'interactive'
		? [
				11246,
				`Failed to create card content, ext=ErrCode: 200621; ErrMsg: parse card json err; ErrorValue: [${path}]`,
			]
		: [9499, `Bad Request: fail to parse content, ${path}`];
}

/** Components, and in Markdown, where the rule below its header tells one. */
function tablesOf(card: unknown): number {
	return [...JSON.stringify(card).matchAll(/"tag":"table"|\\n\| :?-+/g)].length;
}

/** "关键词 is looked for in text and title fields". */
function keywordText(body: unknown): string {
	if (typeof body === 'string') return body;
	if (typeof body !== 'object' || body === null) return '';
	return Object.entries(body)
		.filter(([key]) => key !== 'href' && key !== 'default_url')
		.map(([, value]) => keywordText(value))
		.join('\n');
}
