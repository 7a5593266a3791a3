import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { listen } from '../../scripts/lib/listen.mts';

/** One request that the robot's address received, accepted or not. */
export interface ReceivedMessage {
	/** Milliseconds since 1970. */
	at: number;
	robot: string;
	errcode: number;
	body: any;
	/** What the group reads, of an accepted text or markdown. */
	content: string;
}

export interface FakeRobot {
	key: string;
	/** The group as people call it. */
	group: string;
	isDisabled?: boolean;
}

export interface FakeWeComOptions {
	robots: FakeRobot[];
	now?: () => number;
	/** "每个机器人发送的消息不能超过20条/分钟"; a benchmark may lift it. */
	messagesPerMinute?: number;
}

const LIMITS: Record<string, number> = { text: 2_048, markdown: 4_096, markdown_v2: 4_096 };
const TYPES = [...Object.keys(LIMITS), 'image', 'news', 'file', 'voice', 'template_card'];
const MINUTE = 60_000;

/**
 * Behaves like WeCom's group robots ("群机器人配置说明", path 91770): answers HTTP
 * 200 also for errors, with the platform's codes; counts 20 messages a minute;
 * measures content in UTF-8 bytes; remembers what it was sent.
 */
export class FakeWeCom {
	readonly received: ReceivedMessage[] = [];

	/** Answers the next sends with this code instead, or not at all (`hangUp`). */
	readonly failures: Array<number | 'hangUp' | 'htmlPage'> = [];

	private readonly listeners = new Set<(message: ReceivedMessage) => void>();

	private readonly server: Server;

	private readonly options: Required<FakeWeComOptions>;

	private constructor(server: Server, options: Required<FakeWeComOptions>) {
		this.server = server;
		this.options = options;
	}

	static async start(options: FakeWeComOptions, port = 0): Promise<FakeWeCom> {
		const server = createServer();
		const fake = new FakeWeCom(server, { now: Date.now, messagesPerMinute: 20, ...options });
		server.on('request', (request, response) => {
			void fake.answer(request, response);
		});
		await listen(server, port);
		return fake;
	}

	get robots(): FakeRobot[] {
		return this.options.robots;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	webhookUrl(key: string): string {
		return `${this.url}/cgi-bin/webhook/send?key=${key}`;
	}

	/** What a group has heard, in order. */
	messagesOf(key: string): ReceivedMessage[] {
		return this.received.filter(({ robot, errcode }) => robot === key && errcode === 0);
	}

	onMessage(listener: (message: ReceivedMessage) => void): () => void {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
		if (request.method !== 'POST' || pathname !== '/cgi-bin/webhook/send') {
			response.writeHead(404).end();
			return;
		}
		const body = await readJson(request);
		const failure = this.failures.shift();
		if (failure === 'hangUp') {
			request.socket.destroy();
			return;
		}
		if (failure === 'htmlPage') {
			response.writeHead(200, { 'content-type': 'text/html' }).end('<html>proxy</html>');
			return;
		}
		const robot = searchParams.get('key') ?? '';
		const [errcode, errmsg] = failure ? [failure, 'injected'] : this.verdict(robot, body);
		const message = { at: this.options.now(), robot, errcode, body, content: contentOf(body) };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
		response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' });
		response.end(
			JSON.stringify({ errcode, errmsg: errcode === 0 ? 'ok' : explained(errcode, errmsg) }),
		);
	}

	private verdict(key: string, body: any): [number, string] {
		const robot = this.options.robots.find((known) => known.key === key);
		if (!robot) return [93000, 'invalid webhook url'];
		if (robot.isDisabled) return [93004, 'robot is disabled'];
		const type = body?.msgtype;
		if (body === undefined || typeof type !== 'string' || !TYPES.includes(type)) {
			return [40008, 'invalid message type'];
		}
		const limit = LIMITS[type];
		if (limit !== undefined) {
			const content = body[type]?.content;
			if (typeof content !== 'string' || content === '') return [44004, 'content is empty'];
			if (Buffer.byteLength(content) > limit) {
				return [40058, `${type}.content exceed max length ${limit}. invalid Request Parameter`];
			}
		}
		if (this.sentInTheLastMinute(key) >= this.options.messagesPerMinute) {
			return [45009, 'api freq out of limit'];
		}
		return [0, 'ok'];
	}

	private sentInTheLastMinute(key: string): number {
		const since = this.options.now() - MINUTE;
		return this.messagesOf(key).filter(({ at }) => at > since).length;
	}
}

function explained(errcode: number, errmsg: string): string {
	return `${errmsg}, hint: [1672812345678901234567890], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
}

function contentOf(body: any): string {
	return String(body?.[body?.msgtype]?.content ?? '');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk as Buffer);
	try {
		return JSON.parse(Buffer.concat(chunks).toString('utf8'));
	} catch {
		return undefined;
	}
}
