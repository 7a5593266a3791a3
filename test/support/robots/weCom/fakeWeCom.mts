import { FakeServer, htmlPage, type FakeRequest, type FakeResponse } from '../fakeServer.mts';
import { readWeCom } from './view.mts';
import { weComBody } from './schema.mts';

/** One request that the robot's address received, accepted or not. */
export interface ReceivedMessage {
	/** Milliseconds since 1970. */
	at: number;
	robot: string;
	errcode: number;
	body: any;
	/** What the group reads, of an accepted message. */
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
	/** ms; shorter where real processes wait for it. */
	minute?: number;
}

export interface UploadedFile {
	mediaId: string;
	robot: string;
	type: string;
	fileName: string;
	bytes: Buffer;
}

const CONTENT_LIMITS: Record<string, number> = { text: 2_048, markdown: 4_096, markdown_v2: 4_096 };
const TYPES = [...Object.keys(CONTENT_LIMITS), 'image', 'news', 'file', 'voice', 'template_card'];
const MINUTE = 60_000;
const MEGABYTE = 1_024 * 1_024;

/**
 * Behaves like WeCom's group robots ("群机器人配置说明", path 91770): answers HTTP
 * 200 also for errors, with the platform's codes; counts 20 messages a minute;
 * measures content in UTF-8 bytes; checks every field that the document names;
 * keeps uploads for the robot that made them; remembers what it was sent.
 */
export class FakeWeCom {
	readonly received: ReceivedMessage[] = [];

	readonly uploads: UploadedFile[] = [];

	/** Answers the next sends with this code instead, or not at all (`hangUp`). */
	readonly failures: Array<number | 'hangUp' | 'htmlPage'> = [];

	/** The same of the next uploads. */
	readonly uploadFailures: Array<'hangUp'> = [];

	private readonly listeners = new Set<(message: ReceivedMessage) => void>();

	private server!: FakeServer;

	private readonly options: Required<FakeWeComOptions>;

	private constructor(options: Required<FakeWeComOptions>) {
		this.options = options;
	}

	static async start(options: FakeWeComOptions, port = 0): Promise<FakeWeCom> {
		const fake = new FakeWeCom({
			now: Date.now,
			messagesPerMinute: 20,
			minute: MINUTE,
			...options,
		});
		fake.server = await FakeServer.start((request) => fake.answer(request), port);
		return fake;
	}

	get robots(): FakeRobot[] {
		return this.options.robots;
	}

	get url(): string {
		return this.server.url;
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
		await this.server.stop();
	}

	private answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const { pathname } = request.url;
		if (request.method !== 'POST') return { status: 404, body: '' };
		if (pathname === '/cgi-bin/webhook/upload_media') {
			return this.uploadFailures.shift() ?? this.upload(request);
		}
		if (pathname !== '/cgi-bin/webhook/send') return { status: 404, body: '' };
		const failure = this.failures.shift();
		if (failure === 'hangUp') return 'hangUp';
		if (failure === 'htmlPage') return htmlPage;
		const robot = request.url.searchParams.get('key') ?? '';
		const body = request.json;
		const [errcode, errmsg] = failure ? [failure, 'injected'] : this.verdict(robot, body);
		const content = errcode === 0 ? readWeCom(body).text : '';
		const message = { at: this.options.now(), robot, errcode, body, content };
		this.received.push(message);
		for (const listener of this.listeners) listener(message);
		return verdict(errcode, errmsg);
	}

	private verdict(key: string, body: any): [number, string] {
		const refused = this.refusedRobot(key);
		if (refused) return refused;
		const type = body?.msgtype;
		if (body === undefined || typeof type !== 'string' || !TYPES.includes(type)) {
			return [40008, 'invalid message type'];
		}
		const limit = CONTENT_LIMITS[type];
		if (limit !== undefined) {
			const content = body[type]?.content;
			if (typeof content !== 'string' || content === '') return [44004, 'content is empty'];
			if (Buffer.byteLength(content) > limit) {
				return [40058, `${type}.content exceed max length ${limit}. invalid Request Parameter`];
			}
		}
		if (type === 'news' && body.news?.articles?.length > 8) return [45008, 'article too many'];
		const parsed = weComBody.safeParse(body);
		if (!parsed.success) {
			const [issue] = parsed.error.issues;
			return [40058, `${issue.path.join('.')} ${issue.message}. invalid Request Parameter`];
		}
		if (type === 'file' || type === 'voice') {
			const mediaId = body[type].media_id;
			if (!this.uploads.some((file) => file.mediaId === mediaId && file.robot === key)) {
				return [40007, 'invalid media_id'];
			}
		}
		if (this.sentInTheLastMinute(key) >= this.options.messagesPerMinute) {
			return [45009, 'api freq out of limit'];
		}
		return [0, 'ok'];
	}

	private refusedRobot(key: string): [number, string] | undefined {
		const robot = this.options.robots.find((known) => known.key === key);
		if (!robot) return [93000, 'invalid webhook url'];
		return robot.isDisabled ? [93004, 'robot is disabled'] : undefined;
	}

	private sentInTheLastMinute(key: string): number {
		const since = this.options.now() - this.options.minute;
		return this.messagesOf(key).filter(({ at }) => at > since).length;
	}

	/** "文件上传接口": one part named `media`, with file name and length. */
	private upload({ url, headers, raw }: FakeRequest): FakeResponse {
		const robot = url.searchParams.get('key') ?? '';
		const type = url.searchParams.get('type') ?? '';
		const refused = this.refusedRobot(robot);
		if (refused) return verdict(...refused);
		if (type !== 'file' && type !== 'voice') return verdict(40004, 'invalid media type');
		const part = mediaPart(String(headers['content-type'] ?? ''), raw);
		if (!part) return verdict(41005, 'media data missing');
		const most = (type === 'voice' ? 2 : 20) * MEGABYTE;
		if (part.bytes.length <= 5 || part.bytes.length > most) {
			return verdict(40006, 'invalid media size');
		}
		const mediaId = `media-${this.uploads.length + 1}`;
		this.uploads.push({ mediaId, robot, type, ...part });
		return {
			status: 200,
			body: {
				errcode: 0,
				errmsg: 'ok',
				type,
				media_id: mediaId,
				created_at: String(Math.floor(this.options.now() / 1_000)),
			},
		};
	}
}

function verdict(errcode: number, errmsg: string): FakeResponse {
	const explained = `${errmsg}, hint: [1672812345678901234567890], from ip: 127.0.0.1, more info at https://open.work.weixin.qq.com/devtool/query?e=${errcode}`;
	return { status: 200, body: { errcode, errmsg: errcode === 0 ? 'ok' : explained } };
}

function mediaPart(
	contentType: string,
	raw: Buffer,
): { fileName: string; bytes: Buffer } | undefined {
	const boundary = /boundary=(\S+)/.exec(contentType)?.[1];
	const headEnd = raw.indexOf('\r\n\r\n');
	const head = raw.subarray(0, headEnd).toString('utf8');
	const end = raw.indexOf(`\r\n--${boundary}--`);
	if (!boundary || headEnd < 0 || end < 0 || !head.startsWith(`--${boundary}\r\n`))
		return undefined;
	const bytes = raw.subarray(headEnd + 4, end);
	const fileName = /name="media"; ?filename="([^"]*)"; ?filelength=(\d+)/.exec(head);
	return fileName && Number(fileName[2]) === bytes.length
		? { fileName: fileName[1], bytes }
		: undefined;
}
