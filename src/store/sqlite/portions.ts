import { setImmediate as turn } from 'node:timers/promises';

/** Rows that are written without a break: some milliseconds. */
const PORTION = 200;

/** Writes many rows so that n8n, which shares the event loop, has its turn in between. */
export async function inPortions<Row>(rows: Row[], write: (row: Row) => void): Promise<void> {
	for (const [index, row] of rows.entries()) {
		if (index > 0 && index % PORTION === 0) await turn();
		write(row);
	}
}
