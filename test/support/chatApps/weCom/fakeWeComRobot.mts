import { createHash, randomUUID } from 'node:crypto';

import { FakeGateway, type Peer } from '../fakeGateway.mts';
import type { FakeRequest, FakeResponse } from '../../robots/fakeServer.mts';
import { smartRobotBody, smartRobotCard } from '../../robots/weCom/schema.mts';
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

/** A message as a chat has it. */
export interface SentByRobot {
	/** The task of a card, else the id of the request. */
	id: string;
	chat: string;
	body: any;
	/** As all see it now; undefined of what is no card. */
	card: any;
	/** As some see it alone. */
	seenBy: Map<string, any>;
	/** How often it was changed for all. */
	changes: number;
}

const errcode = (code: number): FakeResponse => ({
	status: 200,
	body: { errcode: code, errmsg: code === 0 ? 'ok' : 'refused' },
});

/**
 * The long connection of one smart robot ("智能机器人长连接",
 * developer.work.weixin.qq.com/document/path/101463): one connection, the newest, which has
 * to subscribe first; every command is answered by its id.
 */
export class FakeWeComRobot extends FakeGateway {
	readonly botId = `aib${randomUUID().replaceAll('-', '')}`;

	readonly secret = randomUUID();

	/** What it has answered to words, for all who are in the chat. */
	readonly replies: Array<{ to: string; text: string }> = [];

	/** What the robot said, in order. */
	readonly received: Array<{ cmd: string; headers: { req_id: string }; body?: any }> = [];

	/** What is answered to the next command but a ping. */
	nextCode = 0;

	/** What chats have got from it, in order. */
	readonly messages: SentByRobot[] = [];

	/** Chats in which somebody has written to it, and people who have done so alone: it may write to them. */
	readonly spokenIn = new Set<string>();

	private silentCommand: string | undefined;

	private readonly sent = new Map<string, string>();

	/** Of presses and words, what an answer has to fit; each is answered once. */
	private readonly unanswered = new Map<string, { user: string; task?: string }>();

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

	/** Somebody hands it something of another type. */
	hand(message: object, { user = 'zhangsan', chat = 'wr1' }: Partial<WeComWord> = {}): string {
		return this.call('aibot_msg_callback', { ...this.about(user, chat), ...message });
	}

	/** From the next command of this name on it answers nothing, though it does it. */
	silentAfter(command: string): void {
		this.silentCommand = command;
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

	/** By the task of a card, or the id of what was asked. */
	message(id: string): SentByRobot {
		const found = this.messages.find((message) => message.id === id);
		if (!found) throw new Error(`There is no message ${id}`);
		return found;
	}

	/** Who presses a button that they see in a card. */
	pressIn(id: string, label: string, user: string): string {
		const { chat, card, seenBy } = this.message(id);
		const buttons: any[] = (seenBy.get(user) ?? card).button_list ?? [];
		const button = buttons.find(({ text }) => text === label);
		if (!button) throw new Error(`No button "${label}"`);
		return this.press({ value: button.key, user, chat, message: id });
	}

	/** `get_mcp_config` of WecomTeam/wecom-cli. */
	protected override answer({ method, url, json }: FakeRequest): FakeResponse {
		if (method !== 'POST' || url.pathname !== '/cgi-bin/aibot/cli/get_mcp_config') {
			return { status: 404, body: '' };
		}
		const { bot_id, time, nonce, signature } = json;
		const proof = createHash('sha256')
			.update(`${this.secret}${bot_id}${time}${nonce}`)
			.digest('hex');
		if (this.refusal !== undefined) return errcode(Number(this.refusal));
		if (bot_id !== this.botId) return errcode(93019);
		return errcode(signature === proof ? 0 : 853000);
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
		const code = this.nextCode || this.take(frame);
		this.nextCode = 0;
		if (frame.cmd === this.silentCommand) return;
		answer(code);
	}

	private take({ cmd, headers: { req_id }, body }: any): number {
		switch (cmd) {
			case 'aibot_send_msg':
				return this.takeMessage(req_id, body);
			case 'aibot_respond_update_msg':
				return this.takeUpdate(req_id, body);
			case 'aibot_respond_msg':
				return this.takeReply(req_id, body);
			default:
				return 40008;
		}
	}

	private takeMessage(id: string, body: any): number {
		if (!this.spokenIn.has(body.chatid)) return 846607;
		const checked = smartRobotBody.safeParse(body);
		if (!checked.success)
			return ['markdown', 'template_card'].includes(body.msgtype) ? 40058 : 40008;
		const { template_card: card } = body;
		const task = card?.task_id;
		// "同一个机器人不能重复".
		if (task && this.messages.some((message) => message.id === task)) return 40058;
		const { chatid: chat, ...rest } = body;
		this.messages.push({ id: task ?? id, chat, body: rest, card, seenBy: new Map(), changes: 0 });
		return 0;
	}

	/** "收到事件回调后需在 5 秒内发送回复", once, and of the same task. */
	private takeUpdate(
		id: string,
		{ response_type: type, userids, template_card: card }: any,
	): number {
		const pressed = this.unanswered.get(id);
		if (!pressed?.task) return 846605;
		if (type !== 'update_template_card' || pressed.task !== card?.task_id) return 40058;
		if (!smartRobotCard.safeParse(card).success) return 40058;
		this.unanswered.delete(id);
		const message = this.messages.find((each) => each.id === pressed.task);
		if (!message) return 0;
		if (userids) {
			for (const user of userids) message.seenBy.set(user, card);
			return 0;
		}
		message.changes += 1;
		message.card = card;
		message.seenBy.clear();
		return 0;
	}

	private takeReply(id: string, { msgtype, stream }: any): number {
		const word = this.unanswered.get(id);
		if (!word || word.task || msgtype !== 'stream') return 846605;
		this.unanswered.delete(id);
		this.replies.push({ to: word.user, text: stream.content });
		return 0;
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
			...(chat === user ? { chattype: 'single' } : { chatid: chat, chattype: 'group' }),
			from: { userid: user },
		};
	}

	private call(cmd: string, body: Record<string, unknown>): string {
		const req_id = randomUUID();
		const frame = JSON.stringify({ cmd, headers: { req_id }, body });
		this.sent.set(req_id, frame);
		const { from, event, chatid } = body as any;
		this.spokenIn.add(chatid ?? from.userid);
		const task = event?.template_card_event?.task_id;
		this.unanswered.set(req_id, { user: from.userid, ...(task ? { task } : {}) });
		this.give(this.receiver, frame);
		return req_id;
	}
}
