import type { Escalation } from '../escalation/escalation';
import { toKey } from './keys';
import { readStates, type ReadPolicies } from './reading';
import type { Row } from './rows';
import { columnsToWrite, isAsPlanned, stateRow, type StateColumn, type StateRow } from './stateRow';

/** All of a row but what belongs to its event. */
export type ChangingRow = Omit<StateRow, 'policy_id' | 'event_bytes'>;

export interface RowChange {
	row: ChangingRow;
	columns: readonly StateColumn[] | undefined;
	version: string | null;
}

interface KnownState {
	escalation: Escalation;
	dueSetAt: number;
	/** Of the row, as long as this transaction has not written it; null also where the store has none. */
	version: string | null;
}

/** What one transaction has read of `states`, or written to it: what is as it was is not written again. */
export class KnownStates {
	private readonly states = new Map<string, KnownState>();

	/** Notes those that can be read. */
	async read(
		rows: readonly Row[],
		readPolicies: ReadPolicies,
	): Promise<{ found: Escalation[]; unreadable: string[] }> {
		const { found, unreadable } = await readStates(rows, readPolicies);
		const byId = new Map(rows.map((row) => [row.id, row]));
		for (const escalation of found) {
			const { due_set_at: dueSetAt, version } = byId.get(escalation.id) ?? {};
			this.states.set(escalation.id, {
				escalation,
				dueSetAt: Number(dueSetAt),
				version: version === undefined ? null : String(version),
			});
		}
		return { found, unreadable };
	}

	get(id: string): KnownState | undefined {
		return this.states.get(id);
	}

	/** The row of one that is new, or is written whole. */
	rowOf(escalation: Escalation, now: number): ChangingRow {
		const dueSetAt = this.plannedAt(escalation, now);
		this.noteWritten(escalation, dueSetAt);
		return stateRow(escalation, dueSetAt, toKey);
	}

	/**
	 * What is to be written of one. What is not written stays to be watched.
	 *
	 * @returns `columns` of the row; undefined where it is as it was. `version` that it has to have still.
	 */
	changeOf(escalation: Escalation, now: number): RowChange {
		const before = this.states.get(escalation.id);
		const dueSetAt = this.plannedAt(escalation, now);
		const row = stateRow(escalation, dueSetAt, toKey);
		const rowBefore = before ? stateRow(before.escalation, before.dueSetAt, toKey) : {};
		const columns = columnsToWrite(rowBefore, row);
		if (columns) this.noteWritten(escalation, dueSetAt);
		return { row, columns, version: before?.version ?? null };
	}

	/** A plan that stays is as old as it was. */
	private plannedAt(escalation: Escalation, now: number): number {
		const before = this.states.get(escalation.id);
		const isKept = before && isAsPlanned(before.escalation, escalation) && before.dueSetAt < now;
		return isKept ? before.dueSetAt : now;
	}

	private noteWritten(escalation: Escalation, dueSetAt: number): void {
		this.states.set(escalation.id, { escalation, dueSetAt, version: null });
	}
}
