import { randomUUID } from 'node:crypto';

import { FakeGateway, type Peer } from '../fakeGateway.mts';
import type { FakeRequest, FakeResponse } from '../../robots/fakeServer.mts';
import type { FakeSlack } from '../../robots/slack/fakeSlack.mts';
import { until } from '../../time/until.mts';

export interface SlackPress {
	value: string;
	/** `action_id` of the button. */
	action?: string;
	/** What the button says. */
	label?: string;
	user?: string;
	/** Of another workspace. */
	userTeam?: string;
	channel?: string;
	/** `ts` of the message. */
	message?: string;
	actionTs?: string;
}

export interface SlackWord {
	text: string;
	type?: 'app_mention' | 'message';
	user?: string;
	userTeam?: string;
	channel?: string;
	ts?: string;
	thread?: string;
}

const TEAM = 'T0123456';
const MOST_CONNECTIONS = 10;

/**
 * Socket Mode of one Slack app ("Using Socket Mode", docs.slack.dev): a ticket for
 * each connection, `hello`, envelopes that have to be acknowledged, ten
 * connections at most, each told how many there are.
 */
export class FakeSlackApp extends FakeGateway {
	/** What came back, in order. */
	readonly acknowledged: Array<{ envelope_id: string; payload?: unknown }> = [];

	/** Told of each of them at once. */
	onAcknowledged: (envelopeId: string) => void = () => undefined;

	/** Envelopes that were sent, by their ids. */
	private readonly sent = new Map<string, Record<string, unknown>>();

	private readonly tickets = new Set<string>();

	/** A channel and a message of its own each time. */
	private count = 0;

	/** The one that is valid. */
	readonly appToken = `xapp-1-A0123456-${randomUUID()}`;

	/** All other methods of the Web API; none where there is none. */
	private api: FakeSlack | undefined;

	/** @param api of the same workspace: behind the same address. */
	static async start(port = 0, api?: FakeSlack): Promise<FakeSlackApp> {
		const fake = new FakeSlackApp();
		fake.api = api;
		await fake.listen(port);
		return fake;
	}

	get apiUrl(): string {
		return `${this.url}/api`;
	}

	/** Somebody presses a button. Gives the id of the envelope. */
	press({ value, user = 'U1', userTeam = TEAM, ...press }: SlackPress): string {
		const { channel = 'C1', message = '1764500000.000100', actionTs = this.nextTs() } = press;
		const { action = 'ur:acknowledge', label = "I'm on it" } = press;
		return this.send('interactive', {
			accepts_response_payload: false,
			payload: {
				type: 'block_actions',
				user: { id: user, username: 'ann', name: 'ann', team_id: userTeam },
				api_app_id: 'A0123456',
				token: 'verification',
				container: {
					type: 'message',
					message_ts: message,
					channel_id: channel,
					is_ephemeral: false,
				},
				trigger_id: '1.2.3',
				team: { id: TEAM, domain: 'team' },
				enterprise: null,
				is_enterprise_install: false,
				channel: { id: channel, name: 'support' },
				message: { type: 'message', user: 'UBOT', bot_id: 'B1', ts: message, text: '', blocks: [] },
				response_url: `${this.url}/actions/1`,
				actions: [
					{
						action_id: action,
						block_id: 'ur',
						text: { type: 'plain_text', text: label, emoji: true },
						value,
						type: 'button',
						action_ts: actionTs,
					},
				],
			},
		});
	}

	/** Somebody writes to the app, or into a thread. Gives the id of the envelope. */
	say({ text, type = 'app_mention', user = 'U1', userTeam = TEAM, ...word }: SlackWord): string {
		const { channel = 'C1', ts = this.nextTs(), thread } = word;
		return this.send('events_api', {
			accepts_response_payload: false,
			retry_attempt: 0,
			retry_reason: '',
			payload: {
				token: 'verification',
				team_id: TEAM,
				api_app_id: 'A0123456',
				type: 'event_callback',
				event_id: `Ev${this.count}`,
				event_time: 1764500000,
				authorizations: [{ enterprise_id: null, team_id: TEAM, user_id: 'UBOT', is_bot: true }],
				is_ext_shared_channel: userTeam !== TEAM,
				event: {
					type,
					user,
					text,
					ts,
					team: userTeam,
					channel,
					event_ts: ts,
					...(type === 'message' ? { channel_type: 'channel' } : {}),
					...(thread === undefined ? {} : { thread_ts: thread, parent_user_id: 'UBOT' }),
				},
			},
		});
	}

	/** Delivers it again, to whoever is connected now: what was written and not acknowledged in 3 s. */
	repeat(envelope: string): void {
		const again = { ...this.sent.get(envelope)!, retry_attempt: 1, retry_reason: 'timeout' };
		this.give(this.receiver, JSON.stringify(again));
	}

	/** Resolves with the acknowledgement. */
	async acknowledgement(envelope: string): Promise<{ envelope_id: string; payload?: unknown }> {
		const found = () => this.acknowledged.find(({ envelope_id }) => envelope_id === envelope);
		await until(() => found() !== undefined);
		return found()!;
	}

	/** Slack moves its connections: a warning, and then the request itself. */
	renew(): void {
		this.disconnect('warning');
		this.disconnect('refresh_requested');
	}

	/** Socket Mode is switched off: nobody gets in any more. */
	switchOff(): void {
		this.disconnect('link_disabled');
	}

	/** Says why it ends all connections. */
	disconnect(reason: string): void {
		const frame = { type: 'disconnect', reason, debug_info: { host: 'applink-1' } };
		for (const peer of this.ready) this.give(peer, JSON.stringify(frame));
	}

	/** What can be pressed in a message as it is in the channel now. */
	buttonsIn(
		channel: string,
		message: string,
	): Array<Required<Pick<SlackPress, 'value' | 'action' | 'label'>>> {
		const body = this.api?.messageNow(channel, message)?.body;
		const blocks = [
			...(body?.blocks ?? []),
			...(body?.attachments ?? []).flatMap((each: any) => each.blocks ?? []),
		];
		return blocks
			.flatMap(({ type, elements }: any) => (type === 'actions' ? elements : []))
			.map(({ value, action_id: action, text }: any) => ({ value, action, label: text.text }));
	}

	/** Presses the button of a message that is in the channel now. @throws where it has no such button. */
	pressIn(
		channel: string,
		message: string,
		label: string,
		by: Pick<SlackPress, 'user' | 'userTeam'> = {},
	): string {
		const button = this.buttonsIn(channel, message).find((one) => one.label === label);
		if (!button) throw new Error(`The message has no button "${label}"`);
		return this.press({ ...button, channel, message, ...by });
	}

	protected override answer(request: FakeRequest): FakeResponse | 'hangUp' {
		const { url, headers } = request;
		if (url.pathname !== '/api/apps.connections.open') {
			return this.api?.answer(request) ?? { status: 404, body: '' };
		}
		const token = String(headers.authorization ?? '').replace(/^Bearer /, '');
		const error = this.errorOf(token);
		if (error === 'ratelimited') {
			return { status: 429, headers: { 'retry-after': '30' }, body: { ok: false, error } };
		}
		if (error !== undefined) return { status: 200, body: { ok: false, error } };
		const ticket = randomUUID();
		this.tickets.add(ticket);
		return {
			status: 200,
			body: { ok: true, url: `${this.socketUrl}/link/?ticket=${ticket}&app_id=A0123456` },
		};
	}

	private errorOf(token: string): string | undefined {
		if (this.refusal !== undefined) return String(this.refusal);
		if (token === '') return 'not_authed';
		if (token.startsWith('xoxb-')) return 'not_allowed_token_type';
		return token === this.appToken ? undefined : 'invalid_auth';
	}

	protected override admit(url: URL): number {
		return this.tickets.delete(url.searchParams.get('ticket') ?? '') ? 101 : 408;
	}

	protected override greet(peer: Peer): void {
		if (this.ready.length >= MOST_CONNECTIONS) {
			this.give(peer, JSON.stringify({ type: 'disconnect', reason: 'too_many_websockets' }));
			return;
		}
		this.become(peer);
		const hello = {
			type: 'hello',
			num_connections: this.ready.length,
			connection_info: { app_id: 'A0123456' },
			debug_info: { host: 'applink-1', build_number: 1, approximate_connection_time: 18060 },
		};
		this.give(peer, JSON.stringify(hello));
	}

	protected override hear(_peer: Peer, data: Buffer): void {
		const acknowledgement = JSON.parse(data.toString('utf8')) as (typeof this.acknowledged)[number];
		this.acknowledged.push(acknowledgement);
		this.onAcknowledged(acknowledgement.envelope_id);
	}

	private send(type: string, rest: Record<string, unknown>): string {
		const envelope_id = randomUUID();
		const envelope = { type, envelope_id, ...rest };
		this.sent.set(envelope_id, envelope);
		this.give(this.receiver, JSON.stringify(envelope));
		return envelope_id;
	}

	private nextTs(): string {
		this.count += 1;
		return `1764500000.${String(this.count).padStart(6, '0')}`;
	}
}
