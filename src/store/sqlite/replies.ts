import { toKey } from '../keys';
import { EVERYWHERE, IS_LEFT_OVER, laterReply, toTime, type Row } from '../rows';
import type { Conversation, ReplyTable } from '../transaction';
import { workflowIdOf } from './lookups';
import { SqliteTable } from './table';

export class SqliteReplyTable extends SqliteTable implements ReplyTable {
	async record(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
		isAnswer = true,
		sequence?: number,
	): Promise<void> {
		this.prepare(
			`INSERT INTO replies (conversation_key, scope, replied_at, sequence, is_answer)
			VALUES (?1, ?2, ?3, ?5, ?6)
			ON CONFLICT DO UPDATE SET ${laterReply('replies', 'excluded', '?4')}`,
		).run(
			toKey(conversationKey),
			scope ?? EVERYWHERE,
			repliedAt,
			now,
			sequence ?? null,
			isAnswer ? 1 : 0,
		);
	}

	async recordAll(
		scope: string,
		repliedAt: Map<string, number>,
		now: number,
		sequences?: Map<string, number>,
		answers?: ReadonlySet<string>,
	): Promise<void> {
		for (const [key, at] of repliedAt) {
			await this.record(key, scope, at, now, answers?.has(key), sequences?.get(key));
		}
	}

	async last(conversationKey: string, scope: string, now: number): Promise<number | undefined> {
		return toTime(this.lastRow(conversationKey, scope, now)?.at);
	}

	/** The same with the sequence of its event, and whether any was an answer. */
	lastOf(conversationKey: string, scope: string, now: number): Conversation {
		const row = this.lastRow(conversationKey, scope, now);
		const wasAnswered = Number(row?.answers ?? 0) > 0;
		return { repliedAt: toTime(row?.at), replySequence: toTime(row?.sequence), wasAnswered };
	}

	/** The second column is of the row that has the maximum ("SELECT", "Bare columns in an aggregate query"). */
	private lastRow(conversationKey: string, scope: string, now: number): Row | undefined {
		return this.prepare(
			`SELECT max(replied_at) AS at, sequence, sum(is_answer) AS answers FROM replies
			WHERE conversation_key = ? AND scope IN (?, ?) AND replied_at <= ?`,
		).get(toKey(conversationKey), scope, EVERYWHERE, now);
	}

	async eraseLeftOver(conversationKey: string, workflowId?: string): Promise<number> {
		const { changes } = this.prepare(
			`DELETE FROM replies WHERE conversation_key = :conversationKey AND ${IS_LEFT_OVER}
				AND (:workflowId IS NULL OR scope = '${EVERYWHERE}' OR ${workflowIdOf('scope')} = :workflowId)`,
		).run({ conversationKey: toKey(conversationKey), workflowId: workflowId ?? null });
		return Number(changes);
	}
}
