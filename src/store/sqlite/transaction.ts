import type { SQLInputValue } from 'node:sqlite';

import type { Row } from '../rows';
import type { Transaction } from '../transaction';
import { SqliteDeliveryTable } from './deliveries';
import { SqliteEscalationTable } from './escalations';
import { SqliteInboxTable } from './inbox';
import { SqliteLookups } from './lookups';
import { SqliteReminderTable } from './reminders';
import { SqliteReplyTable } from './replies';
import { SqliteSettingTable } from './settings';
import type { SqliteStatements } from './statements';

/** One transaction of the embedded store. */
export class SqliteTransaction implements Transaction {
	readonly deliveries: SqliteDeliveryTable;

	readonly inbox: SqliteInboxTable;

	readonly escalations: SqliteEscalationTable;

	readonly reminders: SqliteReminderTable;

	readonly replies: SqliteReplyTable;

	readonly settings: SqliteSettingTable;

	readonly lookups: SqliteLookups;

	constructor(
		private readonly statements: SqliteStatements,
		readonly now: number,
	) {
		this.deliveries = new SqliteDeliveryTable(statements);
		this.inbox = new SqliteInboxTable(statements);
		this.reminders = new SqliteReminderTable(statements);
		this.replies = new SqliteReplyTable(statements);
		this.settings = new SqliteSettingTable(statements);
		this.lookups = new SqliteLookups(statements);
		this.escalations = new SqliteEscalationTable(statements, this.lookups, this.replies);
	}

	async forget(now: number, time: number): Promise<void> {
		this.statements
			.prepare(
				`DELETE FROM reminders WHERE escalation_id IN (
				SELECT id FROM escalations WHERE forget_at < ?)`,
			)
			.run(now);
		this.statements.prepare('DELETE FROM escalations WHERE forget_at < ?').run(now);
		this.statements.prepare('DELETE FROM deliveries WHERE at < ?').run(time);
		this.statements.prepare('DELETE FROM replies WHERE replied_at < ?').run(time);
	}

	async purge(): Promise<void> {
		this.statements.isPurging = true;
	}

	/** For what moves the rows as they are to another store. */
	rows(sql: string, values: SQLInputValue[]): Row[] {
		return this.statements.prepare(sql).all(...values);
	}

	run(sql: string, values: SQLInputValue[]): void {
		this.statements.prepare(sql).run(...values);
	}
}
