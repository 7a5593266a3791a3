import { LAST_CHARACTER } from '../rows';
import type { SettingTable } from '../transaction';
import { SqliteTable } from './table';

export class SqliteSettingTable extends SqliteTable implements SettingTable {
	async get(name: string): Promise<string | undefined> {
		const row = this.prepare('SELECT value FROM settings WHERE name = ?').get(name);
		return row && String(row.value);
	}

	async save(name: string, value: string): Promise<void> {
		this.prepare(
			`INSERT INTO settings (name, value) VALUES (?, ?)
			ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
		).run(name, value);
	}

	async remove(name: string): Promise<void> {
		this.prepare('DELETE FROM settings WHERE name = ?').run(name);
	}

	async beginningWith(beginning: string): Promise<Map<string, string>> {
		const rows = this.prepare(
			'SELECT name, value FROM settings WHERE name BETWEEN ? AND ? ORDER BY name',
		).all(beginning, `${beginning}${LAST_CHARACTER}`);
		return new Map(rows.map(({ name, value }) => [String(name), String(value)]));
	}

	async add(amounts: ReadonlyMap<string, number>): Promise<void> {
		const statement = this.prepare(
			`INSERT INTO settings (name, value) VALUES (?1, CAST(?2 AS INTEGER))
			ON CONFLICT (name) DO UPDATE SET value = CAST(value AS INTEGER) + CAST(?2 AS INTEGER)`,
		);
		for (const [name, amount] of amounts) statement.run(name, amount);
	}

	async make(name: string, value: string): Promise<string> {
		this.prepare('INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING').run(
			name,
			value,
		);
		return (await this.get(name)) ?? value;
	}
}
