import type { Escalation } from '../../../src/escalation/escalation.ts';
import type { IncomingWord } from '../../../src/escalation/incoming.ts';
import type { Policy } from '../../../src/escalation/policy.ts';
import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';
import type { Acceptance } from '../../../src/inbox/inbox.ts';
import type { Received } from '../../../src/inbox/received.ts';
import { SECOND } from '../../../src/time/duration.ts';
import type { FakeClock } from '../time/fakeClock.mts';

type AlertEvent = ServiceEvent & {
	/** Its id, whatever the inbox makes of it. */
	said: string;
	arrival: IncomingWord;
};

/**
 * Alerts that began when the world did and fire again and again since then, as
 * after an Alertmanager has lost its Prometheus for a while: an independent look
 * at what a trigger has taken of that, and what has come of it.
 */
export class AlertWords {
	private readonly began: number;

	private readonly clock: FakeClock;

	/** Whether it was said last that an alert is over, by the key; undefined where nobody knows. */
	private readonly last = new Map<string, boolean | undefined>();

	/** How many were accepted, at least. */
	private accepted = 0;

	/** What was handed out, by the key and its place in the order of acceptance. */
	private readonly words = new Map<string, Map<number, boolean>>();

	constructor(clock: FakeClock) {
		this.clock = clock;
		this.began = clock.now();
	}

	next(alert: string, isOver: boolean, policy: Policy): AlertEvent {
		const key = `alert ${alert}`;
		const now = this.clock.now();
		const at = isOver ? now - (now % SECOND) : this.began;
		const said = `${key} ${isOver ? 'over' : 'firing'} ${at}`;
		const common = { eventId: said, conversationKey: key };
		return {
			said,
			id: said,
			source: 'alertmanager',
			type: isOver ? 'resolved' : 'firing',
			kind: isOver ? 'alert.resolved' : 'alert.firing',
			occurredAt: new Date(at).toISOString(),
			conversation: { key, effect: isOver ? 'ends' : 'opens' },
			raw: {},
			arrival: isOver
				? { ...common, type: 'reply', repliedAt: at, actor: null, isResolution: true }
				: { ...common, type: 'message', writtenAt: at, event: {}, policy, opens: true },
		};
	}

	/** @throws where something was taken that had been said already, or was not taken though it had not. */
	told({ said, kind, conversation }: AlertEvent, counts: Acceptance | false): void {
		const { key } = conversation!;
		const isOver = kind === 'alert.resolved';
		const last = this.last.get(key);
		const isKnown = !this.last.has(key) || last !== undefined;
		this.last.set(key, counts ? isOver : last === isOver ? last : undefined);
		if (!counts) return;
		this.accepted += counts.accepted;
		if (!isKnown || this.clock.wasSet) return;
		if (last !== isOver && counts.accepted === 0) throw new Error(`${said} was not taken`);
		if (last === false && !isOver && counts.accepted > 0)
			throw new Error(`${said} was taken twice`);
	}

	/** An event leaves the inbox, for the first time or again. */
	handedOut(json: Record<string, unknown>): void {
		if (!isAlert(json)) return;
		const { conversation, kind, received } = json as unknown as AlertEvent & { received: Received };
		const { key } = conversation!;
		const words = this.words.get(key) ?? new Map<number, boolean>();
		words.set(received.sequence, kind === 'alert.resolved');
		this.words.set(key, words);
	}

	/** @throws where an alert that fires was ended by what its source had said before. */
	check(escalations: Escalation[], scopes: string[]): void {
		const heard = [...this.words.values()].reduce((sum, { size }) => sum + size, 0);
		if (heard < this.accepted) throw new Error(`${this.accepted} alerts came, and ${heard} left`);
		for (const [key, words] of this.words) {
			const [, isOver] = [...words].reduce((one, other) => (one[0] > other[0] ? one : other));
			for (const scope of isOver ? [] : scopes) {
				const ours = escalations.filter(
					(one) => one.scope === scope && one.conversationKey === key,
				);
				// Words of before may come after it, where the source was silent meanwhile.
				const latest = ours
					.toSorted((one, other) => one.openedAt - other.openedAt)
					.toSorted((one, other) => one.latestMessageAt - other.latestMessageAt)
					.at(-1);
				if (!latest) throw new Error(`"${key}" fires, and nobody waits`);
				if (latest.endedBecause === 'reply') throw new Error(`"${key}" fires, and has ended`);
			}
		}
	}
}

export function isAlert({ kind }: Record<string, unknown>): boolean {
	return kind === 'alert.firing' || kind === 'alert.resolved';
}

/** As a node reads it from its item. */
export function alertArrival(json: Record<string, unknown>): IncomingWord {
	const event = json as unknown as AlertEvent & { received: Received };
	const { arrival, received, id: eventId, occurredAt } = event;
	const at = Math.min(Date.parse(occurredAt), Date.parse(received.at));
	return arrival.type === 'reply'
		? { ...arrival, eventId, repliedAt: at }
		: { ...arrival, eventId, writtenAt: at };
}
