import { staleChatMessages, toChatMessage, toStaleChatMessage } from '../rows';
import type { ChatMessage, ChatMessageTable, StaleChatMessage } from '../transaction';
import { SqliteTable } from './table';

const STALE = staleChatMessages({
	app: ':app',
	now: ':now',
	limit: ':limit',
	only: '(:only IS NULL OR escalation_id IN (SELECT value FROM json_each(:only)))',
});

export class SqliteChatMessageTable extends SqliteTable implements ChatMessageTable {
	async save({
		app,
		chat,
		message,
		escalationId,
		sentAt,
		body,
		shownHold,
	}: ChatMessage): Promise<boolean> {
		const { changes } = this.prepare(
			`INSERT OR REPLACE INTO chat_messages (app, chat, message, escalation_id, sent_at, body, shown_hold)
			SELECT ?, ?, ?, id, ?, ?, ? FROM escalations WHERE id = ?`,
		).run(app, chat, message, sentAt, body, shownHold, escalationId);
		return changes > 0;
	}

	async of(app: string, chat: string, message: string): Promise<ChatMessage[]> {
		return this.prepare('SELECT * FROM chat_messages WHERE app = ? AND chat = ? AND message = ?')
			.all(app, chat, message)
			.map(toChatMessage);
	}

	async openIn(app: string, chat: string, limit: number): Promise<string[]> {
		return this.prepare(
			`SELECT id FROM escalations WHERE ended_at IS NULL
				AND id IN (SELECT escalation_id FROM chat_messages WHERE app = ? AND chat = ?)
			ORDER BY opened_at, id LIMIT ?`,
		)
			.all(app, chat, limit)
			.map(({ id }) => String(id));
	}

	async stale(
		app: string,
		now: number,
		limit: number,
		only?: string[] | undefined,
	): Promise<StaleChatMessage[]> {
		return this.prepare(STALE)
			.all({ app, now, limit, only: only === undefined ? null : JSON.stringify(only) })
			.map(toStaleChatMessage);
	}
}
