import type { Escalation } from '../../../src/escalation/escalation.ts';
import { PostgresTransaction } from '../../../src/store/postgres/transaction.ts';
import type { SqliteStatements } from '../../../src/store/sqlite/statements.ts';
import type { Transaction } from '../../../src/store/transaction.ts';

export type TableRow = Record<string, unknown>;

/** What the tables themselves say, read within a transaction but not by the store's own methods. */
export interface Tables {
	/** By number. */
	reminders: TableRow[];
	escalations: TableRow[];
}

/** With those on their way, which have no row before their execution has ended. */
const REMINDERS = `
	SELECT escalation_id, number, CASE claim WHEN '' THEN '' ELSE escalation_id || '.' || claim END AS token
	FROM reminders
	WHERE NOT EXISTS (
		SELECT 1 FROM states
		WHERE id = escalation_id AND states.gated_at IS NOT NULL AND reminder_number = number)
	UNION ALL
	SELECT id, reminder_number, id || '.' || claim FROM states
	WHERE gated_at IS NOT NULL AND reminder_number IS NOT NULL
	ORDER BY 2`;
const ESCALATIONS = `
	SELECT states.*, policy, event
	FROM states JOIN escalations USING (id)`;

export async function readTables(transaction: Transaction): Promise<Tables> {
	if (transaction instanceof PostgresTransaction) {
		return {
			reminders: await transaction.query(REMINDERS, []),
			escalations: await transaction.query(ESCALATIONS, []),
		};
	}
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	return {
		reminders: statements.prepare(REMINDERS).all(),
		escalations: statements.prepare(ESCALATIONS).all(),
	};
}

/** What a row says of an escalation. */
export function escalationIn(row: TableRow): Escalation {
	const others = JSON.parse(String(row.others ?? '{}'));
	const number = (name: string) => (row[name] === null ? null : Number(row[name]));
	const claim = () => ({
		token: `${String(row.id)}.${String(row.claim)}`,
		owner: row.claim_owner,
		output: row.output,
		reminderNumber: number('reminder_number'),
		plannedFor: number('planned_for'),
		leaseUntil: number('lease_until'),
		gatedAt: number('gated_at'),
		redelivery: number('is_redelivery') === 1,
		isTakenBack: number('is_taken_back') === 1,
	});
	return {
		lastHold: null,
		failing: null,
		muted: null,
		targetsTold: {},
		wasAnswered: false,
		exhaustion: null,
		endedBy: null,
		endedBecause: null,
		conversationKey: row.conversation_key,
		...others,
		id: row.id,
		scope: row.scope,
		state: row.state,
		policy: JSON.parse(String(row.policy)),
		openedAt: number('opened_at'),
		endedAt: number('ended_at'),
		dueAt: number('due_at'),
		nextReminderAt: number('next_reminder_at'),
		latestReminderAt: number('latest_reminder_at'),
		heldUntil: number('held_until'),
		claim: row.claim === null ? null : claim(),
		reminderCount: number('reminder_count'),
		failures: number('failures'),
		missedReminders: number('missed_reminders'),
		waitingSince: number('waiting_since'),
		latestMessageAt: number('latest_message_at'),
		messageCount: number('message_count'),
		lastHeardAt: number('last_heard_at'),
		isLastWord: number('is_last_word') === 1,
	};
}

/** Counts what was ever written by this connection; undefined where the store cannot tell. */
export function writesOf(transaction: Transaction): unknown {
	if (transaction instanceof PostgresTransaction) return undefined;
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	return statements.prepare('SELECT total_changes() AS count').get()?.count;
}

export async function emptyTables(transaction: Transaction): Promise<void> {
	const { statements } = transaction as unknown as { statements: SqliteStatements };
	for (const table of [
		'reminders',
		'timeline',
		'states',
		'escalations',
		'inbox',
		'deliveries',
		'alerts',
		'replies',
		'rates',
		'sent_messages',
		'chat_messages',
	]) {
		statements.prepare(`DELETE FROM ${table}`).run();
	}
}
