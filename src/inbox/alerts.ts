import type { ServiceEvent } from '../events/serviceEvent';
import type { AlertState } from '../store/transaction';
import { SECOND } from '../time/duration';

/*
 * A message is said once, and its delivery id is known for good. An alert is a
 * state: its source tells it over and over by the same id, and after it was over
 * it may come back by that id too, with the time at which it began long ago. So
 * the id counts once for as long as the alert fires, or is over.
 */

/** How much the clocks of processes that share a store may differ. */
const TOLERANCE = SECOND;

/** What a source says of an alert: that it fires, or that it is over. */
interface AlertWord {
	isOver: boolean;
	/** When that was so, by the source's clock where it tells, in ms since 1970. */
	at: number;
	/** Whether its delivery id was seen before. */
	isKnown: boolean;
	/** When its request came in, by the store's clock. */
	receivedAt: number;
}

/** What is to become of a word. */
interface Hearing {
	/** What is known of the alert from now on; undefined where that stays what it was. */
	state?: AlertState;
	/** When it was so, where that cannot have been when the source has it. */
	at?: number;
	/** It has been said before, and is said anew. */
	isAgain?: boolean;
}

/** @returns undefined for a word that was heard already. */
function hear(before: AlertState | undefined, word: AlertWord, now: number): Hearing | undefined {
	const { isOver, at, isKnown } = word;
	const firedAt = isOver ? (before?.firedAt ?? null) : at;
	if (!before) {
		return isKnown ? undefined : { state: { isOver, saidAt: at, firedAt, heardAt: now } };
	}
	const { saidAt } = before;
	if (isLate(before, word, now)) return isKnown ? undefined : {};
	if (before.isOver === isOver) {
		if (isKnown) return undefined;
		if (at > saidAt) return { state: { ...before, saidAt: at, firedAt } };
		// It fires as before: since it fires again, where it does.
		return { at: isOver || at === saidAt ? undefined : saidAt };
	}
	const said = at > saidAt ? at : Math.max(saidAt + 1, now);
	return {
		state: { isOver, saidAt: said, firedAt, heardAt: now },
		at: said === at ? undefined : said,
		isAgain: isKnown,
	};
}

/**
 * Whether a word is of before what was heard last: it had come in by then, or it
 * is of an earlier firing. A time that is still to come was taken before the clock
 * was set back, and says nothing.
 */
function isLate({ heardAt, firedAt }: AlertState, word: AlertWord, now: number): boolean {
	const cameBefore = heardAt <= now && word.receivedAt + TOLERANCE < heardAt;
	return cameBefore || (firedAt !== null && firedAt <= now && word.at < firedAt);
}

/** What the alerts of one request say, in its order. */
export class AlertHearing {
	private readonly states: Map<string, AlertState>;

	/** @param known of all conversations in `keysOfAlerts` that there is anything of. */
	constructor(
		known: ReadonlyMap<string, AlertState>,
		private readonly receivedAt: number,
		private readonly now: number,
	) {
		this.states = new Map(known);
	}

	/**
	 * The event as it is to be kept, and what is known of its alert from then on.
	 * What is said anew has a new id and the time at which it can have been so at the
	 * earliest: else it would be taken for a word of before, here and by every node behind.
	 *
	 * @param isKnown whether its id was seen before.
	 * @returns undefined for what was said before.
	 */
	hear(event: ServiceEvent, isKnown: boolean): HeardEvent | undefined {
		const isOver = isAlertOver(event);
		if (isOver === undefined) return isKnown ? undefined : { event };
		const { key } = event.conversation!;
		const before = this.states.get(key);
		const at = Date.parse(event.occurredAt);
		const heard = hear(before, { isOver, at, isKnown, receivedAt: this.receivedAt }, this.now);
		if (!heard) return undefined;
		if (heard.state) this.states.set(key, heard.state);
		return {
			event: {
				...event,
				// The same for whoever else hears the same words.
				...(heard.isAgain && { id: `${event.id}:${before!.saidAt}` }),
				...(heard.at !== undefined && { occurredAt: new Date(heard.at).toISOString() }),
			},
			alert: heard.state && [key, heard.state],
		};
	}
}

export interface HeardEvent {
	event: ServiceEvent;
	/** Its conversation key, and what is known of it from now on. */
	alert?: readonly [key: string, state: AlertState];
}

/** Whether an event says that an alert is over, or that it fires; undefined for any other event. */
function isAlertOver({ kind, conversation }: ServiceEvent): boolean | undefined {
	if (kind === 'alert.firing' && conversation?.effect === 'opens') return false;
	if (kind === 'alert.resolved' && conversation?.effect === 'ends') return true;
	return undefined;
}

/** The conversations of the alerts among these events. */
export function keysOfAlerts(events: readonly ServiceEvent[]): string[] {
	const alerts = events.filter((event) => isAlertOver(event) !== undefined);
	return [...new Set(alerts.map(({ conversation }) => conversation!.key))];
}
