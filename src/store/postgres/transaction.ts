import type { Row } from '../rows';
import type { Warn } from '../store';
import type { Transaction } from '../transaction';
import { PostgresAlertTable } from './alerts';
import { PostgresChatMessageTable } from './chatMessages';
import { PostgresDeliveryTable } from './deliveries';
import { PostgresEscalationTable } from './escalations';
import { PostgresInboxTable } from './inbox';
import { PostgresLookups } from './lookups';
import { PostgresRateTable } from './rates';
import { PostgresReminderTable } from './reminders';
import { PostgresReplyTable } from './replies';
import { PostgresSentMessageTable } from './sentMessages';
import { PostgresSettingTable } from './settings';
import { PostgresStatements, type Server } from './statements';

/** One transaction of the Postgres store. What keeps it apart from others, `PostgresStore` says. */
export class PostgresTransaction implements Transaction {
	readonly deliveries: PostgresDeliveryTable;

	readonly alerts: PostgresAlertTable;

	readonly inbox: PostgresInboxTable;

	readonly escalations: PostgresEscalationTable;

	readonly reminders: PostgresReminderTable;

	readonly replies: PostgresReplyTable;

	readonly settings: PostgresSettingTable;

	readonly rates: PostgresRateTable;

	readonly sentMessages: PostgresSentMessageTable;

	readonly chatMessages: PostgresChatMessageTable;

	readonly lookups: PostgresLookups;

	private readonly statements: PostgresStatements;

	constructor(
		server: Server,
		readonly now: number,
		warn: Warn = () => undefined,
	) {
		this.statements = new PostgresStatements(server, warn);
		this.deliveries = new PostgresDeliveryTable(this.statements);
		this.alerts = new PostgresAlertTable(this.statements);
		this.inbox = new PostgresInboxTable(this.statements);
		this.escalations = new PostgresEscalationTable(this.statements, now);
		this.reminders = new PostgresReminderTable(this.statements);
		this.replies = new PostgresReplyTable(this.statements);
		this.settings = new PostgresSettingTable(this.statements);
		this.rates = new PostgresRateTable(this.statements);
		this.sentMessages = new PostgresSentMessageTable(this.statements);
		this.chatMessages = new PostgresChatMessageTable(this.statements);
		this.lookups = new PostgresLookups(this.statements);
	}

	async moveBack(): Promise<void> {
		await this.escalations.moveBack(this.now);
		await this.inbox.moveBack(this.now);
	}

	async forget(now: number, time: number): Promise<void> {
		const ids = await this.query(
			'SELECT id FROM escalations WHERE forget_at < $1 FOR UPDATE SKIP LOCKED',
			[now],
		);
		await this.escalations.erase(ids.map(({ id }) => String(id)));
		await this.query('DELETE FROM deliveries WHERE at < $1', [time]);
		await this.query('DELETE FROM alerts WHERE heard_at < $1', [time]);
		await this.query('DELETE FROM replies WHERE replied_at < $1', [time]);
		await this.query('DELETE FROM rates WHERE used_at < $1', [time]);
	}

	/** See `PostgresStatements`. */
	async commit(): Promise<void> {
		await this.statements.commit();
	}

	/** The same. */
	async causeOf(error: unknown): Promise<unknown> {
		return await this.statements.causeOf(error);
	}

	/** Its dead rows and its log are the server's, see "Routine Vacuuming". */
	async purge(): Promise<void> {}

	/** For what takes rows over from another store. */
	async query(text: string, values: unknown[]): Promise<Row[]> {
		return await this.statements.query(text, values);
	}
}
