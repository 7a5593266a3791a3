import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

import { parse } from 'flatted';

/** Reads n8n's executions from its database, so that asking costs n8n nothing. */
export class ExecutionLog {
	private readonly database: DatabaseSync;

	constructor(userFolder: string) {
		this.database = new DatabaseSync(join(userFolder, '.n8n', 'database.sqlite'), {
			readOnly: true,
			timeout: 10_000,
		});
	}

	/** How many executions of a workflow have this status. */
	count(workflowId: string, status: 'success' | 'waiting' | 'error'): number {
		const row = this.database
			.prepare('SELECT count(*) AS count FROM execution_entity WHERE workflowId = ? AND status = ?')
			.get(workflowId, status);
		return Number(row?.count);
	}

	/** The ids of a workflow's executions that have succeeded. */
	succeeded(workflowId: string): number[] {
		return this.database
			.prepare("SELECT id FROM execution_entity WHERE workflowId = ? AND status = 'success'")
			.all(workflowId)
			.map(({ id }) => Number(id));
	}

	/** What left a node of an execution by its first output. */
	itemsOf(execution: number, node: string): Array<{ json: any }> {
		const row = this.database
			.prepare('SELECT data FROM execution_data WHERE executionId = ?')
			.get(execution);
		if (!row) return [];
		return parse(String(row.data)).resultData.runData[node]?.at(-1)?.data.main[0] ?? [];
	}

	close(): void {
		this.database.close();
	}
}
