import { Client } from 'pg';

import type { TimelineEntry } from '../../src/escalation/escalation.ts';
import type { PostgresSettings } from '../../src/store/postgres/connectionSettings.ts';

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
export async function storedHistory(
	{ schema, user, password, host, port, database }: PostgresSettings,
	key: string,
): Promise<StoredHistory> {
	const client = new Client({ user, password, host, port, database });
	await client.connect();
	try {
		await client.query(`SET search_path TO "${schema}"`);
		const escalations = await client.query(
			`SELECT state, due_at, claim_token, timeline FROM escalations
			WHERE right(conversation_key, length($1)) = $1 ORDER BY id DESC LIMIT 1`,
			[key],
		);
		const inbox = await client.query(
			`SELECT received_at, due_at, claim_token, failures FROM inbox
			WHERE right(event::json #>> '{conversation,key}', length($1)) = $1 ORDER BY sequence`,
			[key],
		);
		const [row] = escalations.rows;
		return {
			...(row ? { state: row.state, dueAt: Number(row.due_at), claimToken: row.claim_token } : {}),
			timeline: String(row?.timeline ?? '')
				.split('\n')
				.filter((line) => line !== '')
				.map((line) => JSON.parse(line)),
			inbox: inbox.rows,
		};
	} finally {
		await client.end();
	}
}
