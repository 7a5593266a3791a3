import { randomUUID } from 'node:crypto';

import { ExplainedError } from '../explainedError';
import type { Escalation } from '../escalation/escalation';
import type { Step } from '../escalation/machine';
import {
	covers,
	currentMute,
	isOver,
	mutedUntil,
	setBackMute,
	type CurrentMute,
	type Mute,
} from '../escalation/mute';
import type { SettingTable, Transaction } from '../store/transaction';

/*
 * Mutes stand in the store's settings: there are few, all processes have to go
 * by them at once, and the gate reads them without another table.
 */
const MUTE = 'mute ';
/** Of a mute and a node: how many conversations it has kept back there. One clock counts. */
const COUNT = 'muted ';
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
	return { filter, from, until, weekly: null, by, reason: null };
}

/** One that is known, as people are told of it. */
export interface MuteRecord {
	mute: Mute;
	/** In ms since 1970; null where it does not hold now. */
	mutedUntil: number | null;
	/** How many conversations were kept back. */
	held: number;
}

/** All that are not over. What a clock that was ahead has made is made anew, once. */
async function mutesIn({ settings, now }: Transaction): Promise<Mute[]> {
	const mutes: Mute[] = [];
	for (const stored of await storedIn(settings)) {
		const mute = setBackMute(stored, now);
		if (isOver(mute, now)) continue;
		mutes.push(mute);
		if (mute !== stored) await settings.save(MUTE + mute.id, JSON.stringify(mute));
	}
	return mutes;
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
): Promise<{ mute: Mute; conversations: number }> {
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
	const waiting = await lookups.waiting(MOST_COUNTED);
	return { mute, conversations: waiting.filter((one) => covers(mute.filter, one)).length };
}

/** Undefined where it is not known. */
export async function removeMute(transaction: Transaction, id: string): Promise<Mute | undefined> {
	const [mute] = (await mutesIn(transaction)).filter((one) => one.id === id);
	if (mute) await remove(transaction, mute);
	return mute;
}

/** Those that hold now first, then in the order in which they were made. */
export async function muteRecords(transaction: Transaction): Promise<MuteRecord[]> {
	const { settings, now } = transaction;
	const mutes = await mutesIn(transaction);
	if (mutes.length === 0) return [];
	const counts = [...(await settings.beginningWith(COUNT))];
	const records = mutes.map((mute): MuteRecord => {
		const own = counts.filter(([name]) => name.startsWith(countOf(mute.id)));
		const held = own.reduce((sum, [, count]) => sum + Number(count), 0);
		return { mute, mutedUntil: mutedUntil(mute, now) ?? null, held };
	});
	const isNow = ({ mutedUntil: until }: MuteRecord) => (until === null ? 1 : 0);
	return records.toSorted(
		(one, other) => isNow(one) - isNow(other) || one.mute.madeAt - other.mute.madeAt,
	);
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
