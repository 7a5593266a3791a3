import { join } from 'node:path';

import type { PostgresServer } from '../../../test/support/store/postgresServer.mts';
import type { Store } from '../../../src/store/store.ts';
import type { Comparison } from '../comparison.mts';
import {
	barePostgres,
	bareSqlite,
	TABLES,
	type BareLoop,
	type Row,
	type Rows,
} from './bareLoop.mts';
import {
	chunks,
	HandClock,
	message,
	newEngine,
	openPostgres,
	openSqlite,
	range,
	rate,
	reply,
	SCOPE,
} from './product.mts';

/** Events that one execution brings, and outputs that one look of a clock hands out. */
const EVENTS_AT_ONCE = 100;
const CLAIMS_AT_ONCE = 500;

/** A store, and a place of the same make for the bare loop to write to. */
interface Kind {
	name: string;
	open(clock: HandClock, place: string): Promise<Store>;
	bare(place: string): Promise<BareLoop>;
}

/** Opened, claimed and replied in a second, against the same rows written by a bare loop. */
export async function compareThroughput(
	folder: string,
	postgres: PostgresServer,
	{ count, rounds }: { count: number; rounds: number },
): Promise<Comparison[]> {
	const at = (place: string) => ({ ...postgres.settings, schema: place });
	const kinds: Kind[] = [
		{
			name: 'SQLite',
			open: async (clock, place) => openSqlite(join(folder, place), clock),
			bare: async (place) => bareSqlite(join(folder, place)),
		},
		{
			name: 'Postgres',
			open: async (clock, place) => await openPostgres(at(place), clock),
			bare: async (place) => await barePostgres(at(place)),
		},
	];
	const comparisons: Comparison[] = [];
	for (const kind of kinds) {
		const measured = new Map<string, { ours: number[]; theirs: number[] }>();
		for (let round = 0; round < rounds; round += 1) {
			for (const [what, figures] of await measure(
				kind,
				`${kind.name.toLowerCase()}_${round}`,
				count,
			)) {
				const { ours, theirs } = measured.get(what) ?? { ours: [], theirs: [] };
				measured.set(what, {
					ours: [...ours, figures.ours],
					theirs: [...theirs, figures.theirs],
				});
			}
		}
		for (const [what, figures] of measured) {
			comparisons.push({
				measure: `${what}/s`,
				setting: kind.name,
				rival: 'bare loop',
				...figures,
				...(what === 'claimed' ? { goal: 0.5 } : {}),
			});
		}
	}
	return comparisons;
}

async function measure(kind: Kind, place: string, count: number) {
	const clock = new HandClock();
	const store = await kind.open(clock, place);
	const bareClock = new HandClock();
	await (await kind.open(bareClock, `${place}_bare`)).close();
	const engine = newEngine(store);
	const jobSource = engine.jobSourceOf(SCOPE);
	const numbers = range(0, count);
	const steps: Array<[what: string, batch: number, work: () => Promise<void>]> = [
		[
			'opened',
			EVENTS_AT_ONCE,
			async () => {
				for (const some of chunks(numbers, EVENTS_AT_ONCE)) {
					await engine.track(
						SCOPE,
						some.map((number) => message(number, 60_000)),
					);
				}
			},
		],
		[
			'claimed',
			CLAIMS_AT_ONCE,
			async () => {
				clock.set(clock.now() + 120_000);
				while ((await jobSource.poll(CLAIMS_AT_ONCE)).jobs.length > 0);
			},
		],
		[
			'replied',
			EVENTS_AT_ONCE,
			async () => {
				for (const some of chunks(numbers, EVENTS_AT_ONCE)) {
					await engine.track(SCOPE, some.map(reply));
				}
			},
		],
	];
	const results: Array<[string, { ours: number; theirs: number }]> = [];
	let before: Rows = {};
	for (const [what, batch, work] of steps) {
		const ours = await rate(count, work);
		const after = await tablesOf(kind, store, place);
		const batches = commitsOf(before, after, batch);
		before = after;
		const bare = await kind.bare(`${place}_bare`);
		const theirs = await rate(count, async () => {
			for (const rows of batches) await bare.write(rows);
		});
		await bare.close();
		results.push([what, { ours, theirs }]);
	}
	await store.close();
	return results;
}

async function tablesOf(kind: Kind, store: Store, place: string): Promise<Rows> {
	// A SQLite file has one owner: the copy is read.
	if (kind.name === 'SQLite') {
		const statements = await store.transaction(
			async (transaction) => (transaction as unknown as { statements: any }).statements,
		);
		const rows: Rows = {};
		for (const table of TABLES) {
			rows[table] = statements.database.prepare(`SELECT * FROM ${table}`).all();
		}
		return rows;
	}
	const bare = await kind.bare(place);
	const rows: Rows = {};
	for (const table of TABLES) rows[table] = await bare.read(table);
	await bare.close();
	return rows;
}

/** The rows that are new or changed, as many in a commit as the product wrote. */
function commitsOf(before: Rows, after: Rows, size: number): Rows[] {
	const changed: Rows = {};
	for (const table of TABLES) {
		const known = new Set((before[table] ?? []).map((row) => JSON.stringify(row)));
		changed[table] = after[table].filter((row) => !known.has(JSON.stringify(row)));
	}
	const commits = Math.ceil(changed.states.length / size);
	return range(0, commits).map((commit) =>
		Object.fromEntries(
			TABLES.map((table): [string, Row[]] => {
				const rows = changed[table];
				const share = Math.ceil(rows.length / commits);
				return [table, rows.slice(commit * share, (commit + 1) * share)];
			}),
		),
	);
}
