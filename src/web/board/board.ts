import { nodeOf } from '../../nodeScope';
import type { EscalationEngine } from '../../engine/engine';
import type { Rosters } from '../../engine/rosters';
import { aboutEvent, projectOf, titleOf, visitorOf } from '../../escalation/about';
import type {
	Escalation,
	EscalationState,
	EscalationWithEvent,
	Hold,
} from '../../escalation/escalation';
import { countedNames } from '../../escalation/statistics/rollUp';
import { endsAt, unresolvedOf } from '../../escalation/machine';
import { projectsIn, type MuteFilter } from '../../escalation/mute';
import type { CalendarReading, MuteRecord } from '../../engine/mutes';
import { isAtOpening } from '../../escalation/policy';
import { maximumOf, waitedFor } from '../../escalation/readable';
import { outputDueAt, targetUsesOf, type TargetUse } from '../../escalation/target';
import { webUrl } from '../../robots/markdown/webUrl';
import type { ListeningApps } from '../../store/listeningApps';
import { shortened } from '../../text/characters';
import { isFetched, readAtOf } from '../../time/calendar/calendars';
import { uncoveredYear } from '../../time/calendar/coverage';
import type { Clock } from '../../time/clock';
import { DAY, HOUR } from '../../time/duration';
import {
	choicesOf,
	fitsEvent,
	isFiltered,
	NO_FILTER,
	type BoardFilter,
	type FilterChoices,
} from './filter';
import { nobodyOnDuty, rosterRow, type RosterRow } from './rosterRow';
import type { BoardLink } from './token';

/** What the board shows at one moment. All texts are as customers wrote them: never markup. Times in ms since 1970. */
export interface Board {
	now: number;
	mayChange: boolean;
	/** By what can be filtered who waits. */
	choices: FilterChoices;
	/** The longest waiting first. */
	waiting: WaitingRow[];
	/** Whether there are more than are shown. */
	isCutOff: boolean;
	/** What is expected and not overdue, the next first. */
	expected: ExpectedRow[];
	isExpectedCutOff: boolean;
	ended: EndedRow[];
	/** Of the last 24 hours, the oldest first; `hour` is when it began. */
	reminders: Array<{ hour: number; count: number }>;
	/** Years that a calendar does not cover by which the shown conversations are reminded. */
	uncoveredYears: number[];
	/** Mutes of what is shown that hold now, and those by a calendar. */
	mutes: MutedRow[];
	/** When such a calendar was read last, where that is days ago; null where it never was. */
	unreadSince: Array<number | null>;
	/** Why answers in the chat are not heard: what a chat platform said, each once. */
	chatProblems: string[];
	/** Layers of rosters in which nobody is on duty now. */
	nobodyOnDuty: Array<{ roster: string; layer: string }>;
	mayChangeRosters: boolean;
	/** By their names. */
	rosters: RosterRow[];
}

interface Row {
	id: string;
	who: string;
	project: string | null;
	/** The conversation at its source: a web page, or null. */
	url: string | null;
	reminderCount: number;
}

/** Of what has ended only that of a resolution which is still to come. */
type LeftTarget = Pick<TargetUse, 'kind' | 'dueAt' | 'state'>;

export interface WaitingRow extends Row {
	text: string | null;
	since: number;
	maximum: number | null;
	/** When the next reminder is due, or the end; null while a reminder is on its way. */
	nextAt: number | null;
	/** Whether no reminder is left, and it ends then. */
	isEnd: boolean;
	/** Whether active hours begin then. */
	isAtOpening: boolean;
	targets: LeftTarget[];
	/** Null where its reminders are not muted now. */
	mutedUntil: number | null;
	/** Null when nobody keeps reminders back now. */
	hold: Pick<Hold, 'kind' | 'by' | 'until'> | null;
	/** False when no reminders go out, since its workflow is not published, as far as this process knows. */
	isPublished: boolean;
	/** Why reminders cannot be sent: what n8n or the group's platform said; null while they can. */
	trouble: string | null;
}

interface MutedRow {
	id: string;
	/** What is muted, in the patterns that somebody entered. */
	what: string;
	/** Null where it does not hold now. */
	until: number | null;
	/** When it holds the next time, as far as is known; null for never. */
	nextAt: number | null;
	/** Of one by a calendar: how well that is known. */
	calendar: CalendarReading | null;
	by: string | null;
	reason: string | null;
}

export interface ExpectedRow extends Omit<Row, 'reminderCount'> {
	/** Without its grace: from then on it is late. */
	expectedAt: number;
	/** With its grace: from then on it is missing. */
	missingAt: number;
	lastSeenAt: number;
	/** Milliseconds. */
	period: number;
	/** A moment since then at which n8n did not listen; null where there is none. */
	notListeningAt: number | null;
	isPublished: boolean;
}

export interface EndedRow extends Row {
	state: EscalationState;
	/** The source had nothing more to say of it, which counts as a reply. */
	isSilence: boolean;
	by: string | null;
	targets: LeftTarget[];
	endedAt: number;
	/** Milliseconds. */
	waited: number;
}

/** It is read every day: that it failed once is no news. */
const UNREAD_FOR = 3 * DAY;
const MOST_WAITING = 300;
const MOST_EXPECTED = 100;
const MOST_ENDED = 15;
/** Of each kind, for those that a filter lets pass: the longest waiting, what ended last. */
const LOOKED_THROUGH = 1_000;
const LONGEST_TEXT = 300;

/** What a board reads. */
export interface BoardSources {
	engine: Pick<EscalationEngine, 'overview'>;
	rosters: Pick<Rosters, 'all'>;
	clock: Clock;
	links: { leftNodes(): Promise<Set<string>> };
	listeningApps: Pick<ListeningApps, 'all'>;
	/** Whether the workflow of this scope is published; undefined where this process does not know. */
	isRunning(scope: string): boolean | undefined;
	/** Why n8n does not run the workflow of this scope; undefined while it does. */
	standstillOf(scope: string): string | undefined;
}

/** Everything that a board shows now, read at once. */
export async function boardOf(
	sources: BoardSources,
	{ mayChange, mayChangeRosters = false, workflowId }: BoardLink,
	filter: BoardFilter = NO_FILTER,
): Promise<Board> {
	const now = sources.clock.now();
	const read = (shown: number) => (isFiltered(filter) ? LOOKED_THROUGH : shown);
	const found = await sources.engine.overview(workflowId, {
		waiting: read(MOST_WAITING) + 1,
		expected: read(MOST_EXPECTED) + 1,
		ended: read(MOST_ENDED),
		remindersSince: hourOf(now) - 23 * HOUR,
	});
	const chosen = (all: EscalationWithEvent[], most: number) => {
		const fitting = all.filter((one) => fitsEvent(filter, one));
		const isCutOff = fitting.length > most || all.length > read(most);
		return { shown: fitting.slice(0, most), isCutOff };
	};
	const waiting = chosen(found.waiting, MOST_WAITING);
	const expected = chosen(found.expected, MOST_EXPECTED);
	// What runs in another process, the store may know.
	const isAnyUnknown = [...found.waiting, ...found.expected].some(
		({ scope }) => sources.isRunning(scope) === undefined,
	);
	const left = isAnyUnknown ? await sources.links.leftNodes() : new Set<string>();
	const rosters = await sources.rosters.all();
	return {
		now,
		mayChange,
		mayChangeRosters,
		choices: choicesOf(found.waiting.map(({ event }) => countedNames(event))),
		waiting: waiting.shown
			.toSorted((one, other) => one.waitingSince - other.waitingSince)
			.map((escalation) => ({
				...waitingRow(escalation, now, sources, left),
				mutedUntil: found.mutedUntil.get(escalation.id) ?? null,
			})),
		mutes: found.mutes.flatMap((record) => mutedRow(record, workflowId)),
		isCutOff: waiting.isCutOff,
		expected: expected.shown
			.flatMap((escalation) => expectedRow(escalation, sources, left))
			.toSorted((one, other) => one.expectedAt - other.expectedAt),
		isExpectedCutOff: expected.isCutOff,
		ended: chosen(found.ended, MOST_ENDED).shown.map((escalation) => endedRow(escalation, now)),
		reminders: Array.from({ length: 24 }, (_, index) => {
			const hour = hourOf(now) - (23 - index) * HOUR;
			return { hour, count: found.remindersByHour.get(hour) ?? 0 };
		}),
		...calendarsOf([...found.waiting, ...found.ended], now),
		chatProblems: await chatProblemsOf(sources),
		nobodyOnDuty: nobodyOnDuty(rosters, now),
		rosters: rosters.map((known) => rosterRow(known, now, mayChangeRosters)),
	};
}

async function chatProblemsOf({ listeningApps }: BoardSources): Promise<string[]> {
	const problems = (await listeningApps.all()).flatMap(({ problem }) => problem ?? []);
	return [...new Set(problems)].map((problem) => shortened(problem, LONGEST_TEXT));
}

function calendarsOf(
	escalations: Escalation[],
	now: number,
): Pick<Board, 'uncoveredYears' | 'unreadSince'> {
	const policies = new Set(escalations.map(({ policy }) => policy));
	const hours = [...policies].flatMap(({ activeHours }) => activeHours ?? []);
	const years = hours.flatMap((some) => uncoveredYear(some, now) ?? []);
	const names = new Set(hours.map(({ calendar }) => calendar).filter(isFetched));
	return {
		uncoveredYears: [...new Set(years)].toSorted((one, other) => one - other),
		unreadSince: [...names]
			.map((name) => readAtOf(name) ?? null)
			.filter((readAt) => readAt === null || now - readAt >= UNREAD_FOR),
	};
}

function rowOf(escalation: EscalationWithEvent): Row {
	const { id, event, conversationKey, reminderCount, policy } = escalation;
	const name = policy.expects ? titleOf(event) : (visitorOf(event) ?? titleOf(event));
	return {
		id,
		who: name ?? conversationKey,
		project: projectOf(event) ?? null,
		url: (typeof event.url === 'string' && webUrl(event.url)) || null,
		reminderCount,
	};
}

function targetsLeft(escalation: Escalation, now: number): LeftTarget[] {
	const isLeft = ({ kind }: TargetUse) =>
		escalation.endedAt === null ||
		(kind === 'resolution' && unresolvedOf(escalation) !== undefined);
	return targetUsesOf(escalation, now)
		.filter(isLeft)
		.map(({ kind, dueAt, state }) => ({ kind, dueAt, state }));
}

function waitingRow(
	escalation: EscalationWithEvent,
	now: number,
	{ isRunning, standstillOf }: BoardSources,
	left: Set<string>,
): Omit<WaitingRow, 'mutedUntil'> {
	const { event, waitingSince, claim, lastHold, heldUntil, failing, scope, policy } = escalation;
	const dueAt = outputDueAt(escalation);
	const trouble = standstillOf(scope) ?? failing?.reason;
	const isHeld = lastHold !== null && heldUntil !== null && heldUntil > now;
	return {
		...rowOf(escalation),
		text: shortened(aboutEvent(event).text ?? '', LONGEST_TEXT) || null,
		since: waitingSince,
		maximum: maximumOf(escalation),
		nextAt: claim === null ? dueAt : null,
		isEnd: dueAt !== null && endsAt(escalation, dueAt),
		isAtOpening: dueAt !== null && isAtOpening(policy, dueAt),
		targets: targetsLeft(escalation, now),
		hold: isHeld ? { kind: lastHold.kind, by: lastHold.by, until: lastHold.until } : null,
		isPublished: isRunning(scope) ?? !left.has(scope),
		trouble: trouble === undefined ? null : shortened(trouble, LONGEST_TEXT),
	};
}

/** Nothing of one that is of another workflow than those that are shown. */
function mutedRow(
	{ mute, mutedUntil: until, nextAt, calendar }: MuteRecord,
	workflowId?: string,
): MutedRow[] {
	const { id, filter, by, reason } = mute;
	if ((until === null && calendar === null) || !isShown(filter, workflowId)) return [];
	const { agents, kinds, conversationKeys } = filter;
	// One that asks for a workflow alone is of all that this tracks.
	const what = [...projectsIn(filter), ...agents, ...kinds, ...conversationKeys].join(', ') || '*';
	return [{ id, what: shortened(what, LONGEST_TEXT), until, nextAt, calendar, by, reason }];
}

/** Whether a board of this workflow, or of all, shows a mute. */
function isShown(filter: MuteFilter, workflowId: string | undefined): boolean {
	return workflowId === undefined || filter.workflowId === null || filter.workflowId === workflowId;
}

function expectedRow(
	escalation: EscalationWithEvent,
	{ isRunning }: BoardSources,
	left: Set<string>,
): ExpectedRow[] {
	const { expectation, policy, scope, lastHeardAt } = escalation;
	if (!expectation || !policy.expects) return [];
	const { id, who, project, url } = rowOf(escalation);
	const { expectedAt, notListeningAt = null } = expectation;
	const { period, grace } = policy.expects;
	return [
		{
			...{ id, who, project, url, expectedAt, notListeningAt, period },
			missingAt: expectedAt + grace,
			lastSeenAt: lastHeardAt,
			isPublished: isRunning(scope) ?? !left.has(scope),
		},
	];
}

function endedRow(escalation: EscalationWithEvent, now: number): EndedRow {
	const { state, endedBy, endedAt, endedBecause } = escalation;
	return {
		...rowOf(escalation),
		state,
		isSilence: endedBecause === 'silence',
		by: endedBy,
		targets: targetsLeft(escalation, now),
		endedAt: endedAt ?? now,
		waited: waitedFor(escalation, now),
	};
}

function hourOf(time: number): number {
	return time - (time % HOUR);
}

/** Whether the board of this link shows an escalation, so that its holder may change it. */
export function shows({ workflowId }: BoardLink, { scope }: EscalationWithEvent): boolean {
	return workflowId === undefined || nodeOf(scope).workflowId === workflowId;
}
