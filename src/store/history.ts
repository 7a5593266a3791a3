import type { TimelineEntry } from '../escalation/escalation';
import { toTime, type Row } from './rows';

/*
 * The history of an escalation. What its row and those of its reminders say
 * already is written nowhere else: a reminder costs no line, and the history of
 * an escalation with thousands of them is not read before somebody asks for it.
 */

type What = TimelineEntry['what'];

/** Said by `opened_at`, by `ended_at` with its reason, and by the rows of reminders. */
const TOLD_BY_ROWS: readonly What[] = [
	'opened',
	'reminder',
	'reminderSent',
	'replied',
	'exhausted',
	'cancelled',
];

/** At the same millisecond, so that a cause stands before what came of it. */
const ORDER: Partial<Record<What, number>> = {
	opened: 0,
	missing: 0,
	message: 1,
	restarted: 2,
	reminder: 3,
	reminderSent: 4,
	replied: 6,
	exhausted: 6,
	cancelled: 6,
	announced: 7,
	announcementFailed: 8,
	announcementGivenUp: 9,
};
/** For whatever else may happen in between. */
const IN_BETWEEN = 5;

/** What has to be written down, a line of JSON each. */
export function linesOf(entries: readonly TimelineEntry[]): string[] {
	return entries
		.filter(({ what }) => !TOLD_BY_ROWS.includes(what))
		.map((entry) => JSON.stringify(entry));
}

/** For a reminder that has no row any more. */
export function lineOfReminder({ number, gated_at: at }: Row): string {
	return JSON.stringify({ at: Number(at), what: 'reminder', number: Number(number) });
}

/**
 * @param state the row of `states`.
 * @param reminders rows of reminders, in the order of their numbers.
 * @param lines rows of `timeline`, in their order.
 */
export function historyFrom(
	state: Row,
	reminders: readonly Row[],
	lines: readonly Row[],
): TimelineEntry[] {
	return [
		{ at: Number(state.opened_at), what: 'opened' } satisfies TimelineEntry,
		...lines.map(({ line }) => JSON.parse(String(line)) as TimelineEntry),
		...reminders.flatMap(ofReminder),
		...onItsWay(state),
		...endOf(state),
	].toSorted((one, other) => one.at - other.at || placeOf(one) - placeOf(other));
}

function placeOf({ what }: TimelineEntry): number {
	return ORDER[what] ?? IN_BETWEEN;
}

function ofReminder(row: Row): TimelineEntry[] {
	const number = Number(row.number);
	const sentAt = toTime(row.sent_at);
	return [
		{ at: Number(row.gated_at), what: 'reminder', number },
		...(sentAt === undefined ? [] : [{ at: sentAt, what: 'reminderSent', number } as const]),
	];
}

/** Of a reminder that is on its way there is no row before its execution has ended. */
function onItsWay({ claim, gated_at: at, reminder_number: number }: Row): TimelineEntry[] {
	if (claim === null || at === null || number === null) return [];
	return [{ at: Number(at), what: 'reminder', number: Number(number) }];
}

function endOf({ ended_at: endedAt, state, others }: Row): TimelineEntry[] {
	if (endedAt === null) return [];
	const { endedBecause, endedBy, endedById } = JSON.parse(String(others ?? '{}')) as {
		endedBecause?: string;
		endedBy?: string;
		endedById?: string;
	};
	return [
		{
			at: Number(endedAt),
			what: state as What,
			...(endedBecause === undefined ? {} : { cause: endedBecause }),
			...(endedBy === undefined ? {} : { actor: endedBy }),
			...(endedById === undefined ? {} : { actorId: endedById }),
		},
	];
}
