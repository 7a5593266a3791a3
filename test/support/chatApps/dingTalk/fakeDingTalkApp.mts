import { randomUUID } from 'node:crypto';

import { FakeGateway, type Peer } from '../fakeGateway.mts';
import type { FakeDingTalkApi } from '../../robots/dingTalk/fakeDingTalkApi.mts';
import type { FakeRequest, FakeResponse } from '../../robots/fakeServer.mts';
import { until } from '../../time/until.mts';

export interface DingTalkPress {
	value: string;
	user?: string;
	chat?: string;
	/** `outTrackId` of the card. */
	message?: string;
	corp?: string;
	/** What DingTalk leaves out at times. */
	hasSpace?: boolean;
}

export interface DingTalkWord {
	text: string;
	user?: string;
	/** Empty of somebody who is not on the staff. */
	staff?: string;
	userCorp?: string;
	name?: string;
	chat?: string;
	message?: string;
	/** `key`: what the API answered when it was sent. */
	quoted?: { id: string; text?: string; key?: string };
	title?: string;
	/** To the robot alone, and not in a group. */
	isDirect?: boolean;
	isRichText?: boolean;
}

const CORP = 'ding1';
const MESSAGES = '/v1.0/im/bot/messages/get';
const CARDS = '/v1.0/card/instances/callback';

/** The buttons that a card of our template shows. */
export function buttonsOf(
	variables: Record<string, string>,
): Array<{ text: string; value: string }> {
	return ['acknowledge', 'snooze', 'replied'].flatMap((name) =>
		variables[name] ? [{ text: variables[`${name}_text`], value: variables[name] }] : [],
	);
}

/**
 * Stream mode of one DingTalk app ("Stream 模式协议", developerpedia): a ticket for
 * each connection, and JSON whose data is JSON again. What nobody subscribed to is not delivered.
 */
export class FakeDingTalkApp extends FakeGateway {
	clientId = `ding${randomUUID().slice(0, 8)}`;

	clientSecret: string = randomUUID();

	/** All else that the app asks; none where there is none. */
	private api: FakeDingTalkApi | undefined;

	/** By the message id of the frame. */
	readonly answered = new Map<string, { code: number; data: any }>();

	/** Hears of each, also of one that was answered before. */
	onAnswered: ((id: string) => void) | undefined;

	private readonly tickets = new Map<string, string[]>();

	private readonly topics = new Map<Peer, string[]>();

	private readonly sent = new Map<string, string>();

	/** Cards, by the ids of the frames of their presses. */
	private readonly pressed = new Map<string, string>();

	/** @param api of the same app: behind the same address. */
	static async start(port = 0, api?: FakeDingTalkApi): Promise<FakeDingTalkApp> {
		const fake = new FakeDingTalkApp();
		if (api) {
			fake.api = api;
			fake.clientId = api.clientId;
			fake.clientSecret = api.clientSecret;
		}
		await fake.listen(port);
		return fake;
	}

	/** Somebody presses a button of a card. Gives the id of the frame. */
	press({ value, user = 'staff1', chat = 'cid1==', message = 'card1', ...rest }: DingTalkPress) {
		const { corp = CORP, hasSpace = true } = rest;
		const id = this.call(CARDS, {
			type: 'actionCallback',
			outTrackId: message,
			corpId: corp,
			userId: user,
			userIdType: 1,
			spaceType: hasSpace ? 'IM_GROUP' : '',
			spaceId: hasSpace ? `dtv1.card//IM_GROUP.${chat}` : '',
			content: JSON.stringify({
				cardPrivateData: { actionIds: ['acknowledge'], params: { t: value } },
			}),
			extension: '{}',
		});
		this.pressed.set(id, message);
		return id;
	}

	/** Somebody presses a button that the card shows. */
	pressIn(message: string, label: string, by: Partial<DingTalkPress> = {}): string {
		const card = this.api!.card(message);
		const button = buttonsOf(card.variables).find(({ text }) => text === label);
		if (!button) throw new Error(`There is no button "${label}"`);
		return this.press({ value: button.value, message, chat: card.group, ...by });
	}

	/** Somebody writes to the robot, which has already cut the mention. Gives the id of the frame. */
	say({ text, user = 'staff1', userCorp = CORP, name = '张三', ...word }: DingTalkWord): string {
		const { staff = user, chat = 'cid1==', message = `msg${randomUUID()}`, quoted } = word;
		const { title = '客服群', isDirect = false, isRichText = false } = word;
		const session = this.api?.session(chat, this.url) ?? {
			url: `${this.url}/robot/sendBySession`,
			until: 1764505400000,
		};
		const written = isRichText
			? { msgtype: 'richText', content: { richText: [{ text: `@robot ${text}` }] } }
			: {
					msgtype: 'text',
					text: {
						content: ` ${text}`,
						...(quoted
							? {
									isReplyMsg: true,
									repliedMsg: {
										msgId: quoted.id,
										msgType: 'text',
										content: { text: quoted.text },
									},
								}
							: {}),
					},
				};
		return this.call(MESSAGES, {
			conversationId: chat,
			conversationType: isDirect ? '1' : '2',
			...(isDirect ? {} : { conversationTitle: title }),
			atUsers: [{ dingtalkId: '$:LWCP_v1:$robot' }],
			chatbotCorpId: CORP,
			chatbotUserId: '$:LWCP_v1:$robot',
			msgId: message,
			senderNick: name,
			isAdmin: false,
			...(staff === '' ? {} : { senderStaffId: staff }),
			senderCorpId: userCorp,
			senderId: `$:LWCP_v1:$${user}`,
			sessionWebhook: session.url,
			sessionWebhookExpiredTime: session.until,
			createAt: 1764500000000,
			isInAtList: true,
			robotCode: this.clientId,
			...(quoted ? { originalMsgId: quoted.id } : {}),
			...(quoted?.key ? { originalProcessQueryKey: quoted.key } : {}),
			...written,
		});
	}

	/** Delivers it again, to whoever is connected now. */
	repeat(id: string): void {
		this.answered.delete(id);
		this.give(this.receiver, this.sent.get(id)!);
	}

	/** Asks for a sign of life, by its own frame. */
	ping(): string {
		return this.system('ping', { opaque: randomUUID() });
	}

	/** It will end this connection: nothing more comes by it. */
	renew(): void {
		const peers = this.ready;
		this.system('disconnect', { reason: 'connection is expired' });
		for (const peer of peers) peer.isReady = false;
	}

	async answerTo(id: string): Promise<{ code: number; data: any }> {
		await until(() => this.answered.has(id));
		return this.answered.get(id)!;
	}

	protected override answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const { url, json } = request;
		if (url.pathname !== '/v1.0/gateway/connections/open') {
			return this.api?.answer(request) ?? { status: 404, body: '' };
		}
		if (this.refusal !== undefined) return { status: 503, body: { code: String(this.refusal) } };
		if (json?.clientId !== this.clientId || json.clientSecret !== this.clientSecret) {
			return { status: 401, body: { requestid: '1', code: 'authFailed', message: '鉴权失败' } };
		}
		const ticket = randomUUID();
		const topics = json.subscriptions.map(({ topic }: { topic: string }) => topic);
		this.tickets.set(ticket, topics);
		return { status: 200, body: { endpoint: `${this.socketUrl}/connect`, ticket } };
	}

	protected override admit(url: URL): number {
		return this.tickets.has(url.searchParams.get('ticket') ?? '') ? 101 : 401;
	}

	protected override greet(peer: Peer): void {
		const ticket = peer.url.searchParams.get('ticket')!;
		this.topics.set(peer, this.tickets.get(ticket)!);
		this.tickets.delete(ticket);
		this.become(peer);
	}

	protected override hear(_peer: Peer, raw: Buffer): void {
		const { code, headers, data } = JSON.parse(raw.toString('utf8'));
		const read = JSON.parse(data);
		this.answered.set(headers.messageId, { code, data: read });
		const card = this.pressed.get(headers.messageId);
		const { cardData } = read.response ?? {};
		if (card && cardData) this.api?.show(card, cardData.cardParamMap);
		this.onAnswered?.(headers.messageId);
	}

	private system(topic: string, data: object): string {
		const id = randomUUID();
		const headers = {
			topic,
			messageId: id,
			contentType: 'application/json',
			time: '1764500000000',
		};
		const frame = { specVersion: '1.0', type: 'SYSTEM', headers, data: JSON.stringify(data) };
		for (const peer of this.ready) this.give(peer, JSON.stringify(frame));
		return id;
	}

	private call(topic: string, data: object): string {
		const peer = this.receiver;
		const id = randomUUID();
		if (!this.topics.get(peer)!.includes(topic)) throw new Error(`Nobody subscribed to ${topic}`);
		const headers = {
			appId: 'app1',
			connectionId: 'c1',
			contentType: 'application/json',
			messageId: id,
			time: '1764500000000',
			topic,
		};
		const frame = JSON.stringify({
			specVersion: '1.0',
			type: 'CALLBACK',
			headers,
			data: JSON.stringify(data),
		});
		this.sent.set(id, frame);
		this.give(peer, frame);
		return id;
	}
}
