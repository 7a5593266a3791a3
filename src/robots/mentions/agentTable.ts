import { ExplainedError } from '../../explainedError';
import { folded } from '../../text/folded';
import { idsOf, phoneNumbersOf, textOf } from '../values';
import { mentionFields, type MentionEntries, type MentionField } from './mentioned';

/** Rows of a table, at most: it is read for each item. */
const MOST_ROWS = 10_000;

/** Who is who: by the name that sources have, what the platform mentions a person by. */
export interface AgentTable {
	/** Everybody of that name; empty for one that is not there. */
	rowsOf(name: string): MentionEntries[];
}

/**
 * The table of these rows: objects with `name` and the fields of the platform,
 * or items of n8n that have them. How a column is written does not matter:
 * "Users", "user". Rows without a name are none.
 *
 * @throws {ExplainedError} of what is no list of rows.
 */
export function agentTableOf(rows: unknown[]): AgentTable {
	if (rows.length > MOST_ROWS) {
		throw new ExplainedError(
			`The table of agents has more than ${MOST_ROWS} rows`,
			'Return only those of the agents of this workflow.',
		);
	}
	const byName = new Map<string, MentionEntries[]>();
	for (const [index, row] of rows.entries()) {
		const cells = cellsOf(row, index);
		const name = folded(textOf(cells.get('name')));
		if (name === '') continue;
		const namesakes = byName.get(name) ?? [];
		namesakes.push(entriesOf(cells));
		byName.set(name, namesakes);
	}
	return { rowsOf: (name) => byName.get(folded(name)) ?? [] };
}

/** What an expression gave as rows: a list, or one row. @throws {ExplainedError} */
export function rowsOf(given: unknown): unknown[] {
	if (given === undefined || given === null || given === '') return [];
	if (typeof given === 'object') return [given].flat();
	throw new ExplainedError(
		'The agents are not a list of rows',
		"The expression must return a list, for example {{ $('Agents').all() }}.",
	);
}

function cellsOf(row: unknown, index: number): Map<string, unknown> {
	if (typeof row !== 'object' || row === null || Array.isArray(row)) {
		throw new ExplainedError(
			`Row ${index + 1} of the agents is not an object`,
			'Every row is an object with "name" and what to mention the agent by, for example { "name": "Li Lei", "users": "lilei" }.',
		);
	}
	const { json } = row as { json?: unknown };
	const cells = typeof json === 'object' && json !== null ? json : row;
	return new Map(Object.entries(cells).map(([column, cell]) => [columnOf(column), cell]));
}

function columnOf(written: string): string {
	const column = written.trim().toLowerCase();
	return mentionFields.find((field) => field === column || field === `${column}s`) ?? column;
}

function entriesOf(cells: Map<string, unknown>): MentionEntries {
	const cell = (field: MentionField) => {
		const value = cells.get(field);
		// Its last digits are lost: it would be somebody else's.
		return typeof value === 'number' && !Number.isSafeInteger(value) ? undefined : value;
	};
	return {
		users: idsOf(cell('users')),
		mobiles: phoneNumbersOf(cell('mobiles')),
		roles: idsOf(cell('roles')),
	};
}
