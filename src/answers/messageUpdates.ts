import type { ChangeOutcome, ChatVoice } from '../chatApps/voice';
import type { EscalationEngine } from '../engine/engine';
import type { EscalationWithEvent, Hold } from '../escalation/escalation';
import type { Store } from '../store/store';
import type { StaleChatMessage } from '../store/transaction';
import type { Clock } from '../time/clock';
import { SECOND } from '../time/duration';

/**
 * What a message is to say from now on. `held`: who holds reminders. `over`: that
 * nothing waits any more. `older`: what it said, without buttons: a later message has them.
 */
export type MessageNow =
	| { is: 'held'; hold: Hold }
	| { is: 'over'; escalation: EscalationWithEvent }
	| { is: 'older' };

export interface MessageUpdatesOptions {
	/** As the store knows it. */
	app: string;
	/** Where the conversations are, at present: newer code in the process may have opened the store anew. */
	conversations(): { store: Store; engine: Pick<EscalationEngine, 'findOne'> };
	clock: Clock;
	change: ChatVoice['change'];
	/** The message in the platform's form. @param sent as it was sent. */
	rewrite(sent: Record<string, unknown>, now: MessageNow): Record<string, unknown>;
	/** A message stays as it is, for whoever looks after n8n: the platform's code. */
	onRefused(code: string): void;
	/** The store does not answer. Told once, until it does. */
	onError(error: unknown): void;
}

/** ms between two looks at what was answered elsewhere: on the board, by the source, at another platform. */
const EVERY = 5 * SECOND;
/** ms between two changes that nobody waits for: the least that a platform takes of one app is fifty a minute. */
const SPACING = 1_300;
/** Messages that are changed at once after an answer. */
const MOST_AT_ONCE = 20;
/** Messages that are passed over for others. */
const MOST_PUT_OFF = 20;

const nameOf = ({ chat, message }: StaleChatMessage) => JSON.stringify([chat, message]);

/**
 * Keeps what the messages of an app say true, whoever answered and wherever:
 * at once for what was answered in the app itself, else within seconds. What it
 * cannot do changes nothing about the conversation.
 */
export class MessageUpdates {
	/** Of these escalations somebody waits to see it. */
	private readonly urgent = new Set<string>();

	/** Messages that could not be changed lately: others have their turn before. */
	private readonly putOff = new Set<string>();

	private resting = new AbortController();

	private hasFailed = false;

	constructor(private readonly options: MessageUpdatesOptions) {}

	/** Somebody has just answered. */
	hurry(escalationId: string): void {
		this.urgent.add(escalationId);
		this.resting.abort('answered');
	}

	/** Until it is aborted. */
	async run(signal: AbortSignal): Promise<void> {
		const { clock } = this.options;
		while (!signal.aborted) {
			const { pause, isFirm = false } = await this.step();
			if (isFirm) await clock.sleep(pause, signal);
			else if (this.urgent.size === 0) await this.rest(pause, signal);
		}
	}

	/** What is to be done now, and how long to rest then; `isFirm` whatever comes meanwhile. */
	private async step(): Promise<{ pause: number; isFirm?: boolean }> {
		const urgent = [...this.urgent].slice(0, MOST_AT_ONCE);
		for (const id of urgent) this.urgent.delete(id);
		const isUrgent = urgent.length > 0;
		try {
			const stale = isUrgent ? await this.stale(MOST_AT_ONCE, urgent) : await this.next();
			this.hasFailed = false;
			for (const message of stale) {
				const outcome = await this.update(message);
				if (outcome?.is !== 'later') continue;
				this.putOff.add(nameOf(message));
				return { pause: outcome.waitFor, isFirm: true };
			}
			if (isUrgent) return { pause: 0 };
			return { pause: stale.length > 0 ? SPACING : EVERY };
		} catch (error) {
			if (!this.hasFailed) this.options.onError(error);
			this.hasFailed = true;
			return { pause: EVERY, isFirm: true };
		}
	}

	/** The message whose turn it is, if any: one that fails for itself holds up no other. */
	private async next(): Promise<StaleChatMessage[]> {
		const stale = await this.stale(1 + this.putOff.size);
		const first = stale.find((message) => !this.putOff.has(nameOf(message)));
		if (first && this.putOff.size <= MOST_PUT_OFF) return [first];
		this.putOff.clear();
		return stale.slice(0, 1);
	}

	private async stale(limit: number, only?: string[]): Promise<StaleChatMessage[]> {
		const { app, conversations } = this.options;
		return await conversations().store.transaction(
			async ({ chatMessages, now }) => await chatMessages.stale(app, now, limit, only),
		);
	}

	private async update(message: StaleChatMessage): Promise<ChangeOutcome | undefined> {
		const { conversations, change, clock, rewrite, onRefused } = this.options;
		const escalation = await conversations().engine.findOne({ id: message.escalationId });
		const now = escalation && nowOf(message, escalation, clock.now());
		if (!now) return undefined;
		const body = rewrite(JSON.parse(message.body ?? '{}') as Record<string, unknown>, now);
		const outcome = await change(message.chat, message.message, body);
		if (outcome.is === 'later') return outcome;
		if (outcome.is === 'refused') onRefused(outcome.code);
		const isHeld = outcome.is === 'changed' && now.is === 'held';
		await this.note(message, isHeld ? { shownHold: now.hold.until } : { body: null });
		return outcome;
	}

	/** Unless a robot has made something else of it meanwhile. */
	private async note(
		{ app, chat, message, escalationId }: StaleChatMessage,
		change: { shownHold: number } | { body: null },
	): Promise<void> {
		await this.options.conversations().store.transaction(async ({ chatMessages }) => {
			const known = await chatMessages.of(app, chat, message);
			const own = known.find((each) => each.escalationId === escalationId);
			if (own && own.body !== null) await chatMessages.save({ ...own, ...change });
		});
	}

	private async rest(pause: number, signal: AbortSignal): Promise<void> {
		this.resting = new AbortController();
		await this.options.clock.sleep(pause, AbortSignal.any([this.resting.signal, signal]));
	}
}

/** A message as it was sent, for as long as it has buttons. */
export async function sentMessage(
	store: Store,
	{ app, chat, message }: Pick<StaleChatMessage, 'app' | 'chat' | 'message'>,
): Promise<Record<string, unknown> | undefined> {
	const known = await store.transaction(
		async ({ chatMessages }) => await chatMessages.of(app, chat, message),
	);
	const body = known.find((each) => each.body !== null)?.body;
	return typeof body === 'string' ? (JSON.parse(body) as Record<string, unknown>) : undefined;
}

/** What a message shows of its conversation as soon as somebody has pressed in it; undefined where nothing is to be said. */
export function shownAtOnce(escalation: EscalationWithEvent, now: number): MessageNow | undefined {
	return nowOf({ isOlder: false }, escalation, now);
}

/** Undefined where nothing is to be said any more. */
function nowOf(
	{ isOlder }: Pick<StaleChatMessage, 'isOlder'>,
	escalation: EscalationWithEvent,
	now: number,
): MessageNow | undefined {
	if (escalation.endedAt !== null) return { is: 'over', escalation };
	if (isOlder) return { is: 'older' };
	const { lastHold, heldUntil } = escalation;
	if (!lastHold || heldUntil === null || heldUntil <= now) return undefined;
	return { is: 'held', hold: { ...lastHold, until: heldUntil } };
}
