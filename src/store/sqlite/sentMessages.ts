import { toSentMessage } from '../rows';
import type { SentMessage, SentMessageTable } from '../transaction';
import { SqliteTable } from './table';

export class SqliteSentMessageTable extends SqliteTable implements SentMessageTable {
	async save({ escalationId, robot, platform, messageId, sentAt }: SentMessage): Promise<boolean> {
		const { changes } = this.prepare(
			`INSERT OR REPLACE INTO sent_messages (escalation_id, robot, platform, message_id, sent_at)
			SELECT id, ?, ?, ?, ? FROM escalations WHERE id = ?`,
		).run(robot, platform, messageId, sentAt, escalationId);
		return changes > 0;
	}

	async first(escalationId: string, robots: string[]): Promise<SentMessage | undefined> {
		const row = this.prepare(
			`SELECT * FROM sent_messages WHERE escalation_id = ?
				AND robot IN (SELECT value FROM json_each(?))
			ORDER BY sent_at DESC LIMIT 1`,
		).get(escalationId, JSON.stringify(robots));
		return row && toSentMessage(row);
	}
}
