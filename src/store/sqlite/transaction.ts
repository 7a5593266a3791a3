import type { SQLInputValue } from 'node:sqlite';

import type { Row } from '../rows';
import type { Transaction } from '../transaction';
import { SqliteAlertTable } from './alerts';
import { SqliteChatMessageTable } from './chatMessages';
import { SqliteDeliveryTable } from './deliveries';
import { SqliteEscalationTable } from './escalations';
import { SqliteInboxTable } from './inbox';
import { SqliteLookups } from './lookups';
import { SqliteRateTable } from './rates';
import { SqliteReminderTable } from './reminders';
import { SqliteReplyTable } from './replies';
import { SqliteSentMessageTable } from './sentMessages';
import { SqliteSettingTable } from './settings';
import type { SqliteStatements } from './statements';

/** One transaction of the embedded store. */
export class SqliteTransaction implements Transaction {
	readonly deliveries: SqliteDeliveryTable;

	readonly alerts: SqliteAlertTable;

	readonly inbox: SqliteInboxTable;

	readonly escalations: SqliteEscalationTable;

	readonly reminders: SqliteReminderTable;

	readonly replies: SqliteReplyTable;

	readonly settings: SqliteSettingTable;

	readonly rates: SqliteRateTable;

	readonly sentMessages: SqliteSentMessageTable;

	readonly chatMessages: SqliteChatMessageTable;

	readonly lookups: SqliteLookups;

	constructor(
		private readonly statements: SqliteStatements,
		readonly now: number,
	) {
		this.deliveries = new SqliteDeliveryTable(statements);
		this.alerts = new SqliteAlertTable(statements);
		this.inbox = new SqliteInboxTable(statements);
		this.reminders = new SqliteReminderTable(statements);
		this.replies = new SqliteReplyTable(statements);
		this.settings = new SqliteSettingTable(statements);
		this.rates = new SqliteRateTable(statements);
		this.sentMessages = new SqliteSentMessageTable(statements);
		this.chatMessages = new SqliteChatMessageTable(statements);
		this.lookups = new SqliteLookups(statements);
		this.escalations = new SqliteEscalationTable(statements, this.replies, now);
	}

	async moveBack(): Promise<void> {
		await this.escalations.moveBack(this.now);
		await this.inbox.moveBack(this.now);
	}

	async forget(now: number, time: number): Promise<void> {
		const ids = this.rows('SELECT id FROM escalations WHERE forget_at < ?', [now]);
		await this.escalations.erase(ids.map(({ id }) => String(id)));
		this.run('DELETE FROM deliveries WHERE at < ?', [time]);
		this.run('DELETE FROM alerts WHERE heard_at < ?', [time]);
		this.run('DELETE FROM replies WHERE replied_at < ?', [time]);
		this.run('DELETE FROM rates WHERE used_at < ?', [time]);
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
