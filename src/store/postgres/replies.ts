import { EVERYWHERE, IS_LEFT_OVER, toTime } from '../rows';
import type { ReplyTable } from '../transaction';
import { toKey } from './keys';
import { workflowIdOf } from './lookups';
import { PostgresTable } from './table';

/** `$2` and `$3` are scopes, `$4` is now: as a filter, so that nobody looks through all replies until then. */
export const lastReplyTo = (key: string) => `
	SELECT max(replied_at) FILTER (WHERE replied_at <= $4) AS at FROM replies
	WHERE conversation_key = ${key} AND scope IN ($2, $3)`;

export class PostgresReplyTable extends PostgresTable implements ReplyTable {
	async record(
		conversationKey: string,
		scope: string | undefined,
		repliedAt: number,
		now: number,
	): Promise<void> {
		this.write(
			`INSERT INTO replies AS old (conversation_key, scope, replied_at) VALUES ($1, $2, $3)
			ON CONFLICT (conversation_key, scope) DO UPDATE SET replied_at = CASE
				WHEN old.replied_at > $4 THEN excluded.replied_at
				ELSE greatest(old.replied_at, excluded.replied_at) END`,
			[toKey(conversationKey), scope ?? EVERYWHERE, repliedAt, now],
		);
	}

	async recordAll(scope: string, repliedAt: Map<string, number>, now: number): Promise<void> {
		if (repliedAt.size === 0) return;
		this.write(
			`INSERT INTO replies AS old (conversation_key, scope, replied_at)
			SELECT key, $1, at FROM unnest($2::text[], $3::bigint[]) AS new (key, at)
			ON CONFLICT (conversation_key, scope) DO UPDATE SET replied_at = CASE
				WHEN old.replied_at > $4 THEN excluded.replied_at
				ELSE greatest(old.replied_at, excluded.replied_at) END`,
			[scope, [...repliedAt.keys()].map(toKey), [...repliedAt.values()], now],
		);
	}

	async last(conversationKey: string, scope: string, now: number): Promise<number | undefined> {
		const [row] = await this.query(lastReplyTo('$1'), [
			toKey(conversationKey),
			scope,
			EVERYWHERE,
			now,
		]);
		return toTime(row?.at);
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
