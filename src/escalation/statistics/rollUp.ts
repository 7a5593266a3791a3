import { shortened } from '../../text/characters';
import { inOneLine } from '../../text/utf8';
import { activeBetween } from '../../time/activeHours';
import { HOUR } from '../../time/duration';
import { aboutEvent } from '../about';
import type { EscalationWithEvent } from '../escalation';
import { levelIndex, type Level } from '../level';
import { waitedFor } from '../readable';
import type { ReplyKind } from '../policy';
import { targetUsesOf } from '../target';
import { addAll, count, type Histogram } from './histogram';

/** What is counted together. Null where the source does not say it. */
export interface Group {
	/** When the hour of UTC began in which it happened, in ms since 1970. */
	hour: number;
	project: string | null;
	agent: string | null;
	source: string | null;
	/** The highest level that was reached, by its name; null where nobody was reminded. */
	level: string | null;
}

export interface Counts {
	opened: number;
	answered: number;
	exhausted: number;
	cancelled: number;
	/** Ended in another way: superseded, orphaned, unreadable. */
	other: number;
	/** Of those that were answered. */
	firstReply: Replies;
	nextReply: Replies;
}

export interface Replies {
	/** Those that had a target, and those of them that met it. */
	targets: number;
	met: number;
	/** How many of these had a target of so many ms of working time. */
	within: Record<number, number>;
	/** From the first message without a reply to the reply, by the clock and in working time. */
	clock: Histogram;
	working: Histogram;
}

export type RollUp = Array<Group & Counts>;

/** Groups of one node and day. What is beyond is counted without its names. */
export const MOST_GROUPS = 500;

/** Names that others have given are not kept at any length. */
const LONGEST_NAME = 100;

/** Counts what happened on one day, in the order in which it is told. */
export class Counting {
	private readonly groups = new Map<string, Group & Counts>();

	constructor(private readonly levels: Level[]) {}

	opened(escalation: EscalationWithEvent): void {
		this.countsOf(escalation, escalation.openedAt).opened += 1;
	}

	/** One that is over. */
	ended(escalation: EscalationWithEvent): void {
		const { endedAt, endedBecause, state, policy, waitingSince } = escalation;
		if (endedAt === null) return;
		const counts = this.countsOf(escalation, endedAt);
		if (state === 'exhausted') counts.exhausted += 1;
		else if (endedBecause === 'cancelled') counts.cancelled += 1;
		else if (state !== 'replied') counts.other += 1;
		else {
			counts.answered += 1;
			const kind: ReplyKind = escalation.wasAnswered ? 'nextReply' : 'firstReply';
			const replies = counts[kind];
			const waited = waitedFor(escalation, endedAt);
			count(replies.clock, waited);
			const { activeHours } = policy;
			const worked = activeHours ? activeBetween(activeHours, waitingSince, endedAt) : waited;
			count(replies.working, worked);
			const use = targetUsesOf(escalation, endedAt).find((one) => one.kind === kind);
			if (use) {
				replies.targets += 1;
				replies.within[use.within] = (replies.within[use.within] ?? 0) + 1;
			}
			if (use?.state === 'met') replies.met += 1;
		}
	}

	get rollUp(): RollUp {
		return [...this.groups.values()];
	}

	private countsOf({ event, reminderCount }: EscalationWithEvent, at: number): Counts {
		const hour = at - (at % HOUR);
		const group: Group = {
			hour,
			...countedNames(event),
			level: this.levelAt(reminderCount),
		};
		const key = JSON.stringify(group);
		const known = this.groups.get(key);
		if (known) return known;
		const isFull = this.groups.size >= MOST_GROUPS;
		const made: Group & Counts = isFull
			? { hour, ...NOBODY, ...noCounts() }
			: { ...group, ...noCounts() };
		const madeKey = isFull ? JSON.stringify({ hour, ...NOBODY }) : key;
		const kept = this.groups.get(madeKey) ?? made;
		this.groups.set(madeKey, kept);
		return kept;
	}

	private levelAt(reminderCount: number): string | null {
		if (reminderCount === 0) return null;
		return this.levels[levelIndex(this.levels, reminderCount)]?.name ?? 'Reminder';
	}
}

const NOBODY = { project: null, agent: null, source: null, level: null };

/** By which names an event is counted. */
export function countedNames(
	event: Record<string, unknown>,
): Pick<Group, 'project' | 'agent' | 'source'> {
	const { project, agent, source } = aboutEvent(event);
	return {
		project: nameIn(project?.name),
		agent: nameIn(agent?.name ?? agent?.id),
		source: nameIn(source),
	};
}

/** As people read it: names that look the same are one. */
function nameIn(name: string | undefined): string | null {
	// However long it is, only its beginning is read.
	const read = inOneLine(name?.slice(0, 2 * LONGEST_NAME) ?? '');
	return read === '' ? null : shortened(read, LONGEST_NAME);
}

export function noCounts(): Counts {
	return {
		opened: 0,
		answered: 0,
		exhausted: 0,
		cancelled: 0,
		other: 0,
		firstReply: noReplies(),
		nextReply: noReplies(),
	};
}

function noReplies(): Replies {
	return { targets: 0, met: 0, within: {}, clock: {}, working: {} };
}

/** Of all of them together. */
export function totalOf(all: Counts[]): Counts {
	const total = noCounts();
	for (const one of all) addCounts(total, one);
	return total;
}

/** Adds one to another. */
export function addCounts(counts: Counts, other: Counts): void {
	for (const name of ['opened', 'answered', 'exhausted', 'cancelled', 'other'] as const) {
		counts[name] += other[name];
	}
	for (const kind of ['firstReply', 'nextReply'] as const) {
		counts[kind].targets += other[kind].targets;
		counts[kind].met += other[kind].met;
		addAll(counts[kind].within, other[kind].within);
		addAll(counts[kind].clock, other[kind].clock);
		addAll(counts[kind].working, other[kind].working);
	}
}
