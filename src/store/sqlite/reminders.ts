import { escalationIdOf, secretOf } from '../../escalation/claimToken';
import type { Reminder } from '../../escalation/escalation';
import { lineOfReminder } from '../history';
import type { Row } from '../rows';
import type { ReminderTable } from '../transaction';
import { SqliteTable } from './table';

type Named = Pick<Reminder, 'escalationId' | 'number'>;

export class SqliteReminderTable extends SqliteTable implements ReminderTable {
	async save(reminders: Reminder[]): Promise<void> {
		const former = this.prepare(
			'SELECT * FROM reminders WHERE escalation_id = ? AND number = ? AND gated_at <> ?',
		);
		const statement = this.prepare(
			`INSERT OR REPLACE INTO reminders (escalation_id, number, gated_at, sent_at, claim)
			VALUES (?, ?, ?, ?, ?)`,
		);
		for (const { escalationId, number, gatedAt, sentAt, token } of reminders) {
			this.tell(former.all(escalationId, number, gatedAt));
			statement.run(escalationId, number, gatedAt, sentAt, secretOf(token));
		}
	}

	async remove(reminders: Named[]): Promise<void> {
		const statement = this.prepare(
			'DELETE FROM reminders WHERE escalation_id = ? AND number = ? RETURNING *',
		);
		for (const { escalationId, number } of reminders) {
			this.tell(statement.all(escalationId, number));
		}
	}

	async removeOfEnded(tokens: string[]): Promise<void> {
		const statement = this.prepare(
			`DELETE FROM reminders WHERE escalation_id = ? AND claim = ? AND EXISTS (
				SELECT 1 FROM states WHERE id = escalation_id AND ended_at IS NOT NULL) RETURNING *`,
		);
		const count = this.prepare(
			'UPDATE states SET reminder_count = reminder_count - 1 WHERE id = ?',
		);
		for (const token of tokens) {
			const removed = statement.all(escalationIdOf(token), secretOf(token));
			this.tell(removed);
			for (const { escalation_id: id } of removed) count.run(id);
		}
	}

	private tell(removed: Row[]): void {
		const line = this.prepare('INSERT INTO timeline (escalation_id, line) VALUES (?, ?)');
		for (const row of removed) line.run(String(row.escalation_id), lineOfReminder(row));
	}
}
