import { Pool, type PoolClient, type QueryResult } from 'pg';

import { systemClock, type Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import { PostgresClock } from './clock';
import { tlsOf } from './encryption';
import { explainedPostgres, isConflict, isLostConnection } from './errors';
import { GatheringSocket } from './gatheringSocket';
import { lockNumbers } from './keys';
import { migratePostgres } from './migrate';
import type { PostgresSettings } from './connectionSettings';
import { OutcomeUnknown } from './statements';
import { PostgresTransaction } from './transaction';
import { PostgresWakes } from './wakes';
import { APPLICATION_ID } from '../applicationId';
import { SetBackWatch } from '../setBackWatch';
import { StoreError, type Store, type Warn } from '../store';

/** How long a transaction waits for another one's locks. */
const WAIT_FOR_LOCKS = 5 * SECOND;
/** A process that stands still in the middle of a transaction does not hold up the others for longer. */
const LONGEST_PAUSE = 30 * SECOND;
const TRIES_AT_CONFLICT = 10;
/** As long as a server takes to restart, and shorter than a source waits for its answer. */
const LONGEST_LOSS = 4 * SECOND;
const NEVER = new AbortController().signal;

type PostgresWork<Result> = (transaction: PostgresTransaction) => Promise<Result>;

/**
 * A store that many n8n processes share, in a Postgres database.
 *
 * Transactions run at READ COMMITTED, at the same time, in many processes.
 * What keeps them apart:
 * - Whatever finds conversations by their keys, to open, answer, change or end
 *   them, names the keys and takes an advisory lock on each first, so that "there
 *   is none open" and "nobody replied" stay true until the commit. A unique index
 *   stands behind it.
 * - Whatever reads an escalation to change it locks its row, and reads the row
 *   and the count of its reminders only then, by a statement of its own: a claim, a
 *   gate, a settlement and a reply to the same escalation follow one another.
 *   That is enough for what finds escalations by their rows and names no key,
 *   although it may end them: a claim (by silence), the gate (by Exhausted) and
 *   the search for orphans.
 * - Claims skip what is locked (FOR UPDATE SKIP LOCKED), so that two clocks of
 *   one node, while the leader changes, never hand out the same output twice.
 * - Time is the server's, read when all advisory locks are had.
 * - Who meets a deadlock or waits too long for a lock starts again.
 */
export class PostgresStore implements Store {
	readonly clock: Clock;

	readonly others: PostgresWakes;

	private readonly pool: Pool;

	private readonly running = new Set<Promise<unknown>>();

	private closing: Promise<void> | undefined;

	private readonly serverClock = new PostgresClock();

	private readonly watch = new SetBackWatch();

	/**
	 * @param testClock in place of the server's, for tests.
	 * @param warn told what whoever runs n8n should see to.
	 */
	constructor(
		private readonly settings: PostgresSettings,
		private readonly testClock?: Clock,
		private readonly warn?: Warn,
	) {
		this.clock = testClock ?? this.serverClock;
		this.pool = new Pool(poolConfig(settings));
		// A connection that breaks fails the query that uses it; when nobody uses it, nobody has to hear of it.
		this.pool.on('error', () => undefined);
		this.pool.on('connect', (client) => client.on('error', () => undefined));
		this.others = new PostgresWakes(this.pool, settings.schema);
	}

	/** Makes sure that there is a store of this version. */
	async prepare(): Promise<void> {
		try {
			const client = await this.pool.connect();
			try {
				await migratePostgres(client, this.settings.schema);
			} finally {
				client.release();
			}
			// And that the clock tells the server's time from the beginning.
			await this.transaction(async () => undefined);
		} catch (error) {
			throw explainedPostgres(error, this.settings);
		}
	}

	async transaction<Result>(
		work: PostgresWork<Result>,
		conversations: string[] = [],
	): Promise<Result> {
		if (this.closing) throw new StoreError('The escalation store is closed', 'Restart n8n.');
		const locks = lockNumbers(this.settings.schema, conversations);
		const result = this.persevere(work, locks);
		this.running.add(result);
		try {
			return await result;
		} catch (error) {
			throw explainedPostgres(error, this.settings);
		} finally {
			this.running.delete(result);
		}
	}

	async close(): Promise<void> {
		this.closing ??= (async () => {
			await Promise.allSettled(this.running);
			await this.others.close();
			await this.pool.end();
		})();
		await this.closing;
	}

	/** Again from the beginning where that is known to be harmless: nothing of the first time stays. */
	private async persevere<Result>(work: PostgresWork<Result>, locks: number[]): Promise<Result> {
		let conflicts = 0;
		const beganAt = performance.now();
		for (;;) {
			try {
				return await this.attempt(work, locks);
			} catch (error) {
				if (error instanceof OutcomeUnknown) throw error.cause;
				if (isConflict(error) && conflicts < TRIES_AT_CONFLICT) {
					conflicts += 1;
					// Not all at once again.
					await systemClock.sleep(Math.random() * 10 * 2 ** conflicts, NEVER);
				} else if (isLostConnection(error) && performance.now() - beganAt < LONGEST_LOSS) {
					await systemClock.sleep(200, NEVER);
				} else {
					throw error;
				}
			}
		}
	}

	private async attempt<Result>(work: PostgresWork<Result>, locks: number[]): Promise<Result> {
		const client = await this.pool.connect();
		let isBroken = true;
		let transaction: PostgresTransaction | undefined;
		try {
			const time = await begin(client, this.settings.schema, locks);
			this.serverClock.set(time);
			transaction = new PostgresTransaction(client, this.testClock?.now() ?? time, this.warn);
			if (this.watch.isSetBack(transaction.now)) await transaction.moveBack();
			const result = await work(transaction);
			await transaction.commit();
			this.watch.note(transaction.now);
			isBroken = false;
			return result;
		} catch (thrown) {
			const error = (await transaction?.causeOf(thrown)) ?? thrown;
			if (!(error instanceof OutcomeUnknown) && !isLostConnection(error)) {
				isBroken = await client.query('ROLLBACK').then(
					() => false,
					() => true,
				);
			}
			throw error;
		} finally {
			client.release(isBroken);
		}
	}
}

/** The store of these settings, made where it is missing. @throws {StoreError} */
export async function openPostgresStore(
	settings: PostgresSettings,
	warn?: Warn,
): Promise<PostgresStore> {
	const store = new PostgresStore(settings, undefined, warn);
	try {
		await store.prepare();
		return store;
	} catch (error) {
		await store.close();
		throw error;
	}
}

/** Begins, takes the locks in their order, and reads the time, all in one message. */
async function begin(client: PoolClient, schema: string, locks: number[]): Promise<number> {
	const results = await client.query(
		[
			'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
			// Not of the connection but of the transaction, so that a pooler between may share connections.
			`SET LOCAL search_path TO "${schema}"`,
			`SET LOCAL lock_timeout TO ${WAIT_FOR_LOCKS}`,
			`SET LOCAL idle_in_transaction_session_timeout TO ${LONGEST_PAUSE}`,
			// One row after the other, in their order.
			`SELECT pg_advisory_xact_lock(${APPLICATION_ID}, lock) FROM unnest('{${locks.join()}}'::integer[]) AS lock`,
			'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now',
		].join(';'),
	);
	const last = (results as unknown as QueryResult[]).at(-1);
	return Number(last?.rows[0].now);
}

function poolConfig(settings: PostgresSettings) {
	const { host, port, database, user, password, poolSize } = settings;
	return {
		host,
		port,
		database,
		user,
		password,
		ssl: tlsOf(settings),
		max: poolSize,
		connectionTimeoutMillis: 5 * SECOND,
		idleTimeoutMillis: 30 * SECOND,
		keepAlive: true,
		// What is sent together is done without waiting in between, see `PostgresStatements`.
		pipeline: true,
		stream: () => new GatheringSocket(),
		application_name: 'n8n-nodes-until-replied',
	};
}
