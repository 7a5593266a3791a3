import { EVERYWHERE, IS_LEFT_OVER, toTime } from '../rows';
import type { ReplyTable } from '../transaction';
import { workflowIdOf } from './lookups';
import { SqliteTable } from './table';

export class SqliteReplyTable extends SqliteTable implements ReplyTable {
	async record(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
	): Promise<void> {
		this.prepare(
			`INSERT INTO replies (conversation_key, scope, replied_at) VALUES (?1, ?2, ?3)
			ON CONFLICT DO UPDATE SET replied_at = iif(replied_at > ?4, ?3, max(replied_at, ?3))`,
		).run(conversationKey, scope ?? EVERYWHERE, repliedAt, now);
	}

	async recordAll(scope: string, repliedAt: Map<string, number>, now: number): Promise<void> {
		for (const [key, at] of repliedAt) await this.record(key, scope, at, now);
	}

	async last(conversationKey: string, scope: string, now: number): Promise<number | undefined> {
		const row = this.prepare(
			`SELECT max(replied_at) AS at FROM replies
			WHERE conversation_key = ? AND scope IN (?, ?) AND replied_at <= ?`,
		).get(conversationKey, scope, EVERYWHERE, now);
		return toTime(row?.at);
	}

	async eraseLeftOver(conversationKey: string, workflowId?: string): Promise<number> {
		const { changes } = this.prepare(
			`DELETE FROM replies WHERE conversation_key = :conversationKey AND ${IS_LEFT_OVER}
				AND (:workflowId IS NULL OR scope = '${EVERYWHERE}' OR ${workflowIdOf('scope')} = :workflowId)`,
		).run({ conversationKey, workflowId: workflowId ?? null });
		return Number(changes);
	}
}
