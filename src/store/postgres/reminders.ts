import { escalationIdOf } from '../../escalation/claimToken';
import type { Reminder } from '../../escalation/escalation';
import type { ReminderTable } from '../transaction';
import { columnsOf } from './statements';
import { PostgresTable } from './table';

export class PostgresReminderTable extends PostgresTable implements ReminderTable {
	async save(reminders: Reminder[]): Promise<void> {
		if (reminders.length === 0) return;
		await this.query(
			`INSERT INTO reminders (escalation_id, number, gated_at, token)
			SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::text[])
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, token = excluded.token`,
			columnsOf(reminders, ['escalationId', 'number', 'gatedAt', 'token']),
		);
	}

	async remove(reminders: Array<Pick<Reminder, 'escalationId' | 'number'>>): Promise<void> {
		if (reminders.length === 0) return;
		await this.query(
			`DELETE FROM reminders USING unnest($1::text[], $2::integer[]) AS unsent (id, number)
			WHERE reminders.escalation_id = unsent.id AND reminders.number = unsent.number`,
			columnsOf(reminders, ['escalationId', 'number']),
		);
	}

	async removeOfEnded(tokens: string[]): Promise<void> {
		if (tokens.length === 0) return;
		await this.query(
			`DELETE FROM reminders USING escalations
			WHERE escalation_id = ANY($1::text[]) AND token = ANY($2::text[])
				AND id = escalation_id AND ended_at IS NOT NULL`,
			[tokens.map(escalationIdOf), tokens],
		);
	}
}
