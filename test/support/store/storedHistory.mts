import type { TimelineEntry } from '../../../src/escalation/escalation.ts';
import { historyFrom } from '../../../src/store/history.ts';
import type { PostgresServer } from './postgresServer.mts';

/** What a Postgres store knows of one conversation. */
export interface StoredHistory {
	/** Of the escalation, unless there was none. */
	state?: string;
	dueAt?: number;
	claimToken?: string;
	timeline: TimelineEntry[];
	/** Events of it that have not come to their node. */
	inbox: object[];
}

/** @param key how the key of the conversation ends. */
export async function storedHistory(server: PostgresServer, key: string): Promise<StoredHistory> {
	const { schema } = server.settings;
	const [row] = await server.query(
		`SELECT * FROM "${schema}".states
		WHERE right(conversation_key, length($1)) = $1 ORDER BY id DESC LIMIT 1`,
		[key],
	);
	const rowsOf = async (table: string, order: string) =>
		await server.query(
			`SELECT * FROM "${schema}".${table} WHERE escalation_id = $1 ORDER BY ${order}`,
			[row?.id],
		);
	const inbox = await server.query(
		`SELECT received_at, due_at, claim_token, failures FROM "${schema}".inbox
		WHERE right(event::json #>> '{conversation,key}', length($1)) = $1 ORDER BY sequence`,
		[key],
	);
	return {
		...(row ? { state: row.state, dueAt: Number(row.due_at), claimToken: row.claim } : {}),
		timeline: row
			? historyFrom(row, await rowsOf('reminders', 'number'), await rowsOf('timeline', 'sequence'))
			: [],
		inbox,
	};
}
