import type { QueryResult } from 'pg';

import { systemClock, type Clock } from '../../time/clock';
import { PostgresClock } from './clock';
import { PostgresConnections, type PostgresConnection } from './connections';
import {
	explainedPostgres,
	isConflict,
	mayBeLongPause,
	isLostConnection,
	isTooSlow,
	OutcomeUnknown,
	SilentConnection,
} from './errors';
import { lockNumbers } from './keys';
import { LIMITS, type Limits } from './limits';
import { migratePostgres } from './migrate';
import type { PostgresSettings } from './connectionSettings';
import type { Server } from './statements';
import { PostgresTransaction } from './transaction';
import { PostgresWakes } from './wakes';
import { APPLICATION_ID } from '../applicationId';
import { SetBackWatch } from '../setBackWatch';
import { StoreError, type Priority, type Store, type Warn } from '../store';

const TRIES_AT_CONFLICT = 10;
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
 * - Whatever reads an escalation to change it writes it only if nobody else has
 *   since (`xmin`, "System Columns"); else the server refuses, and all of it is
 *   done again: a claim, a gate, a settlement and a reply to the same escalation
 *   follow one another. That is enough for what finds escalations by their rows
 *   and names no key, although it may end them: a claim (by silence), the search
 *   for orphans.
 * - Claims lock what they take and skip what is locked (FOR UPDATE SKIP LOCKED), so
 *   that two clocks of one node, while the leader changes, never hand out the same
 *   output twice.
 * - Time is the server's, read when all advisory locks are had.
 * - Who meets a deadlock or waits too long for a lock starts again, and so does
 *   who stood still for so long that the server gave its locks to others.
 *
 * A connection that falls silent is lost like one that breaks: every statement
 * has a limit, at the server and, in case nothing comes from there, here.
 */
export class PostgresStore implements Store {
	readonly clock: Clock;

	readonly others: PostgresWakes;

	private readonly connections: PostgresConnections;

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
		private readonly limits: Limits = LIMITS,
		private readonly warn?: Warn,
	) {
		this.clock = testClock ?? this.serverClock;
		this.connections = new PostgresConnections(settings, limits);
		this.others = new PostgresWakes(this.connections, settings.schema, limits);
	}

	/** Makes sure that there is a store of this version. */
	async prepare(): Promise<void> {
		try {
			const connection = await this.connections.take();
			let isBroken = true;
			try {
				const migrated = migratePostgres(connection.client, this.settings.schema);
				await connection.within(migrated, this.limits.longStatement);
				isBroken = false;
			} finally {
				connection.release(isBroken);
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
		priority?: Priority,
	): Promise<Result> {
		if (this.closing) throw new StoreError('The escalation store is closed', 'Restart n8n.');
		const locks = lockNumbers(this.settings.schema, conversations);
		const result = this.persevere(work, locks, priority === 'urgent');
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
			await this.connections.close();
		})();
		await this.closing;
	}

	/** Again from the beginning where that is known to be harmless: nothing of the first time stays. */
	private async persevere<Result>(
		work: PostgresWork<Result>,
		locks: number[],
		isUrgent: boolean,
	): Promise<Result> {
		const { limits } = this;
		const beganAt = performance.now();
		let { statement: limit, pause } = limits;
		let conflicts = 0;
		let losses = 0;
		for (;;) {
			try {
				return await this.attempt(work, locks, isUrgent, { limit, pause });
			} catch (error) {
				const isUnknown = error instanceof OutcomeUnknown;
				if ((isUnknown ? error.cause : error) instanceof SilentConnection) {
					this.connections.discardIdle();
				}
				if (isUnknown) throw error;
				if (mayBeLongPause(error)) pause = limits.longPause;
				if (isConflict(error) && conflicts < TRIES_AT_CONFLICT) {
					conflicts += 1;
					// Not all at once again.
					await systemClock.sleep(Math.random() * 10 * 2 ** conflicts, NEVER);
				} else if (isTooSlow(error) && limit < limits.longStatement) {
					limit = limits.longStatement;
				} else if (
					isLostConnection(error) &&
					// Once in any case: silence lasts longer than a restart, and a server that ended a large transaction for its pauses hangs up while it is spoken to.
					(losses === 0 || performance.now() - beganAt < limits.restart)
				) {
					losses += 1;
					await systemClock.sleep(200, NEVER);
				} else {
					throw error;
				}
			}
		}
	}

	private async attempt<Result>(
		work: PostgresWork<Result>,
		locks: number[],
		isUrgent: boolean,
		{ limit, pause }: { limit: number; pause: number },
	): Promise<Result> {
		const connection = await this.connections.take(isUrgent);
		const { answer } = this.limits;
		let isBroken = true;
		let transaction: PostgresTransaction | undefined;
		try {
			const time = await this.begin(connection, locks, { limit, pause });
			this.serverClock.set(time);
			const server: Server = {
				pause,
				// Each waits for those before it.
				ask: async (statement, ahead, sending) =>
					await connection.query(statement, limit * (ahead + 1) + answer + sending),
			};
			const now = this.testClock?.now() ?? time;
			transaction = new PostgresTransaction(server, now, this.warn);
			if (this.watch.isSetBack(now)) await transaction.moveBack();
			const result = await work(transaction);
			await transaction.commit();
			this.watch.note(now);
			isBroken = false;
			return result;
		} catch (thrown) {
			// Of a connection that is lost no more is to be heard.
			const error = isLostConnection(thrown) ? thrown : await causeOf(thrown, transaction);
			if (!(error instanceof OutcomeUnknown) && !isLostConnection(error)) {
				isBroken = await connection.query('ROLLBACK', this.limits.lock + answer).then(
					() => false,
					() => true,
				);
			}
			throw error;
		} finally {
			connection.release(isBroken);
		}
	}

	/** Begins, takes the locks in their order, and reads the time, all in one message. */
	private async begin(
		connection: PostgresConnection,
		locks: number[],
		{ limit, pause }: { limit: number; pause: number },
	): Promise<number> {
		const { lock, answer } = this.limits;
		const results = await connection.query(
			[
				'BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE',
				// Not of the connection but of the transaction, so that a pooler between may share connections.
				`SET LOCAL search_path TO "${this.settings.schema}"`,
				`SET LOCAL lock_timeout TO ${lock}`,
				`SET LOCAL statement_timeout TO ${limit}`,
				`SET LOCAL idle_in_transaction_session_timeout TO ${pause}`,
				// One row after the other, in their order.
				`SELECT pg_advisory_xact_lock(${APPLICATION_ID}, lock) FROM unnest('{${locks.join()}}'::integer[]) AS lock`,
				'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now',
			].join(';'),
			// Whoever holds one of the locks ends, or stands still and loses it.
			lock + answer,
		);
		const last = (results as unknown as QueryResult[]).at(-1);
		return Number(last?.rows[0].now);
	}
}

/** The store of these settings, made where it is missing. @throws {StoreError} */
export async function openPostgresStore(
	settings: PostgresSettings,
	warn?: Warn,
): Promise<PostgresStore> {
	const store = new PostgresStore(settings, undefined, LIMITS, warn);
	try {
		await store.prepare();
		return store;
	} catch (error) {
		await store.close();
		throw error;
	}
}

async function causeOf(thrown: unknown, transaction?: PostgresTransaction): Promise<unknown> {
	return transaction ? await transaction.causeOf(thrown) : thrown;
}
