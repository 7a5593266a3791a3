import { LAST_CHARACTER } from '../rows';
import type { SettingTable } from '../transaction';
import { PostgresTable } from './table';

export class PostgresSettingTable extends PostgresTable implements SettingTable {
	async get(name: string): Promise<string | undefined> {
		const [row] = await this.query('SELECT value FROM settings WHERE name = $1', [name]);
		return row && String(row.value);
	}

	async save(name: string, value: string): Promise<void> {
		this.write(
			`INSERT INTO settings (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
			[name, value],
		);
	}

	async remove(name: string): Promise<void> {
		this.write('DELETE FROM settings WHERE name = $1', [name]);
	}

	async beginningWith(beginning: string): Promise<Map<string, string>> {
		const rows = await this.query(
			'SELECT name, value FROM settings WHERE name BETWEEN $1 AND $2 ORDER BY name',
			[beginning, `${beginning}${LAST_CHARACTER}`],
		);
		return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
	}

	async add(amounts: ReadonlyMap<string, number>): Promise<void> {
		// In one order, so that two who add to the same do not wait for one another.
		const sorted = [...amounts].toSorted(([one], [other]) => (one < other ? -1 : 1));
		for (const [name, amount] of sorted) {
			this.write(
				`INSERT INTO settings (name, value) VALUES ($1, $2::bigint::text)
				ON CONFLICT (name) DO UPDATE SET value = (settings.value::bigint + $2::bigint)::text`,
				[name, String(amount)],
			);
		}
	}

	async make(name: string, value: string): Promise<string> {
		// The update of nothing gives the row that another has made, which a later statement may not see.
		const [row] = await this.query(
			`INSERT INTO settings (name, value) VALUES ($1, $2)
			ON CONFLICT (name) DO UPDATE SET name = excluded.name RETURNING value`,
			[name, value],
		);
		return String(row.value);
	}
}
