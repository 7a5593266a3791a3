import { nodeOf } from '../nodeScope';
import { openStates, type EscalationWithEvent } from '../escalation/escalation';
import type { Level } from '../escalation/level';
import { isExpecting } from '../escalation/machine';
import { Counting, type RollUp } from '../escalation/statistics/rollUp';
import type { Store } from '../store/store';
import type { SettingTable, Transaction } from '../store/transaction';
import { addGroup, noTotals, removeGroup, type Totals } from '../escalation/statistics/totals';
import { DAY } from '../time/duration';

/*
 * What has ended is counted by days of UTC, each when it is over, and kept longer
 * than the conversations: a line of the store's settings for each day and node. What
 * has ended since, and what is open, is counted when somebody asks. So a conversation
 * is read once for all days, wherever its node is now, and by an index that stores have.
 */
const DAY_OF = 'statistics ';
/** Until when all was counted, in ms since 1970; not included. */
const UNTIL = 'statisticsUntil';
/** Of all days that were ever counted, see `Totals`. */
const TOTALS = 'statisticsTotals';
/** Of a node: only its clock knows how its levels are called. */
const LEVELS = 'statisticsLevels ';

/** More than a year, so that a month can be compared with that of last year. */
export const KEPT_FOR = 400 * DAY;
/** At first as far back as conversations are kept by default. */
const FIRST = 30 * DAY;
const PAGE = 200;

type Levels = ReadonlyMap<string, Level[]>;

/** Keeps the levels that a node has now. */
export async function keepLevels(store: Store, scope: string, levels: Level[]): Promise<void> {
	const json = JSON.stringify(levels);
	await store.transaction(async ({ settings }) => {
		if ((await settings.get(LEVELS + scope)) !== json) await settings.save(LEVELS + scope, json);
	});
}

/** Counts the days that are over. Called before anything is forgotten. */
export async function rollUpDays(store: Store): Promise<void> {
	const today = dayOf(store.clock.now());
	const { until, levels: all } = await store.transaction(
		async ({ settings }) => await known(settings),
	);
	if (until === today) return;
	const from = Math.max(until ?? today - FIRST, today - KEPT_FOR);
	const days = new Map<string, Counting>();
	for await (const one of endedBetween(store, from, today)) {
		const name = `${DAY_OF}${dateOf(one.endedAt ?? from)} ${one.scope}`;
		const counting = days.get(name) ?? new Counting(all.get(one.scope) ?? []);
		days.set(name, counting);
		counting.opened(one);
		counting.ended(one);
	}
	const keep = async ({ settings }: Transaction) => {
		// Another process has counted meanwhile, and may have forgotten since.
		if ((await untilIn(settings)) !== until) return;
		const totals = totalsIn(await settings.get(TOTALS));
		for (const [name, { rollUp }] of days) {
			await settings.save(name, JSON.stringify(rollUp));
			for (const group of rollUp) addGroup(totals, group);
		}
		await settings.save(UNTIL, String(today));
		if (until !== undefined) {
			await forgetDays(settings, until - KEPT_FOR, today - KEPT_FOR);
			// What a clock said that was ahead has not happened, and is counted again when it has.
			for (const group of await forgetDays(settings, today, until)) removeGroup(totals, group);
		}
		await settings.save(TOTALS, JSON.stringify(totals));
	};
	// So that what two processes count at once is added once.
	await store.transaction(keep, [UNTIL]);
}

/** @returns what was counted on them. */
async function forgetDays(settings: SettingTable, from: number, to: number): Promise<RollUp> {
	const forgotten: RollUp = [];
	for (let day = from; day < Math.min(to, from + KEPT_FOR); day += DAY) {
		for (const [name, json] of await settings.beginningWith(`${DAY_OF}${dateOf(day)} `)) {
			forgotten.push(...parsed<RollUp>(json, []));
			await settings.remove(name);
		}
	}
	return forgotten;
}

/** What has ended before `until` (ms since 1970; 0 where nothing was counted yet), ever: also what is forgotten since. */
export async function totalsCounted(
	settings: SettingTable,
): Promise<{ until: number; totals: Totals }> {
	return {
		until: (await untilIn(settings)) ?? 0,
		totals: totalsIn(await settings.get(TOTALS)),
	};
}

function totalsIn(json: string | undefined): Totals {
	return { ...noTotals(), ...parsed<Partial<Totals>>(json ?? '{}', {}) };
}

/**
 * What opened and ended from `from` to before `to`, in ms since 1970: whole hours of UTC.
 *
 * @param workflowId undefined for all.
 */
export async function statisticsOf(
	store: Store,
	from: number,
	to: number,
	workflowId?: string,
): Promise<RollUp> {
	const isOurs = (scope: string) =>
		workflowId === undefined || nodeOf(scope).workflowId === workflowId;
	const now = store.clock.now();
	const { until, levels } = await store.transaction(async ({ settings }) => await known(settings));
	const countedUntil = Math.min(until ?? now - FIRST, now);
	const kept: RollUp = [];
	// What opened then may have ended later.
	for (const month of monthsBetween(from, countedUntil)) {
		const days = await store.transaction(
			async ({ settings }) => await settings.beginningWith(`${DAY_OF}${month}`),
		);
		for (const [name, json] of days) {
			const [, date, scope] = name.split(' ', 3);
			const isIn = date >= dateOf(from) && Date.parse(date) < countedUntil;
			if (isIn && isOurs(scope)) kept.push(...parsed<RollUp>(json, []).filter(isBetween(from, to)));
		}
	}
	const live = new Map<string, Counting>();
	const countingOf = ({ scope }: EscalationWithEvent) => {
		const counting = live.get(scope) ?? new Counting(levels.get(scope) ?? []);
		live.set(scope, counting);
		return counting;
	};
	for await (const one of endedBetween(store, Math.max(from, countedUntil), Infinity)) {
		if (!isOurs(one.scope)) continue;
		countingOf(one).opened(one);
		countingOf(one).ended(one);
	}
	for await (const one of openBetween(store, from, to, workflowId)) countingOf(one).opened(one);
	const counted = [...live.values()].flatMap(({ rollUp }) => rollUp);
	return [...kept, ...counted.filter(isBetween(from, to))];
}

const isBetween =
	(from: number, to: number) =>
	({ hour }: { hour: number }): boolean =>
		hour >= from && hour < to;

function endedBetween(store: Store, from: number, to: number): AsyncGenerator<EscalationWithEvent> {
	// Stores know whole numbers.
	const before = Math.min(to, Number.MAX_SAFE_INTEGER);
	return paged(
		async (after) =>
			await store.transaction(
				async ({ lookups }) => await lookups.endedBetween(from, before, PAGE, after),
			),
	);
}

function openBetween(
	store: Store,
	openedFrom: number,
	openedBefore: number,
	workflowId?: string,
): AsyncGenerator<EscalationWithEvent> {
	const filter = { states: openStates, openedFrom, openedBefore, workflowId };
	return paged(
		async (after) =>
			await store.transaction(
				async ({ lookups }) => await lookups.find({ ...filter, after }, PAGE, 0),
			),
	);
}

/** So many at a time, so that other work can be done in between. */
async function* paged(
	read: (after?: EscalationWithEvent) => Promise<EscalationWithEvent[]>,
): AsyncGenerator<EscalationWithEvent> {
	let after: EscalationWithEvent | undefined;
	for (;;) {
		const page = await read(after);
		// Nobody ever waited for what was expected, also where it was given up.
		yield* page.filter((one) => !isExpecting(one));
		if (page.length < PAGE) return;
		after = page.at(-1);
	}
}

async function known(
	settings: SettingTable,
): Promise<{ until: number | undefined; levels: Levels }> {
	const levels = new Map<string, Level[]>();
	for (const [name, json] of await settings.beginningWith(LEVELS)) {
		levels.set(name.slice(LEVELS.length), parsed<Level[]>(json, []));
	}
	return { until: await untilIn(settings), levels };
}

async function untilIn(settings: SettingTable): Promise<number | undefined> {
	const until = await settings.get(UNTIL);
	return until === undefined ? undefined : Number(until);
}

function parsed<Value>(json: string, otherwise: Value): Value {
	try {
		return JSON.parse(json) as Value;
	} catch {
		return otherwise;
	}
}

function dayOf(time: number): number {
	return time - (time % DAY);
}

function dateOf(time: number): string {
	return new Date(time).toISOString().slice(0, 10);
}

/** `2026-01`, `2026-02` … */
function monthsBetween(from: number, to: number): string[] {
	const months = new Set<string>();
	for (let day = dayOf(from); day < to; day += DAY) months.add(dateOf(day).slice(0, 7));
	return [...months];
}
