import { createHash } from 'node:crypto';

import type { PostgresServer } from '../../../test/support/store/postgresServer.mts';
import type { RedisServer } from '../../../test/support/n8n/redisServer.mts';
import type { Comparison } from '../comparison.mts';
import type { Rivals } from '../rivals/rivals.mts';
import {
	chunks,
	HandClock,
	keyOf,
	message,
	newEngine,
	openPostgres,
	pace,
	range,
	rate,
	reply,
	SCOPE,
} from './product.mts';

/**
 * What an escalation is to a job queue: a delay, repeated this often unless it
 * is cancelled by its key. With both that is one job, whose id is made of the
 * key, so that it can be cancelled before any repeat; the fastest way of those tried.
 */
const REPEATS = 4;
const BATCH = 100;
/** Jobs that a worker of theirs takes at a time, as ours takes outputs. */
const TAKEN_AT_ONCE = 500;
/** Batches that are on their way at the same time, for everybody: executions that a clock hands out at once. */
const { EXECUTIONS_AT_ONCE } = pace;

/** Conversations in a second: all opened, every second answered before its time, the others reminded four times. */
export async function compareRivals(
	postgres: PostgresServer,
	redis: RedisServer,
	installed: Rivals,
	{ count, rounds }: { count: number; rounds: number },
): Promise<Comparison[]> {
	const rivals: Array<[name: string, run: (round: number) => Promise<number>]> = [
		['BullMQ', async (round) => await bullMq(installed, redis, `benchmark-${round}`, count)],
		['pg-boss', async (round) => await pgBoss(installed, postgres, `pgboss_${round}`, count)],
		[
			'graphile-worker',
			async (round) => await graphileWorker(installed, postgres, `graphile_${round}`, count),
		],
	];
	const comparisons: Comparison[] = [];
	for (const [rival, run] of rivals) {
		const ours: number[] = [];
		const theirs: number[] = [];
		for (let round = 0; round < rounds; round += 1) {
			ours.push(
				await product(
					postgres,
					`${rival.replaceAll(/\W/g, '').toLowerCase()}_${round}_ours`,
					count,
				),
			);
			theirs.push(await run(round));
		}
		comparisons.push({
			measure: 'conversations/s',
			setting: 'Postgres',
			rival,
			ours,
			theirs,
			goal: 1,
		});
	}
	return comparisons;
}

async function product(postgres: PostgresServer, schema: string, count: number): Promise<number> {
	const clock = new HandClock();
	const store = await openPostgres({ ...postgres.settings, schema }, clock);
	const engine = newEngine(store);
	const jobSource = engine.jobSourceOf(SCOPE);
	let reminders = 0;
	const perSecond = await rate(count, async () => {
		await atOnce(chunks(range(0, count), BATCH), async (some) => {
			await engine.track(
				SCOPE,
				some.map((number) => message(number, 60_000)),
			);
		});
		await atOnce(chunks(range(0, count / 2), BATCH), async (some) => {
			await engine.track(SCOPE, some.map(reply));
		});
		for (let reminder = 0; reminder < REPEATS; reminder += 1) {
			clock.set(clock.now() + 660_000);
			await untilNothing(async () => {
				const { jobs } = await jobSource.poll(TAKEN_AT_ONCE);
				if (jobs.length === 0) return 0;
				const tokens = jobs.map(({ token }) => token);
				const gatedOutputs = await engine.passGate(SCOPE, tokens);
				reminders += gatedOutputs.filter(
					(gatedOutput) => gatedOutput?.claim.output === 'reminder',
				).length;
				await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
				return jobs.length;
			});
		}
	});
	await store.close();
	check('ours', reminders, count);
	return perSecond;
}

/** "Process step jobs": the processor delays the job anew. */
async function bullMq(
	{ bullMq: { DelayedError, Queue, Worker }, ioRedis: { Redis } }: Rivals,
	redis: RedisServer,
	name: string,
	count: number,
): Promise<number> {
	const connection = new Redis(redis.port, '127.0.0.1', { maxRetriesPerRequest: null });
	const queue = new Queue(name, { connection, defaultJobOptions: { removeOnComplete: true } });
	await queue.waitUntilReady();
	let reminders = 0;
	const { promise: done, resolve } = Promise.withResolvers<void>();
	const jobId = (number: number) => keyOf(number).replaceAll(':', '-');
	const perSecond = await rate(count, async () => {
		await atOnce(chunks(range(0, count), BATCH), async (some) => {
			await queue.addBulk(
				some.map((number) => ({
					name: 'reminder',
					data: message(number, 0),
					// Those that are answered are answered before their time.
					opts: { jobId: jobId(number), delay: number < count / 2 ? 600_000 : 1 },
				})),
			);
		});
		await atOnce(chunks(range(0, count / 2), BATCH), async (some) => {
			await Promise.all(some.map(async (number) => await queue.remove(jobId(number))));
		});
		const worker = new Worker(
			name,
			async (job: any, token: string) => {
				reminders += 1;
				if (reminders === (count / 2) * REPEATS) resolve();
				if (job.attemptsStarted === REPEATS) return;
				await job.moveToDelayed(Date.now() + 1, token);
				throw new DelayedError();
			},
			{ connection, concurrency: TAKEN_AT_ONCE },
		);
		await done;
		await worker.close();
	});
	await queue.close();
	connection.disconnect();
	check('BullMQ', reminders, count);
	return perSecond;
}

/** The job fails, and is retried, until it has been tried as often as it is to be reminded. */
async function pgBoss(
	{ pgBoss: { PgBoss } }: Rivals,
	postgres: PostgresServer,
	schema: string,
	count: number,
): Promise<number> {
	const boss = new PgBoss({
		connectionString: postgres.url,
		schema,
		supervise: false,
		schedule: false,
	});
	await boss.start();
	await boss.createQueue('reminders');
	let reminders = 0;
	const perSecond = await rate(count, async () => {
		await atOnce(chunks(range(0, count), BATCH), async (some) => {
			await boss.insert(
				'reminders',
				some.map((number) => ({
					id: pgBossId(number),
					data: message(number, 0),
					startAfter: number < count / 2 ? 600 : 0,
					retryLimit: REPEATS - 1,
					retryDelay: 0,
				})),
			);
		});
		await atOnce(chunks(range(0, count / 2), BATCH), async (some) => {
			await boss.cancel('reminders', some.map(pgBossId));
		});
		await untilNothing(async () => {
			const jobs: Array<{ id: string; retryCount: number }> = await boss.fetch('reminders', {
				batchSize: TAKEN_AT_ONCE,
				includeMetadata: true,
			});
			reminders += jobs.length;
			const idsOf = (some: typeof jobs) => some.map(({ id }) => id);
			const again = idsOf(jobs.filter(({ retryCount }) => retryCount < REPEATS - 1));
			const done = idsOf(jobs.filter(({ retryCount }) => retryCount === REPEATS - 1));
			if (again.length > 0) await boss.fail('reminders', again);
			if (done.length > 0) await boss.complete('reminders', done);
			return jobs.length;
		});
	});
	await boss.stop({ graceful: false });
	check('pg-boss', reminders, count);
	return perSecond;
}

/** The job adds itself anew under its key: its own retries come after seconds that nobody can set. */
async function graphileWorker(
	{ graphileWorker: { Logger, makeWorkerUtils, run } }: Rivals,
	postgres: PostgresServer,
	schema: string,
	count: number,
): Promise<number> {
	const worker = {
		connectionString: postgres.url,
		schema,
		concurrentJobs: TAKEN_AT_ONCE,
		pollInterval: 100,
		localQueue: { size: TAKEN_AT_ONCE },
		completeJobBatchDelay: 0,
	};
	const preset = { worker: { ...worker, logger: new Logger(() => () => undefined) } };
	const utils = await makeWorkerUtils({ preset });
	await utils.migrate();
	let reminders = 0;
	const { promise: done, resolve } = Promise.withResolvers<void>();
	const perSecond = await rate(count, async () => {
		await atOnce(chunks(range(0, count), BATCH), async (some) => {
			await utils.addJobs(
				some.map((number) => ({
					identifier: 'remind',
					payload: { key: keyOf(number), left: REPEATS, message: message(number, 0) },
					jobKey: keyOf(number),
					runAt: new Date(Date.now() + (number < count / 2 ? 600_000 : 0)),
				})),
			);
		});
		await atOnce(chunks(range(0, count / 2), BATCH), async (some) => {
			await utils.withPgClient(async (client: any) => {
				const sql = `SELECT "${schema}".remove_job(key) FROM unnest($1::text[]) AS key`;
				await client.query(sql, [some.map(keyOf)]);
			});
		});
		const taskList = {
			async remind({ key, left, message: about }: any, { addJob }: any) {
				reminders += 1;
				if (reminders === (count / 2) * REPEATS) resolve();
				if (left === 1) return;
				await addJob('remind', { key, left: left - 1, message: about }, { jobKey: key });
			},
		};
		const runner = await run({ preset, taskList });
		await done;
		await runner.stop();
	});
	await utils.release();
	check('graphile-worker', reminders, count);
	return perSecond;
}

/** In the form of a UUID. */
function pgBossId(number: number): string {
	const hash = createHash('sha1').update(keyOf(number)).digest('hex');
	return hash.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}

async function atOnce<Batch>(
	batches: Batch[],
	work: (batch: Batch) => Promise<void>,
): Promise<void> {
	const left = [...batches];
	await untilNothing(async () => {
		const batch = left.shift();
		if (batch) await work(batch);
		return batch ? 1 : 0;
	});
}

/** @param work how much there was to do. */
async function untilNothing(work: () => Promise<number>): Promise<void> {
	const hand = async () => {
		while ((await work()) > 0);
	};
	await Promise.all(Array.from({ length: EXECUTIONS_AT_ONCE }, hand));
}

/** @throws when it did not do the job. */
function check(who: string, reminders: number, count: number): void {
	const expected = (count / 2) * REPEATS;
	if (reminders !== expected)
		throw new Error(`${who} reminded ${reminders} times, not ${expected}`);
}
