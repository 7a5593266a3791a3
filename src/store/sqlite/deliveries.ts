import { digestOf } from '../digest';
import type { DeliveryTable } from '../transaction';
import { inPortions } from './portions';
import { SqliteTable } from './table';

export class SqliteDeliveryTable extends SqliteTable implements DeliveryTable {
	async record(scope: string, id: string, at: number): Promise<boolean> {
		return Number(this.insertion().run(scope, digestOf(id), at).changes) > 0;
	}

	async recordAll(scope: string, ids: string[], at: number): Promise<Set<string>> {
		const fresh = new Set<string>();
		const insert = this.insertion();
		await inPortions(ids, (id) => {
			if (Number(insert.run(scope, digestOf(id), at).changes) > 0) fresh.add(id);
		});
		return fresh;
	}

	async forget(scope: string, ids: string[]): Promise<void> {
		const statement = this.prepare('DELETE FROM deliveries WHERE scope = ? AND id = ?');
		await inPortions(ids, (id) => {
			statement.run(scope, digestOf(id));
		});
	}

	private insertion() {
		return this.prepare(
			'INSERT INTO deliveries (scope, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
		);
	}
}
