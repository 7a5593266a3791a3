import { randomBytes, randomUUID } from 'node:crypto';

import { FakeGateway, type Peer } from '../fakeGateway.mts';
import type { FakeRequest, FakeResponse } from '../../robots/fakeServer.mts';
import type { FakeFeishuApi } from '../../robots/feishu/fakeFeishuApi.mts';
import { until } from '../../time/until.mts';
import { decodeFrame, encodeFrame, headerOf, type FeishuFrame } from './protobuf.mts';

export interface FeishuPress {
	value: unknown;
	user?: string;
	userTenant?: string;
	name?: string;
	chat?: string;
	message?: string;
	/** Frames that it comes in. */
	parts?: number;
}

export interface FeishuWord {
	/** As people write it, `@robot` included. */
	text: string;
	user?: string;
	userTenant?: string;
	chat?: string;
	message?: string;
	/** The message that is quoted. */
	parent?: string;
	/** The other one of a direct message, or of a group; a group unless given. */
	isDirect?: boolean;
	/** As a rich text. */
	isPost?: boolean;
	/** Whom it mentions, by name and open id; the app where `@robot` stands in it. */
	mentions?: Array<{ name: string; id: string }>;
}

export interface FeishuAcknowledgement {
	code: number;
	/** What the client shows: a toast, a card. */
	shown?: any;
	frame: FeishuFrame;
}

const TENANT = 'tenant1';
const SERVICE = 33554678;
const CONFIG = { ReconnectCount: -1, ReconnectInterval: 1, ReconnectNonce: 1, PingInterval: 120 };

/**
 * The long connection of one custom app ("Receive events through long
 * connection", open.feishu.cn), as the vendor's clients speak it: Protocol Buffers,
 * pings that are answered with a configuration, events that may come in parts.
 */
export class FakeFeishuApp extends FakeGateway {
	/** The vendor's client wants it to look like this. */
	appId = `cli_${randomBytes(8).toString('hex')}`;

	appSecret: string = randomUUID();

	/** All else that the app asks; none where there is none. */
	private api: FakeFeishuApi | undefined;

	/** By the message id of the event. */
	readonly acknowledged = new Map<string, FeishuAcknowledgement>();

	pings = 0;

	/** Hears of each, also of one that was acknowledged before. */
	onAcknowledged: ((id: string) => void) | undefined;

	private readonly tickets = new Set<string>();

	private count = 0;

	private readonly sent = new Map<string, Buffer[]>();

	/** What whoever pressed was shown alone. */
	readonly toasts: Array<{ user: string; type: string; content: string }> = [];

	/** By the ids of their frames. */
	private readonly pressed = new Map<string, { message: string; user: string }>();

	/** @param api of the same app: behind the same address. */
	static async start(port = 0, api?: FakeFeishuApi): Promise<FakeFeishuApp> {
		const fake = new FakeFeishuApp();
		if (api) {
			fake.api = api;
			fake.appId = api.appId;
			fake.appSecret = api.appSecret;
		}
		await fake.listen(port);
		return fake;
	}

	/** Somebody presses a button of a card. Gives the id of the frames. */
	press({ value, user = 'ou_ann', userTenant = TENANT, name, ...press }: FeishuPress): string {
		const { chat = 'oc_1', message = 'om_1', parts = 1 } = press;
		const id = this.send(
			{
				schema: '2.0',
				header: this.header('card.action.trigger'),
				event: {
					operator: {
						tenant_key: userTenant,
						open_id: user,
						union_id: `on_${user}`,
						...(name === undefined ? {} : { name }),
					},
					token: 'c-1',
					action: { value, tag: 'button' },
					host: 'im_message',
					context: { open_message_id: message, open_chat_id: chat },
				},
			},
			parts,
		);
		this.pressed.set(id, { message, user });
		return id;
	}

	/** Somebody writes to the app, with a mention of it. Gives the id of the frames. */
	say({ text, user = 'ou_ann', userTenant = TENANT, ...word }: FeishuWord): string {
		this.count += 1;
		const { chat = 'oc_1', message = `om_word${this.count}`, parent, isPost, isDirect } = word;
		const { mentions = text.includes('@robot') ? [{ name: 'robot', id: 'ou_robot' }] : [] } = word;
		const written = mentions.reduce(
			(rest, { name }, index) => rest.replaceAll(`@${name}`, `@_user_${index + 1}`),
			text,
		);
		return this.send({
			schema: '2.0',
			header: this.header('im.message.receive_v1'),
			event: {
				sender: {
					sender_id: { open_id: user, union_id: `on_${user}`, user_id: null },
					sender_type: 'user',
					tenant_key: userTenant,
				},
				message: {
					message_id: message,
					...(parent === undefined ? {} : { parent_id: parent, root_id: parent }),
					create_time: '1764500000000',
					chat_id: chat,
					chat_type: isDirect ? 'p2p' : 'group',
					message_type: isPost ? 'post' : 'text',
					content: JSON.stringify(isPost ? postOf(written) : { text: written }),
					mentions: mentions.map(({ name, id }, index) => ({
						key: `@_user_${index + 1}`,
						id: { open_id: id, union_id: `on_${id}`, user_id: null },
						name,
						tenant_key: TENANT,
					})),
				},
			},
		});
	}

	/** Delivers it again, to whoever is connected now. */
	repeat(id: string): void {
		this.acknowledged.delete(id);
		for (const frame of this.sent.get(id)!) this.give(this.receiver, frame);
	}

	async acknowledgement(id: string): Promise<FeishuAcknowledgement> {
		await until(() => this.acknowledged.has(id));
		return this.acknowledged.get(id)!;
	}

	/** Presses the button of a card that is in the chat now. @throws where it has no such button. */
	pressIn(
		message: string,
		label: string,
		by: Pick<FeishuPress, 'user' | 'userTenant' | 'name'> = {},
	): string {
		const { chat, body } = this.api!.message(message);
		const button = feishuButtons(body.card).find(({ text }) => text === label);
		if (button === undefined) throw new Error(`The message has no button "${label}"`);
		return this.press({ value: button.value, chat, message, ...by });
	}

	protected override answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const { url, json } = request;
		if (url.pathname !== '/callback/ws/endpoint') {
			return this.api?.answer(request) ?? { status: 404, body: '' };
		}
		const code = this.codeOf(json);
		// Where the app is not right the status says so too (AlexAnys/openclaw-feishu#6).
		if (code !== 0) return { status: code === 514 ? 200 : 400, body: { code, msg: 'refused' } };
		const ticket = randomUUID();
		this.tickets.add(ticket);
		const query = `device_id=1&access_key=k&service_id=${SERVICE}&ticket=${ticket}`;
		return {
			status: 200,
			body: {
				code,
				msg: 'success',
				data: { URL: `${this.socketUrl}/ws/v2?${query}`, ClientConfig: CONFIG },
			},
		};
	}

	private codeOf(body: any): number {
		if (this.refusal !== undefined) return Number(this.refusal);
		if (body?.AppID !== this.appId) return 1000040346;
		return body.AppSecret === this.appSecret ? 0 : 514;
	}

	protected override admit(url: URL): number {
		return this.tickets.delete(url.searchParams.get('ticket') ?? '') ? 101 : 403;
	}

	protected override greet(peer: Peer): void {
		this.become(peer);
	}

	protected override hear(peer: Peer, data: Buffer): void {
		const frame = decodeFrame(data);
		if (frame.method === 0) {
			this.pings += 1;
			const payload = Buffer.from(JSON.stringify(CONFIG));
			this.give(
				peer,
				encodeFrame({ ...frame, headers: [{ key: 'type', value: 'pong' }], payload }),
			);
			return;
		}
		const { code, data: encoded } = JSON.parse(frame.payload!.toString('utf8'));
		const id = headerOf(frame, 'message_id')!;
		const shown = encoded && JSON.parse(Buffer.from(String(encoded), 'base64').toString('utf8'));
		// "Handle card callbacks": all who have the card see the new one.
		const pressed = this.pressed.get(id);
		if (shown?.card && pressed) this.api?.show(pressed.message, shown.card.data);
		if (shown?.toast && pressed) this.toasts.push({ user: pressed.user, ...shown.toast });
		this.acknowledged.set(id, { code, ...(shown ? { shown } : {}), frame });
		this.onAcknowledged?.(id);
	}

	private header(type: string): Record<string, string> {
		return {
			event_id: randomUUID(),
			event_type: type,
			create_time: '1764500000000',
			token: 'v',
			app_id: this.appId,
			tenant_key: TENANT,
		};
	}

	private send(event: unknown, parts = 1): string {
		const id = randomUUID();
		const whole = Buffer.from(JSON.stringify(event));
		const size = Math.ceil(whole.length / parts);
		const frames = Array.from({ length: parts }, (_, seq) =>
			encodeFrame({
				SeqID: '0',
				LogID: '7577777777777777',
				service: SERVICE,
				method: 1,
				headers: Object.entries({
					type: 'event',
					message_id: id,
					sum: parts,
					seq,
					trace_id: 't',
				}).map(([key, value]) => ({ key, value: String(value) })),
				payload: whole.subarray(seq * size, (seq + 1) * size),
				LogIDNew: '20260101',
			}),
		);
		this.sent.set(id, frames);
		for (const frame of frames) this.give(this.receiver, frame);
		return id;
	}
}

/** The buttons of a card that ask the app. */
export function feishuButtons(card: any): Array<{ text: string; value: unknown }> {
	const elements: any[] = card?.body?.elements ?? [];
	return elements
		.flatMap(({ columns = [] }) => columns.flatMap((column: any) => column.elements))
		.flatMap(({ tag, text, behaviors = [] }: any) =>
			tag === 'button' && behaviors[0].type === 'callback'
				? [{ text: text.content, value: behaviors[0].value }]
				: [],
		);
}

/** "接收消息内容": a line, whose mentions are parts of their own. */
function postOf(text: string): object {
	const parts = text.split(/(@_user_\d+)/).filter((part) => part !== '');
	return {
		title: '',
		content: [
			parts.map((part) =>
				part.startsWith('@_user_')
					? { tag: 'at', user_id: part, user_name: 'somebody', style: [] }
					: { tag: 'text', text: part, style: [] },
			),
		],
	};
}
