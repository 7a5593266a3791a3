import type { Rate } from '../../robots/sending/rate';
import { toRates } from '../rows';
import type { RateTable } from '../transaction';
import { PostgresTable } from './table';

export class PostgresRateTable extends PostgresTable implements RateTable {
	async of(robots: string[]): Promise<Map<string, Rate>> {
		return toRates(await this.query('SELECT * FROM rates WHERE id = ANY($1::text[])', [robots]));
	}

	async save(rates: ReadonlyMap<string, Rate>, now: number): Promise<void> {
		const all = [...rates.values()];
		this.write(
			`INSERT INTO rates (id, departures, held_until, used_at)
			SELECT id, departures, held_until, $4
			FROM unnest($1::text[], $2::text[], $3::bigint[]) AS new (id, departures, held_until)
			ON CONFLICT (id) DO UPDATE SET departures = excluded.departures,
				held_until = excluded.held_until, used_at = excluded.used_at`,
			[
				[...rates.keys()],
				all.map(({ departures }) => JSON.stringify(departures)),
				all.map(({ heldUntil }) => heldUntil),
				now,
			],
		);
	}
}
