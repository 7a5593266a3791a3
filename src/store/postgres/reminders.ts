import { escalationIdOf, secretOf } from '../../escalation/claimToken';
import type { Reminder } from '../../escalation/escalation';
import type { ReminderTable } from '../transaction';
import { columnsOf } from './statements';
import { PostgresTable } from './table';

type Named = Pick<Reminder, 'escalationId' | 'number'>;

/** That they left, see `lineOfReminder`. */
const TELL = `INSERT INTO timeline (escalation_id, line)
	SELECT escalation_id, json_build_object('at', gated_at, 'what', 'reminder', 'number', number)
	FROM removed`;

export class PostgresReminderTable extends PostgresTable implements ReminderTable {
	async save(reminders: Reminder[]): Promise<void> {
		if (reminders.length === 0) return;
		const rows = reminders.map((reminder) => ({ ...reminder, claim: secretOf(reminder.token) }));
		this.write(
			`WITH new (escalation_id, number, gated_at, sent_at, claim) AS (
				SELECT * FROM unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[], $5::text[])
			), removed AS (
				SELECT reminders.* FROM reminders JOIN new USING (escalation_id, number)
				WHERE reminders.gated_at <> new.gated_at
			), told AS (${TELL})
			INSERT INTO reminders (escalation_id, number, gated_at, sent_at, claim) SELECT * FROM new
			ON CONFLICT (escalation_id, number) DO UPDATE SET
				gated_at = excluded.gated_at, sent_at = excluded.sent_at, claim = excluded.claim`,
			columnsOf(rows, ['escalationId', 'number', 'gatedAt', 'sentAt', 'claim']),
		);
	}

	async remove(reminders: Named[]): Promise<void> {
		if (reminders.length === 0) return;
		this.write(
			`WITH removed AS (
				DELETE FROM reminders USING unnest($1::text[], $2::integer[]) AS unsent (id, number)
				WHERE reminders.escalation_id = unsent.id AND reminders.number = unsent.number
				RETURNING reminders.*
			) ${TELL}`,
			columnsOf(reminders, ['escalationId', 'number']),
		);
	}

	async removeOfEnded(tokens: string[]): Promise<void> {
		if (tokens.length === 0) return;
		this.write(
			`WITH removed AS (
				DELETE FROM reminders USING states
				WHERE (escalation_id, reminders.claim) IN (SELECT * FROM unnest($1::text[], $2::text[]))
					AND id = escalation_id AND ended_at IS NOT NULL
				RETURNING reminders.*
			), counted AS (
				UPDATE states SET reminder_count = reminder_count - counts.count
				FROM (SELECT escalation_id, count(*) FROM removed GROUP BY 1) AS counts
				WHERE id = escalation_id
			) ${TELL}`,
			[tokens.map(escalationIdOf), tokens.map(secretOf)],
		);
	}
}
