import { randomUUID } from 'node:crypto';

import { FakeGateway, type Peer } from '../fakeGateway.mts';
import type { FakeResponse } from '../../robots/fakeServer.mts';
import { until } from '../../time/until.mts';

export interface WeComPress {
	/** `key` of the button. */
	value: string;
	user?: string;
	chat?: string;
	/** `task_id` of the card. */
	message?: string;
}

export interface WeComWord {
	text: string;
	user?: string;
	chat?: string;
	/** What the quoted message says. */
	quoted?: string;
}

/**
 * The long connection of one smart robot ("智能机器人长连接",
 * developer.work.weixin.qq.com/document/path/101463): one connection, the newest, which has
 * to subscribe first; every command is answered by its id.
 */
export class FakeWeComRobot extends FakeGateway {
	readonly botId = `aib${randomUUID().replaceAll('-', '')}`;

	readonly secret = randomUUID();

	/** What the robot said, in order. */
	readonly received: Array<{ cmd: string; headers: { req_id: string }; body?: any }> = [];

	/** What is answered to the next command but a ping. */
	nextCode = 0;

	private readonly sent = new Map<string, string>();

	static async start(port = 0): Promise<FakeWeComRobot> {
		const fake = new FakeWeComRobot();
		await fake.listen(port);
		return fake;
	}

	/** Somebody presses a button of a card. Gives the id that the answer has to have. */
	press({ value, user = 'zhangsan', chat = 'wr1', message = 'task_1' }: WeComPress): string {
		return this.call('aibot_event_callback', {
			...this.about(user, chat),
			create_time: 1764500000,
			msgtype: 'event',
			event: {
				eventtype: 'template_card_event',
				template_card_event: {
					card_type: 'button_interaction',
					event_key: value,
					task_id: message,
				},
			},
		});
	}

	/** Somebody writes to the robot. Gives the id that the answer has to have. */
	say({ text, user = 'zhangsan', chat = 'wr1', quoted }: WeComWord): string {
		return this.call('aibot_msg_callback', {
			...this.about(user, chat),
			msgtype: 'text',
			text: { content: text },
			...(quoted === undefined ? {} : { quote: { msgtype: 'text', text: { content: quoted } } }),
		});
	}

	/** Delivers it again. */
	repeat(id: string): void {
		this.give(this.receiver, this.sent.get(id)!);
	}

	/** Resolves with what the robot answers. */
	async answerTo(id: string): Promise<{ cmd: string; body?: any }> {
		const found = () => this.received.find(({ headers }) => headers.req_id === id);
		await until(() => found() !== undefined);
		return found()!;
	}

	/** Another program connects as this robot. */
	kick(): void {
		for (const peer of this.ready) this.end(peer);
	}

	protected override answer(): FakeResponse {
		return { status: 404, body: '' };
	}

	protected override admit(): number {
		return 101;
	}

	protected override greet(): void {
		// It waits for the subscription.
	}

	protected override hear(peer: Peer, data: Buffer): void {
		const frame = JSON.parse(data.toString('utf8'));
		const answer = (errcode: number) =>
			this.give(
				peer,
				JSON.stringify({
					headers: frame.headers,
					errcode,
					errmsg: errcode === 0 ? 'ok' : 'refused',
				}),
			);
		if (frame.cmd === 'aibot_subscribe') {
			const code = this.codeOf(frame.body);
			if (code === 0) {
				for (const other of this.ready) this.end(other);
				this.become(peer);
			}
			answer(code);
			return;
		}
		if (!peer.isReady) {
			answer(846600);
			return;
		}
		if (frame.cmd === 'ping') {
			answer(0);
			return;
		}
		this.received.push(frame);
		answer(this.nextCode);
		this.nextCode = 0;
	}

	private codeOf(body: any): number {
		if (this.refusal !== undefined) return Number(this.refusal);
		if (body?.bot_id !== this.botId) return 93019;
		return body.secret === this.secret ? 0 : 853000;
	}

	/** It is told, and cut. */
	private end(peer: Peer): void {
		const body = {
			msgid: randomUUID(),
			create_time: 1764500000,
			aibotid: this.botId,
			msgtype: 'event',
			event: { eventtype: 'disconnected_event' },
		};
		const frame = { cmd: 'aibot_event_callback', headers: { req_id: randomUUID() }, body };
		this.give(peer, JSON.stringify(frame));
		peer.isReady = false;
		peer.socket.close();
	}

	private about(user: string, chat: string): Record<string, unknown> {
		return {
			msgid: randomUUID(),
			aibotid: this.botId,
			chatid: chat,
			chattype: 'group',
			from: { userid: user },
		};
	}

	private call(cmd: string, body: Record<string, unknown>): string {
		const req_id = randomUUID();
		const frame = JSON.stringify({ cmd, headers: { req_id }, body });
		this.sent.set(req_id, frame);
		this.give(this.receiver, frame);
		return req_id;
	}
}
