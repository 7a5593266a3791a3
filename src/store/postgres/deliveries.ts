import { digestOf } from '../digest';
import type { DeliveryTable } from '../transaction';
import { PostgresTable } from './table';

export class PostgresDeliveryTable extends PostgresTable implements DeliveryTable {
	async record(scope: string, id: string, at: number): Promise<boolean> {
		const { length } = await this.query(
			'INSERT INTO deliveries (scope, id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
			[scope, digestOf(id), at],
		);
		return length > 0;
	}

	async recordAll(scope: string, ids: string[], at: number): Promise<Set<string>> {
		if (ids.length === 0) return new Set();
		const keys = new Map(ids.map((id) => [digestOf(id), id]));
		const rows = await this.query(
			`INSERT INTO deliveries (scope, id, at) SELECT $1, id, $2 FROM unnest($3::text[]) AS id
			ORDER BY id ON CONFLICT DO NOTHING RETURNING id`,
			[scope, at, [...keys.keys()]],
		);
		return new Set(rows.map(({ id }) => keys.get(String(id)) ?? ''));
	}

	async forget(scope: string, ids: string[]): Promise<void> {
		if (ids.length === 0) return;
		this.write('DELETE FROM deliveries WHERE scope = $1 AND id = ANY($2::text[])', [
			scope,
			ids.map(digestOf),
		]);
	}
}
