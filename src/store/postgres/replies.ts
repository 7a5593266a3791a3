import { toKey } from '../keys';
import { EVERYWHERE, IS_LEFT_OVER, laterReply, toTime } from '../rows';
import type { Conversation, ReplyTable } from '../transaction';
import { workflowIdOf } from './lookups';
import { PostgresTable } from './table';

/**
 * Its time, the sequence of its event or nothing, and whether any was an answer. `$2` and `$3` are scopes, `$4` is now:
 * as a filter, so that nobody looks through all replies until then.
 */
export const lastReplyTo = (key: string) => `
	SELECT max(ARRAY[replied_at, sequence]) FILTER (WHERE replied_at <= $4)
		|| max(is_answer) FILTER (WHERE replied_at <= $4)::bigint AS last FROM replies
	WHERE conversation_key = ${key} AND scope IN ($2, $3)`;

/** @param last as `lastReplyTo` gives it. */
export function toReply(last: unknown): Conversation {
	const [at, sequence, answers] = (last ?? []) as unknown[];
	const wasAnswered = Number(answers ?? 0) > 0;
	return { repliedAt: toTime(at), replySequence: toTime(sequence), wasAnswered };
}

export class PostgresReplyTable extends PostgresTable implements ReplyTable {
	async record(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
		isAnswer = true,
	): Promise<void> {
		this.write(
			`INSERT INTO replies AS old (conversation_key, scope, replied_at, is_answer)
			VALUES ($1, $2, $3, $5)
			ON CONFLICT (conversation_key, scope) DO UPDATE SET ${laterReply('old', 'excluded', '$4')}`,
			[toKey(conversationKey), scope ?? EVERYWHERE, repliedAt, now, isAnswer ? 1 : 0],
		);
	}

	async recordAll(
		scope: string,
		repliedAt: Map<string, number>,
		now: number,
		sequences?: Map<string, number>,
		answers?: ReadonlySet<string>,
	): Promise<void> {
		if (repliedAt.size === 0) return;
		this.write(
			`INSERT INTO replies AS old (conversation_key, scope, replied_at, sequence, is_answer)
			SELECT key, $1, at, sequence, is_answer
			FROM unnest($2::text[], $3::bigint[], $5::bigint[], $6::smallint[])
				AS new (key, at, sequence, is_answer)
			ON CONFLICT (conversation_key, scope) DO UPDATE SET ${laterReply('old', 'excluded', '$4')}`,
			[
				scope,
				[...repliedAt.keys()].map(toKey),
				[...repliedAt.values()],
				now,
				[...repliedAt.keys()].map((key) => sequences?.get(key) ?? null),
				[...repliedAt.keys()].map((key) => ((answers?.has(key) ?? true) ? 1 : 0)),
			],
		);
	}

	async last(conversationKey: string, scope: string, now: number): Promise<number | undefined> {
		const [row] = await this.query(lastReplyTo('$1'), [
			toKey(conversationKey),
			scope,
			EVERYWHERE,
			now,
		]);
		return toReply(row?.last).repliedAt;
	}

	async eraseLeftOver(conversationKey: string, workflowId?: string): Promise<number> {
		const erased = await this.query(
			`DELETE FROM replies WHERE conversation_key = $1 AND ${IS_LEFT_OVER}
				AND ($2::text IS NULL OR scope = '${EVERYWHERE}' OR ${workflowIdOf('scope')} = $2) RETURNING 1`,
			[toKey(conversationKey), workflowId ?? null],
		);
		return erased.length;
	}
}
