import { staleChatMessages, toChatMessage, toStaleChatMessage } from '../rows';
import type { ChatMessage, ChatMessageTable, StaleChatMessage } from '../transaction';
import { PostgresTable } from './table';

const STALE = staleChatMessages({
	app: '$1',
	now: '$2',
	limit: '$3',
	only: '($4::text[] IS NULL OR chat_messages.escalation_id = ANY($4::text[]))',
});

export class PostgresChatMessageTable extends PostgresTable implements ChatMessageTable {
	async save({
		app,
		chat,
		message,
		escalationId,
		sentAt,
		body,
		shownHold,
	}: ChatMessage): Promise<boolean> {
		const kept = await this.query(
			// Nobody erases the conversation meanwhile.
			`INSERT INTO chat_messages (app, chat, message, escalation_id, sent_at, body, shown_hold)
			SELECT $2, $3, $4, id, $5, $6, $7 FROM escalations WHERE id = $1 FOR KEY SHARE
			ON CONFLICT (app, chat, message, escalation_id) DO UPDATE SET
				sent_at = excluded.sent_at, body = excluded.body, shown_hold = excluded.shown_hold
			RETURNING 1`,
			[escalationId, app, chat, message, sentAt, body, shownHold],
		);
		return kept.length > 0;
	}

	async of(app: string, chat: string, message: string): Promise<ChatMessage[]> {
		const rows = await this.query(
			'SELECT * FROM chat_messages WHERE app = $1 AND chat = $2 AND message = $3 ORDER BY escalation_id',
			[app, chat, message],
		);
		return rows.map(toChatMessage);
	}

	async openIn(app: string, chat: string, limit: number): Promise<string[]> {
		const rows = await this.query(
			`SELECT id FROM escalations WHERE ended_at IS NULL
				AND id IN (SELECT escalation_id FROM chat_messages WHERE app = $1 AND chat = $2)
			ORDER BY opened_at, id LIMIT $3`,
			[app, chat, limit],
		);
		return rows.map(({ id }) => String(id));
	}

	async stale(
		app: string,
		now: number,
		limit: number,
		only?: string[] | undefined,
	): Promise<StaleChatMessage[]> {
		const rows = await this.query(STALE, [app, now, limit, only ?? null]);
		return rows.map(toStaleChatMessage);
	}
}
