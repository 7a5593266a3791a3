import { toSentMessage } from '../rows';
import type { SentMessage, SentMessageTable } from '../transaction';
import { PostgresTable } from './table';

export class PostgresSentMessageTable extends PostgresTable implements SentMessageTable {
	async save({ escalationId, robot, platform, messageId, sentAt }: SentMessage): Promise<boolean> {
		const kept = await this.query(
			// Nobody erases the conversation meanwhile.
			`INSERT INTO sent_messages (escalation_id, robot, platform, message_id, sent_at)
			SELECT id, $2, $3, $4, $5 FROM escalations WHERE id = $1 FOR KEY SHARE
			ON CONFLICT (escalation_id, robot) DO UPDATE SET platform = excluded.platform,
				message_id = excluded.message_id, sent_at = excluded.sent_at
			RETURNING 1`,
			[escalationId, robot, platform, messageId, sentAt],
		);
		return kept.length > 0;
	}

	async first(escalationId: string, robots: string[]): Promise<SentMessage | undefined> {
		const [row] = await this.query(
			`SELECT * FROM sent_messages WHERE escalation_id = $1 AND robot = ANY($2::text[])
			ORDER BY sent_at DESC LIMIT 1`,
			[escalationId, robots],
		);
		return row && toSentMessage(row);
	}
}
