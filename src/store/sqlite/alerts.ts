import { digestOf } from '../digest';
import { toAlertState } from '../rows';
import type { AlertState, AlertTable } from '../transaction';
import { inPortions } from './portions';
import { SqliteTable } from './table';

export class SqliteAlertTable extends SqliteTable implements AlertTable {
	async states(scope: string, conversationKeys: string[]): Promise<Map<string, AlertState>> {
		const states = new Map<string, AlertState>();
		const select = this.prepare('SELECT * FROM alerts WHERE scope = ? AND id = ?');
		await inPortions(conversationKeys, (key) => {
			const row = select.get(scope, digestOf(key));
			if (row) states.set(key, toAlertState(row));
		});
		return states;
	}

	async save(scope: string, states: ReadonlyMap<string, AlertState>): Promise<void> {
		const replace = this.prepare(
			`INSERT OR REPLACE INTO alerts (scope, id, is_over, said_at, fired_at, heard_at)
			VALUES (?, ?, ?, ?, ?, ?)`,
		);
		await inPortions([...states], ([key, { isOver, saidAt, firedAt, heardAt }]) => {
			replace.run(scope, digestOf(key), Number(isOver), saidAt, firedAt, heardAt);
		});
	}
}
