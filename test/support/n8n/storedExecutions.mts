import { parse } from 'flatted';

import type { PostgresServer } from '../store/postgresServer.mts';

/** What n8n tells of one of its executions. */
export interface ExecutionRecord {
	id: number;
	status: string;
	startedAt: Date | null;
	stoppedAt: Date | null;
	lastNode?: string;
	error?: string;
}

/** The executions, in the database of n8n, in whose data a text stands. */
export async function executionsOf(
	server: PostgresServer,
	text: string,
): Promise<ExecutionRecord[]> {
	const rows = await server.query(
		`SELECT id, status, "startedAt", "stoppedAt", data
		FROM execution_entity JOIN execution_data ON "executionId" = id
		WHERE strpos(data, $1) > 0 ORDER BY id`,
		[text],
	);
	return rows.map(({ id, status, startedAt, stoppedAt, data }) => {
		const { error, lastNodeExecuted } = parse(data).resultData;
		return { id, status, startedAt, stoppedAt, lastNode: lastNodeExecuted, error: error?.message };
	});
}
