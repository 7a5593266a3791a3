import { moveScope } from '../store/move';
import type { PostgresStore } from '../store/postgres/store';
import type { SqliteStore } from '../store/sqlite/store';
import { rollUpDays } from './statistics';

/**
 * Moves all that the embedded store has of a node, see `moveScope`. The days that
 * are over are counted there first: the other store may have counted them already,
 * and what ended then would be in the statistics of neither.
 */
export async function moveNode(
	from: SqliteStore,
	to: PostgresStore,
	scope: string,
): Promise<{ escalations: number; events: number }> {
	await rollUpDays(from);
	return await moveScope(from, to, scope);
}
