import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PostgresServer } from '../../../test/support/store/postgresServer.mts';
import { RedisServer } from '../../../test/support/n8n/redisServer.mts';
import type { Comparison } from '../comparison.mts';
import { barePostgres, bareSqlite } from './bareLoop.mts';
import { fill, measureGrowth } from './growth.mts';
import { measureLateness, type Lateness } from './lateness.mts';
import { openPostgres, openSqlite } from './product.mts';
import { rivals } from '../rivals/rivals.mts';
import { compareRivals } from './rivals.mts';
import { compareThroughput } from './throughput.mts';

const PARTS = ['throughput', 'rivals', 'growth', 'lateness'] as const;

/** @throws TypeError for a part that does not exist. */
export function storePartsFrom(part: string | undefined): readonly StorePart[] {
	if (part === undefined) return PARTS;
	const known = PARTS.find((name) => name === part);
	if (!known) throw new TypeError(`--part is one of ${PARTS.join(', ')}`);
	return [known];
}

type StorePart = (typeof PARTS)[number];

/** The stores against their own limits, against job queues, and against their own size. The package is built. */
export async function compareStores(
	parts: readonly StorePart[],
	quick: boolean,
	tell: (line: string) => void,
): Promise<Comparison[]> {
	const folder = await mkdtemp(join(tmpdir(), 'until-replied-stores-'));
	// As durable as it comes by itself.
	const postgres = await PostgresServer.start(['max_wal_size=4GB']);
	const redis = await RedisServer.start();
	const comparisons: Comparison[] = [];
	const size = quick ? { count: 1_000, rounds: 1 } : { count: 5_000, rounds: 3 };
	try {
		if (parts.includes('throughput')) {
			comparisons.push(...(await compareThroughput(folder, postgres, size)));
		}
		if (parts.includes('rivals')) {
			comparisons.push(...(await compareRivals(postgres, redis, await rivals(tell), size)));
		}
		const sizes = quick ? [1_000, 10_000] : [10_000, 100_000, 1_000_000];
		if (parts.includes('growth')) await measureGrowth(folder, postgres, sizes, tell);
		if (parts.includes('lateness')) {
			const open = quick ? 10_000 : 100_000;
			const file = join(folder, 'lateness');
			const settings = { ...postgres.settings, schema: 'lateness' };
			await fill(
				{ open: async (clock) => openSqlite(file, clock), bare: async () => bareSqlite(file) },
				open,
			);
			await fill(
				{
					open: async (clock) => await openPostgres(settings, clock),
					bare: async () => await barePostgres(settings),
				},
				open,
			);
			const sqlite = openSqlite(file);
			tell(lateLine('SQLite', open, await measureLateness(sqlite, sqlite)));
			await sqlite.close();
			const main = await openPostgres(settings);
			const worker = await openPostgres(settings);
			tell(lateLine('Postgres, LISTEN', open, await measureLateness(main, worker, { wake: true })));
			tell(lateLine('Postgres, a look every 5 s', open, await measureLateness(main, worker)));
			await main.close();
			await worker.close();
		}
	} finally {
		await redis.stop();
		await postgres.stop();
		await rm(folder, { recursive: true, force: true });
	}
	return comparisons;
}

function lateLine(store: string, open: number, { median, p99, worst }: Lateness): string {
	return `${store}, ${open} open: a reminder starts ${median} ms after it is due (median), p99 ${p99} ms, at worst ${worst} ms`;
}
