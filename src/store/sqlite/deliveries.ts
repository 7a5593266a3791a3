import type { DeliveryTable } from '../transaction';
import { SqliteTable } from './table';

export class SqliteDeliveryTable extends SqliteTable implements DeliveryTable {
	async record(scope: string, id: string, at: number): Promise<boolean> {
		const { changes } = this.prepare(
			'INSERT INTO deliveries (scope, id, at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
		).run(scope, id, at);
		return Number(changes) > 0;
	}

	async recordAll(scope: string, ids: string[], at: number): Promise<Set<string>> {
		const fresh = new Set<string>();
		for (const id of ids) if (await this.record(scope, id, at)) fresh.add(id);
		return fresh;
	}
}
