import { secretOf, tokenOf } from '../escalation/claimToken';
import type {
	Claim,
	EndedBecause,
	Escalation,
	EscalationState,
	Expectation,
	Exhaustion,
	Failing,
	Hold,
	Output,
	Resolution,
} from '../escalation/escalation';
import type { MoreLink } from '../escalation/moreLink';
import type { Policy } from '../escalation/policy';
import { toTime, type Row } from './rows';

/**
 * The columns of `states`, with their types in Postgres: all that the machine
 * decides by. What an escalation is about, and what it is found by, stands in
 * `escalations`, which a reminder neither reads nor writes before it leaves.
 */
export const STATE_COLUMNS = {
	id: 'text',
	scope: 'text',
	conversation_key: 'text',
	policy_id: 'text',
	event_bytes: 'integer',
	opened_at: 'bigint',
	ended_at: 'bigint',
	state: 'text',
	due_at: 'bigint',
	due_set_at: 'bigint',
	next_reminder_at: 'bigint',
	latest_reminder_at: 'bigint',
	held_until: 'bigint',
	claim: 'text',
	claim_owner: 'text',
	lease_until: 'bigint',
	output: 'text',
	reminder_number: 'integer',
	planned_for: 'bigint',
	gated_at: 'bigint',
	is_redelivery: 'smallint',
	is_taken_back: 'smallint',
	reminder_count: 'integer',
	failures: 'integer',
	missed_reminders: 'integer',
	waiting_since: 'bigint',
	latest_message_at: 'bigint',
	latest_sequence: 'bigint',
	message_count: 'integer',
	last_heard_at: 'bigint',
	is_last_word: 'smallint',
	others: 'text',
} as const;

export type StateColumn = keyof typeof STATE_COLUMNS;
type Value = string | number | null;
export type StateRow = Record<StateColumn, Value>;

export const ALL_COLUMNS = Object.keys(STATE_COLUMNS) as StateColumn[];

/** What never changes of an escalation, or only with its event, as what is expected has the policy of its last coming. */
const FIXED: readonly StateColumn[] = ['id', 'scope', 'conversation_key', 'policy_id'];

const CLAIM: readonly StateColumn[] = [
	'claim',
	'claim_owner',
	'lease_until',
	'output',
	'reminder_number',
	'planned_for',
	'gated_at',
	'is_redelivery',
];

/**
 * The columns that are written together: those of a claim, of the gate and of
 * a settlement, as they mostly are, and else all. A few fixed sets, so that the
 * database has a few statements to plan; only a settlement writes what an index has.
 */
export const WRITTEN_TOGETHER: ReadonlyArray<readonly StateColumn[]> = [
	['gated_at', 'lease_until', 'reminder_count'],
	['state', 'due_set_at', ...CLAIM],
	[
		'state',
		...CLAIM,
		'due_at',
		'due_set_at',
		'next_reminder_at',
		'latest_reminder_at',
		'failures',
		'missed_reminders',
	],
	ALL_COLUMNS.filter((column) => !FIXED.includes(column) && column !== 'event_bytes'),
];

/** What is rarely set. JSON leaves out what is undefined. */
interface Others {
	/** The key itself, where the column has only what can be searched, see `toKey`. */
	conversationKey?: string;
	lastHold?: Hold;
	moreLinks?: MoreLink[];
	failing?: Failing;
	muted?: NonNullable<Escalation['muted']>;
	targetsTold?: Escalation['targetsTold'];
	wasAnswered?: true;
	resolution?: Resolution;
	expectation?: Expectation;
	exhaustion?: Exhaustion;
	endedBy?: string;
	endedById?: string;
	endedBecause?: EndedBecause;
}

/**
 * All of a row but what belongs to its event: `policy_id` and `event_bytes`.
 *
 * @param toKey how a column holds a text that is searched.
 */
export function stateRow(
	escalation: Escalation,
	dueSetAt: number,
	toKey: (text: string) => string,
): Omit<StateRow, 'policy_id' | 'event_bytes'> {
	const { claim, conversationKey } = escalation;
	const key = toKey(conversationKey);
	return {
		id: escalation.id,
		scope: escalation.scope,
		conversation_key: key,
		opened_at: escalation.openedAt,
		ended_at: escalation.endedAt,
		state: escalation.state,
		due_at: whole(escalation.dueAt),
		due_set_at: dueSetAt,
		next_reminder_at: whole(escalation.nextReminderAt),
		latest_reminder_at: whole(escalation.latestReminderAt),
		held_until: whole(escalation.heldUntil),
		claim: claim && secretOf(claim.token),
		claim_owner: claim && claim.owner,
		lease_until: claim && claim.leaseUntil,
		output: claim && claim.output,
		reminder_number: claim && claim.reminderNumber,
		planned_for: claim && whole(claim.plannedFor),
		gated_at: claim && claim.gatedAt,
		is_redelivery: claim?.redelivery ? 1 : 0,
		is_taken_back: claim?.isTakenBack ? 1 : 0,
		reminder_count: escalation.reminderCount,
		failures: escalation.failures,
		missed_reminders: escalation.missedReminders,
		waiting_since: escalation.waitingSince,
		latest_message_at: escalation.latestMessageAt,
		latest_sequence: escalation.latestSequence ?? null,
		message_count: escalation.messageCount,
		last_heard_at: escalation.lastHeardAt,
		is_last_word: escalation.isLastWord ? 1 : 0,
		others: othersOf(escalation, key),
	};
}

/** Intervals that grow, and delays from expressions, may have parts of a millisecond. */
function whole(time: number | null): number | null {
	return time === null ? null : Math.round(time);
}

function othersOf(escalation: Escalation, key: string): string | null {
	const { conversationKey, lastHold, failing, muted, targetsTold } = escalation;
	const { exhaustion, endedBy, endedById, endedBecause } = escalation;
	const isCut = key !== conversationKey;
	const others = {
		conversationKey: isCut ? conversationKey : undefined,
		lastHold: lastHold ?? undefined,
		moreLinks: escalation.moreLinks,
		expectation: escalation.expectation,
		failing: failing ?? undefined,
		muted: muted ?? undefined,
		targetsTold: Object.keys(targetsTold).length > 0 ? targetsTold : undefined,
		wasAnswered: escalation.wasAnswered || undefined,
		resolution: escalation.resolution,
		exhaustion: exhaustion ?? undefined,
		endedBy: endedBy ?? undefined,
		endedById,
		endedBecause: endedBecause ?? undefined,
	} satisfies { [Name in keyof Others]: Others[Name] | undefined };
	const isEmpty = Object.values(others).every((value) => value === undefined);
	return isEmpty ? null : JSON.stringify(others);
}

/** @throws {SyntaxError} when what it says cannot be read. */
export function toEscalation(row: Row, policy: Policy): Escalation {
	const others: Others = row.others === null ? {} : (JSON.parse(String(row.others)) as Others);
	return {
		id: String(row.id),
		scope: String(row.scope),
		conversationKey: others.conversationKey ?? String(row.conversation_key),
		state: row.state as EscalationState,
		policy,
		openedAt: Number(row.opened_at),
		dueAt: toTime(row.due_at) ?? null,
		nextReminderAt: Number(row.next_reminder_at),
		latestReminderAt: Number(row.latest_reminder_at),
		heldUntil: toTime(row.held_until) ?? null,
		lastHold: others.lastHold ?? null,
		claim: toClaim(row),
		reminderCount: Number(row.reminder_count),
		failures: Number(row.failures),
		missedReminders: Number(row.missed_reminders),
		failing: others.failing ?? null,
		muted: others.muted ?? null,
		targetsTold: others.targetsTold ?? {},
		wasAnswered: others.wasAnswered === true,
		...(others.resolution ? { resolution: others.resolution } : {}),
		waitingSince: Number(row.waiting_since),
		latestMessageAt: Number(row.latest_message_at),
		latestSequence: toTime(row.latest_sequence),
		messageCount: Number(row.message_count),
		...(others.moreLinks ? { moreLinks: others.moreLinks } : {}),
		lastHeardAt: Number(row.last_heard_at),
		isLastWord: Number(row.is_last_word) === 1,
		...(others.expectation ? { expectation: others.expectation } : {}),
		exhaustion: others.exhaustion ?? null,
		endedAt: toTime(row.ended_at) ?? null,
		endedBy: others.endedBy ?? null,
		...(others.endedById === undefined ? {} : { endedById: others.endedById }),
		endedBecause: others.endedBecause ?? null,
	};
}

function toClaim(row: Row): Claim | null {
	if (row.claim === null) return null;
	const isTakenBack = Number(row.is_taken_back) === 1;
	return {
		token: tokenOf(String(row.id), String(row.claim)),
		owner: String(row.claim_owner),
		output: row.output as Output,
		reminderNumber: toTime(row.reminder_number) ?? null,
		plannedFor: Number(row.planned_for),
		leaseUntil: Number(row.lease_until),
		gatedAt: toTime(row.gated_at) ?? null,
		redelivery: Number(row.is_redelivery) === 1,
		...(isTakenBack ? { isTakenBack } : {}),
	};
}

/** Whether an escalation is to be looked at when it was before: then its plan is as old as it was. */
export function isAsPlanned(one: Escalation, other: Escalation): boolean {
	return one.dueAt === other.dueAt && one.claim?.leaseUntil === other.claim?.leaseUntil;
}

/**
 * Whether the row of `escalations` says otherwise when it ended, or may be forgotten.
 *
 * @param before undefined where nobody knows.
 */
export function endsOtherwise(before: Escalation | undefined, after: Escalation): boolean {
	if (!before) return after.endedAt !== null;
	return before.endedAt !== after.endedAt || forgetAt(before) !== forgetAt(after);
}

/** When it may be forgotten; null as long as something is to be done or said. */
export function forgetAt({ endedAt, dueAt, policy }: Escalation): number | null {
	return endedAt === null || dueAt !== null ? null : endedAt + policy.keepEndedFor;
}

/**
 * The first of `WRITTEN_TOGETHER` that has all that is different.
 *
 * @returns undefined where nothing is.
 */
export function columnsToWrite(
	before: Partial<StateRow>,
	after: Partial<StateRow>,
): readonly StateColumn[] | undefined {
	const changed = WRITTEN_TOGETHER[WRITTEN_TOGETHER.length - 1].filter(
		(column) => column !== 'due_set_at' && before[column] !== after[column],
	);
	if (changed.length === 0) return undefined;
	return WRITTEN_TOGETHER.find((columns) => changed.every((column) => columns.includes(column)));
}
