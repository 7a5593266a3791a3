import { randomBytes, randomUUID } from 'node:crypto';

import { FakeGateway, type Peer } from '../fakeGateway.mts';
import type { FakeRequest, FakeResponse } from '../../robots/fakeServer.mts';
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
	readonly appId = `cli_${randomBytes(8).toString('hex')}`;

	readonly appSecret = randomUUID();

	/** By the message id of the event. */
	readonly acknowledged = new Map<string, FeishuAcknowledgement>();

	pings = 0;

	private readonly tickets = new Set<string>();

	private count = 0;

	private readonly sent = new Map<string, Buffer[]>();

	static async start(port = 0): Promise<FakeFeishuApp> {
		const fake = new FakeFeishuApp();
		await fake.listen(port);
		return fake;
	}

	/** Somebody presses a button of a card. Gives the id of the frames. */
	press({ value, user = 'ou_ann', userTenant = TENANT, name, ...press }: FeishuPress): string {
		const { chat = 'oc_1', message = 'om_1', parts = 1 } = press;
		return this.send(
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
	}

	/** Somebody writes to the app, with a mention of it. Gives the id of the frames. */
	say({ text, user = 'ou_ann', userTenant = TENANT, ...word }: FeishuWord): string {
		this.count += 1;
		const { chat = 'oc_1', message = `om_word${this.count}`, parent } = word;
		const written = text.replaceAll('@robot', '@_user_1');
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
					chat_type: 'group',
					message_type: 'text',
					content: JSON.stringify({ text: written }),
					mentions: [
						{
							key: '@_user_1',
							id: { open_id: 'ou_robot', union_id: 'on_robot', user_id: null },
							name: 'robot',
							tenant_key: TENANT,
						},
					],
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

	protected override answer({ url, json }: FakeRequest): FakeResponse | 'hangUp' {
		if (url.pathname !== '/callback/ws/endpoint') return { status: 404, body: '' };
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
		const { code, data: shown } = JSON.parse(frame.payload!.toString('utf8'));
		this.acknowledged.set(headerOf(frame, 'message_id')!, {
			code,
			...(shown ? { shown: JSON.parse(Buffer.from(shown, 'base64').toString('utf8')) } : {}),
			frame,
		});
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
