import { escalationIdOf } from '../../escalation/claimToken';
import type { Reminder } from '../../escalation/escalation';
import type { ReminderTable } from '../transaction';
import { SqliteTable } from './table';

export class SqliteReminderTable extends SqliteTable implements ReminderTable {
	async save(reminders: Reminder[]): Promise<void> {
		const statement = this.prepare(
			`INSERT INTO reminders (escalation_id, number, gated_at, token) VALUES (?, ?, ?, ?)
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, token = excluded.token`,
		);
		for (const { escalationId, number, gatedAt, token } of reminders) {
			statement.run(escalationId, number, gatedAt, token);
		}
	}

	async remove(reminders: Array<Pick<Reminder, 'escalationId' | 'number'>>): Promise<void> {
		const statement = this.prepare('DELETE FROM reminders WHERE escalation_id = ? AND number = ?');
		for (const { escalationId, number } of reminders) statement.run(escalationId, number);
	}

	async removeOfEnded(tokens: string[]): Promise<void> {
		const statement = this.prepare(
			`DELETE FROM reminders WHERE escalation_id = ? AND token = ? AND EXISTS (
				SELECT 1 FROM escalations WHERE id = escalation_id AND ended_at IS NOT NULL)`,
		);
		for (const token of tokens) statement.run(escalationIdOf(token), token);
	}
}
