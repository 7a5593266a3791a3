import { matchesPattern } from '../events/pattern';
import { nodeOf } from '../nodeScope';
import { cleanText } from '../text/utf8';
import { DAY, MINUTE } from '../time/duration';
import { activeUntil, nextActive, type ActiveRange } from '../time/activeHours';
import type { Stretch } from '../time/calendar/timedEvents';
import { aboutEvent } from './about';
import type { EscalationWithEvent } from './escalation';

/** Which conversations are meant: all that is asked has to be so. Patterns, in which `*` is any text; an empty list asks nothing. */
export interface MuteFilter {
	/** Names or ids. */
	projects: string[];
	/** The name of exactly this one: what a source calls it is no pattern. */
	project?: string;
	/** Names or ids of whoever is to answer. */
	agents: string[];
	kinds: string[];
	conversationKeys: string[];
	/** Only those that this workflow tracks; null for all. */
	workflowId: string | null;
}

/** What holds every week: the ranges by the wall clock of a zone. */
interface Weekly {
	timeZone: string;
	ranges: ActiveRange[];
}

/** What holds during the events of a calendar on the web, for example of maintenance. */
export interface MuteCalendar {
	/** May be secret. */
	address: string;
	/** IANA name: of events that have none, where the calendar has none either. */
	timeZone: string;
	/** Only events with such a title: patterns; an empty list for all. */
	titles: string[];
}

/** That reminders of some conversations do not go out for a time. Times in ms since 1970. */
export interface Mute {
	id: string;
	filter: MuteFilter;
	from: number;
	/** Null for what returns without an end. */
	until: number | null;
	/** Within these hours only; null for all the time. */
	weekly: Weekly | null;
	/** During its events only; null for all the time. */
	calendar: MuteCalendar | null;
	/** Who wanted it, and why, as far as we were told. */
	by: string | null;
	reason: string | null;
	madeAt: number;
}

/** One with what is known of its calendar: stored apart, since it is read again and again. */
export interface KnownMute extends Mute {
	/** In the order in which they begin; none where it was never read. */
	windows?: readonly Stretch[];
}

/** One that holds now. */
export interface CurrentMute extends Pick<Mute, 'id' | 'by' | 'reason'> {
	until: number;
}

/** Who lifts a mute, or changes what it is of, waits no longer. */
const LOOKED_AT_EVERY = MINUTE;

/** When what it keeps back is looked at again, in ms since 1970. */
export function lookedAtAgain({ until }: CurrentMute, now: number): number {
	return Math.min(until, now + LOOKED_AT_EVERY);
}

type Muted = Pick<EscalationWithEvent, 'event' | 'conversationKey' | 'scope'>;

/** Of those that hold now for a conversation the one that lasts longest. */
export function currentMute(
	mutes: readonly KnownMute[],
	conversation: Muted,
	now: number,
): CurrentMute | undefined {
	let longest: CurrentMute | undefined;
	for (const mute of mutes) {
		const until = mutedUntil(mute, now);
		if (until === undefined || until <= (longest?.until ?? now)) continue;
		if (!covers(mute.filter, conversation)) continue;
		longest = { id: mute.id, by: mute.by, reason: mute.reason, until };
	}
	return longest;
}

/** When it ends, or pauses till the next time; undefined where it does not hold now. */
export function mutedUntil(
	{ from, until, weekly, calendar, windows = [] }: KnownMute,
	now: number,
): number | undefined {
	if (now < from || now >= (until ?? Infinity)) return undefined;
	if (calendar !== null) return windowEnd(windows, now);
	if (weekly === null) return until ?? undefined;
	const end = activeUntil({ ...NO_DAYS, ...weekly }, now);
	return end > now ? Math.min(end, until ?? Infinity) : undefined;
}

/** Those that follow upon one another, or overlap, are one. */
function windowEnd(windows: readonly Stretch[], now: number): number | undefined {
	let end: number | undefined;
	for (const { from, to } of windows) {
		if (from > (end ?? now)) break;
		if (to > (end ?? now)) end = to;
	}
	return end;
}

/** When it holds the next time, after now; undefined for never, as far as is known. */
export function nextMutedAt(mute: KnownMute, now: number): number | undefined {
	const after = mutedUntil(mute, now) ?? now;
	if (mute.calendar !== null) return mute.windows?.find(({ from }) => from > after)?.from;
	return mute.weekly === null ? undefined : nextActive({ ...NO_DAYS, ...mute.weekly }, after);
}

const NO_DAYS = { calendar: null, holidays: [], workingDays: [], workingDaysLike: null };

export function covers(filter: MuteFilter, { event, conversationKey, scope }: Muted): boolean {
	const { project, agent, kind } = aboutEvent(event);
	return (
		(filter.workflowId === null || filter.workflowId === nodeOf(scope).workflowId) &&
		fits([project?.name, project?.id], filter.projects) &&
		(filter.project === undefined || filter.project === project?.name) &&
		fits([agent?.name, agent?.id], filter.agents) &&
		fits([kind], filter.kinds) &&
		fits([conversationKey], filter.conversationKeys)
	);
}

function fits(names: Array<string | undefined>, patterns: readonly string[]): boolean {
	if (patterns.length === 0) return true;
	return names.some((name) => name !== undefined && matchesPattern(asRead(name), patterns));
}

/** A name that is longer is none: only its beginning is looked at. */
const LONGEST_NAME = 1_000;

/** As the board and messages show it: that is what people enter. */
function asRead(name: string): string {
	return cleanText(name.slice(0, LONGEST_NAME)).trim();
}

/** The projects that it asks for, as people are told of them. */
export function projectsIn({ project, projects }: MuteFilter): string[] {
	return project === undefined ? projects : [...projects, project];
}

/** Whether it asks for anything: what asks nothing is all. */
export function isOfAll(filter: MuteFilter): boolean {
	const { agents, kinds, conversationKeys, workflowId } = filter;
	const asked = [projectsIn(filter), agents, kinds, conversationKeys];
	return workflowId === null && asked.every(({ length }) => length === 0);
}

/** Whether it would hold without a break and without an end. */
export function isEndless({ until, weekly }: Pick<Mute, 'until' | 'weekly'>, now: number): boolean {
	if (weekly === null || until !== null) return false;
	return activeUntil({ ...NO_DAYS, ...weekly }, now) > now + 8 * DAY;
}

/** It will not hold any more. */
export function isOver({ until }: Mute, now: number): boolean {
	return until !== null && now >= until;
}

/** Less is a clock that was corrected a little. */
const TOLERANCE = MINUTE;

/**
 * One that was made by a clock that was ahead, for as long as it was to be from
 * its beginning: else it would hold until that clock is right.
 */
export function setBackMute(mute: Mute, now: number): Mute {
	const by = mute.madeAt - now;
	if (by <= TOLERANCE) return mute;
	return {
		...mute,
		madeAt: now,
		from: mute.from - by,
		until: mute.until === null ? null : mute.until - by,
	};
}
