import type { Rate } from '../../robots/sending/rate';
import { toRates } from '../rows';
import type { RateTable } from '../transaction';
import { SqliteTable } from './table';

export class SqliteRateTable extends SqliteTable implements RateTable {
	async of(robots: string[]): Promise<Map<string, Rate>> {
		const statement = this.prepare('SELECT * FROM rates WHERE id = ?');
		return toRates(robots.flatMap((robot) => statement.all(robot)));
	}

	async save(rates: ReadonlyMap<string, Rate>, now: number): Promise<void> {
		const statement = this.prepare(
			`INSERT OR REPLACE INTO rates (id, departures, held_until, used_at) VALUES (?, ?, ?, ?)`,
		);
		for (const [robot, { departures, heldUntil }] of rates) {
			statement.run(robot, JSON.stringify(departures), heldUntil, now);
		}
	}
}
