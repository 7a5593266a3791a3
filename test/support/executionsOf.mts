import { parse } from 'flatted';
import { Client } from 'pg';

import type { PostgresSettings } from '../../src/store/postgres/connectionSettings.ts';

/** What n8n tells of one of its executions. */
export interface ToldExecution {
	id: number;
	status: string;
	startedAt: Date | null;
	stoppedAt: Date | null;
	lastNode?: string;
	error?: string;
}

/** The executions, in the database of n8n, in whose data a text stands. */
export async function executionsOf(
	{ user, password, host, port, database }: PostgresSettings,
	text: string,
): Promise<ToldExecution[]> {
	const client = new Client({ user, password, host, port, database });
	await client.connect();
	try {
		const { rows } = await client.query(
			`SELECT id, status, "startedAt", "stoppedAt", data
			FROM execution_entity JOIN execution_data ON "executionId" = id
			WHERE strpos(data, $1) > 0 ORDER BY id`,
			[text],
		);
		return rows.map(({ data, ...told }) => {
			const { error, lastNodeExecuted } = parse(data).resultData;
			return { ...told, lastNode: lastNodeExecuted, error: error?.message };
		});
	} finally {
		await client.end();
	}
}
