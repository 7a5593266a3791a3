import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';

import { Client } from 'pg';

import type { PostgresServer } from '../../../test/support/store/postgresServer.mts';
import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';
import type { Store } from '../../../src/store/store.ts';
import { percentile } from '../../lib/percentile.mts';
import { barePostgres, bareSqlite, TABLES, type BareLoop, type Rows } from './bareLoop.mts';
import type { ProbeResult } from './claimProbe.mts';
import {
	HandClock,
	message,
	newEngine,
	openPostgres,
	openSqlite,
	range,
	SCOPE,
} from './product.mts';

const HOUR = 3_600_000;
const CLAIMS = 40;
const CLAIMED_AT_ONCE = 100;

/** What one more open escalation costs. */
export interface Growth {
	store: string;
	open: number;
	/** Of a process that claims. */
	megabytes: number;
	/** Milliseconds that a claim of 100 takes, median and 95th percentile. */
	claim: [median: number, p95: number];
	bytesEach: number;
}

/** With so many open escalations, of which a few thousand are due. */
export async function measureGrowth(
	folder: string,
	postgres: PostgresServer,
	sizes: number[],
	tell: (line: string) => void,
): Promise<Growth[]> {
	const results: Growth[] = [];
	for (const open of sizes) {
		const file = join(folder, `growth_${open}`);
		const settings = { ...postgres.settings, schema: `growth_${open}` };
		results.push(
			await measure('SQLite', open, {
				open: async (clock) => openSqlite(file, clock),
				bare: async () => bareSqlite(file),
				bytes: async () => statSync(file).size,
				probed: { file },
			}),
			await measure('Postgres', open, {
				open: async (clock) => await openPostgres(settings, clock),
				bare: async () => await barePostgres(settings),
				bytes: async () => await bytesOf(postgres.url, settings.schema),
				probed: { settings },
			}),
		);
		for (const growth of results.slice(-2)) tell(growthLine(growth));
	}
	return results;
}

export function growthLine({ store, open, megabytes, claim, bytesEach }: Growth): string {
	return (
		`${store} with ${open} open: ${megabytes.toFixed(0)} MB of memory, a claim of ${CLAIMED_AT_ONCE} takes ` +
		`${claim[0].toFixed(1)} ms (p95 ${claim[1].toFixed(1)}), ${bytesEach.toFixed(0)} bytes each on disk`
	);
}

async function measure(
	store: string,
	count: number,
	place: {
		open(clock: HandClock): Promise<Store>;
		bare(): Promise<BareLoop>;
		bytes(): Promise<number>;
		probed: { file: string } | { settings: PostgresSettings };
	},
): Promise<Growth> {
	await fill(place, count);
	const { megabytes, times } = probe({ ...place.probed, open: count });
	return {
		store,
		open: count,
		megabytes,
		claim: [percentile(times, 0.5), percentile(times, 0.95)],
		bytesEach: (await place.bytes()) / count,
	};
}

function probe(options: object): ProbeResult {
	const script = join(import.meta.dirname, 'claimProbe.mts');
	const given = JSON.stringify({ ...options, claims: CLAIMS, atOnce: CLAIMED_AT_ONCE });
	const { stdout, stderr } = spawnSync(process.execPath, [script, given], { encoding: 'utf8' });
	if (!stdout.startsWith('{')) throw new Error(`The probe failed: ${stderr}`);
	return JSON.parse(stdout) as ProbeResult;
}

/** One escalation by the product, and the same rows for everybody else. The first is due in an hour, the last in two. */
export async function fill(
	place: { open(clock: HandClock): Promise<Store>; bare(): Promise<BareLoop> },
	count: number,
): Promise<void> {
	const clock = new HandClock();
	const now = clock.now();
	const store = await place.open(clock);
	await newEngine(store).track(SCOPE, [message(0, HOUR)]);
	await store.close();
	const bare = await place.bare();
	const template: Rows = {};
	for (const table of TABLES) template[table] = await bare.read(table);
	const [escalation] = template.escalations;
	const [state] = template.states;
	for (let start = 1; start < count; start += 2_000) {
		const rows: Rows = Object.fromEntries(TABLES.map((table) => [table, []]));
		for (const number of range(start, Math.min(start + 2_000, count))) {
			const id = `${String(escalation.id).slice(0, 9)}${String(number).padStart(16, '0')}`;
			const dueAt = now + HOUR + Math.floor((number / count) * HOUR);
			const named = (column: unknown) =>
				String(column)
					.replaceAll(String(escalation.id), id)
					.replaceAll('Visitor-0', `Visitor-${number}`)
					.replaceAll('message 0', `message ${number}`);
			rows.escalations.push({
				...escalation,
				id,
				conversation_key: `twt:shop:Visitor-${number}`,
				event: named(escalation.event),
			});
			rows.states.push({
				...state,
				id,
				conversation_key: `twt:shop:Visitor-${number}`,
				due_at: dueAt,
			});
			rows.deliveries.push({ ...template.deliveries[0], id: `message ${number}` });
		}
		await bare.write(rows);
	}
	await bare.close();
}

async function bytesOf(url: string, schema: string): Promise<number> {
	const client = new Client(url);
	await client.connect();
	const { rows } = await client.query(
		'SELECT sum(pg_total_relation_size(oid)) AS bytes FROM pg_class WHERE relkind = $1 AND relnamespace = $2::regnamespace',
		['r', schema],
	);
	await client.end();
	return Number(rows[0].bytes);
}
