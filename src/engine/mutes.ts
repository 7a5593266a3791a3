import { randomUUID } from 'node:crypto';

import { ExplainedError } from '../explainedError';
import type { Escalation } from '../escalation/escalation';
import type { Step } from '../escalation/machine';
import {
	covers,
	currentMute,
	isOver,
	mutedUntil,
	nextMutedAt,
	setBackMute,
	type CurrentMute,
	type KnownMute,
	type Mute,
} from '../escalation/mute';
import { matchesPattern } from '../events/pattern';
import { keptCalendar } from './eventCalendars';
import type { EventCalendar } from '../time/calendar/timedEvents';
import type { SettingTable, Transaction } from '../store/transaction';

/*
 * Mutes stand in the store's settings: there are few, all processes have to go
 * by them at once, and the gate reads them without another table.
 */
const MUTE = 'mute ';
/** Of a mute and a node: how many conversations it has kept back there. One clock counts. */
const COUNT = 'muted ';
/** Of a mute with a calendar: what was read of it. */
const CALENDAR = 'muting calendar ';
const countOf = (id: string, scope = '') => `${COUNT}${id} ${scope}`;

/** Each is looked at for whatever is due. */
const MOST = 100;
/** Open conversations that are looked through to say how many are muted. */
const MOST_COUNTED = 1_000;

/** What somebody wants. */
export type WantedMute = Omit<Mute, 'id' | 'madeAt'>;

/** All conversations of a project, of one workflow or (null) of all. */
export function muteOfProject(
	project: string,
	workflowId: string | null,
	{ from, until, by }: Pick<WantedMute, 'from' | 'until' | 'by'>,
): WantedMute {
	const none = { projects: [], agents: [], kinds: [], conversationKeys: [] };
	const filter = { ...none, project, workflowId };
	return { filter, from, until, weekly: null, calendar: null, by, reason: null };
}

/** One that is known, as people are told of it. */
export interface MuteRecord {
	mute: Mute;
	/** In ms since 1970; null where it does not hold now. */
	mutedUntil: number | null;
	/** When it holds the next time, as far as is known; null for never. */
	nextAt: number | null;
	/** Of one with a calendar. */
	calendar: CalendarReading | null;
	/** How many conversations were kept back. */
	held: number;
}

/** How well its calendar is known. */
export interface CalendarReading {
	/** ms since 1970; null where it was never read. */
	readAt: number | null;
	/** Why it could not be read the last time, without the address; null where it could. */
	problem: string | null;
}

/** What is kept of the calendar of a mute. */
export interface MuteCalendarRead
	extends Pick<EventCalendar, 'events'>,
		Pick<CalendarReading, 'readAt'> {
	/** That it could not be read since. */
	failed?: { at: number; problem: string };
}

/** All that are not over. What a clock that was ahead has made is made anew, once. */
async function mutesIn({ settings, now }: Transaction): Promise<KnownMute[]> {
	const mutes: KnownMute[] = [];
	for (const stored of await storedIn(settings)) {
		const mute = setBackMute(stored, now);
		if (isOver(mute, now)) continue;
		mutes.push(await withWindows(settings, mute));
		if (mute !== stored) await settings.save(MUTE + mute.id, JSON.stringify(mute));
	}
	return mutes;
}

async function withWindows(settings: SettingTable, mute: Mute): Promise<KnownMute> {
	if (mute.calendar === null) return mute;
	const { titles } = mute.calendar;
	const read = await keptCalendar(settings, CALENDAR + mute.id);
	const events = read?.events ?? [];
	const windows =
		titles.length === 0 ? events : events.filter(({ title }) => matchesPattern(title, titles));
	return { ...mute, windows };
}

/** As they are kept, also those that are over. */
async function storedIn(settings: SettingTable): Promise<Mute[]> {
	return [...(await settings.beginningWith(MUTE)).values()].flatMap(parsed);
}

/**
 * Which of these are muted now, by their ids.
 *
 * @param events of them where they are known.
 */
export async function mutedIn(
	transaction: Transaction,
	escalations: readonly Escalation[],
	events?: ReadonlyMap<string, Record<string, unknown>>,
): Promise<Map<string, CurrentMute>> {
	const found = new Map<string, CurrentMute>();
	if (escalations.length === 0) return found;
	const mutes = (await mutesIn(transaction)).filter(
		(mute) => mutedUntil(mute, transaction.now) !== undefined,
	);
	if (mutes.length === 0) return found;
	const ids = escalations.map(({ id }) => id);
	const known = events ?? (await transaction.lookups.events(ids));
	for (const escalation of escalations) {
		const event = known.get(escalation.id) ?? {};
		const mute = currentMute(mutes, { ...escalation, event }, transaction.now);
		if (mute) found.set(escalation.id, mute);
	}
	return found;
}

/** @throws {ExplainedError} where there are too many. */
export async function saveMute(
	transaction: Transaction,
	wanted: WantedMute,
	read?: EventCalendar,
): Promise<MuteRecord & { conversations: number }> {
	const { settings, lookups, now } = transaction;
	await removeOver(transaction);
	if ((await mutesIn(transaction)).length >= MOST) {
		throw new ExplainedError(
			`There are ${MOST} mutes already`,
			'Lift those that are not needed any more with Unmute Reminders.',
		);
	}
	const mute: Mute = { id: randomUUID().slice(0, 8), madeAt: now, ...wanted };
	await settings.save(MUTE + mute.id, JSON.stringify(mute));
	if (read) await settings.save(CALENDAR + mute.id, JSON.stringify(read));
	const waiting = await lookups.waiting(MOST_COUNTED);
	const conversations = waiting.filter((one) => covers(mute.filter, one)).length;
	return { ...(await recordOf(settings, await withWindows(settings, mute), now)), conversations };
}

/** Undefined where it is not known. */
export async function removeMute(transaction: Transaction, id: string): Promise<Mute | undefined> {
	const [known] = (await mutesIn(transaction)).filter((one) => one.id === id);
	if (!known) return undefined;
	const { windows, ...mute } = known;
	await remove(transaction, mute);
	return mute;
}

/** Those that hold now first, then in the order in which they were made. */
export async function muteRecords(transaction: Transaction): Promise<MuteRecord[]> {
	const { settings, now } = transaction;
	const mutes = await mutesIn(transaction);
	if (mutes.length === 0) return [];
	const counts = [...(await settings.beginningWith(COUNT))];
	const records: MuteRecord[] = [];
	for (const mute of mutes) {
		const own = counts.filter(([name]) => name.startsWith(countOf(mute.id)));
		const held = own.reduce((sum, [, count]) => sum + Number(count), 0);
		records.push({ ...(await recordOf(settings, mute, now)), held });
	}
	const isNow = ({ mutedUntil: until }: MuteRecord) => (until === null ? 1 : 0);
	return records.toSorted(
		(one, other) => isNow(one) - isNow(other) || one.mute.madeAt - other.mute.madeAt,
	);
}

/** Of which nothing has been held. */
async function recordOf(
	settings: SettingTable,
	known: KnownMute,
	now: number,
): Promise<MuteRecord> {
	const { windows, ...mute } = known;
	return {
		mute,
		mutedUntil: mutedUntil(known, now) ?? null,
		nextAt: nextMutedAt(known, now) ?? null,
		calendar: mute.calendar && (await readingOf(settings, mute.id)),
		held: 0,
	};
}

async function readingOf(settings: SettingTable, id: string): Promise<CalendarReading> {
	const read = await keptCalendar<MuteCalendarRead>(settings, CALENDAR + id);
	return { readAt: read?.readAt ?? null, problem: read?.failed?.problem ?? null };
}

/** What is known of the calendars of mutes, by the ids of these. */
export async function muteCalendars(
	transaction: Transaction,
): Promise<Array<{ mute: Mute; read: MuteCalendarRead | undefined }>> {
	const { settings, now } = transaction;
	const found: Array<{ mute: Mute; read: MuteCalendarRead | undefined }> = [];
	for (const mute of await storedIn(settings)) {
		if (mute.calendar === null || isOver(mute, now)) continue;
		found.push({ mute, read: await keptCalendar(settings, CALENDAR + mute.id) });
	}
	return found;
}

/** Keeps what was read, while there is the mute: somebody may have lifted it meanwhile. */
export async function keepMuteCalendar(
	{ settings }: Transaction,
	id: string,
	read: MuteCalendarRead,
): Promise<void> {
	if ((await settings.get(MUTE + id)) === undefined) return;
	await settings.save(CALENDAR + id, JSON.stringify(read));
}

/** Counts those that have been muted by these steps of one node. */
export async function countMuted(
	{ settings }: Transaction,
	scope: string,
	steps: readonly Step[],
): Promise<void> {
	const counts = new Map<string, number>();
	for (const { mutedBy } of steps) {
		if (mutedBy !== undefined) counts.set(mutedBy, (counts.get(mutedBy) ?? 0) + 1);
	}
	for (const [id, count] of counts) {
		const name = countOf(id, scope);
		await settings.save(name, String(Number((await settings.get(name)) ?? 0) + count));
	}
}

async function removeOver(transaction: Transaction): Promise<void> {
	const { settings, now } = transaction;
	for (const mute of await storedIn(settings)) {
		if (isOver(setBackMute(mute, now), now)) await remove(transaction, mute);
	}
}

async function remove({ settings }: Transaction, { id }: Mute): Promise<void> {
	await settings.remove(MUTE + id);
	await settings.remove(CALENDAR + id);
	const counts = await settings.beginningWith(countOf(id));
	for (const name of counts.keys()) await settings.remove(name);
}

/** What cannot be read mutes nobody. */
function parsed(json: string): Mute[] {
	try {
		return [JSON.parse(json) as Mute];
	} catch {
		return [];
	}
}
