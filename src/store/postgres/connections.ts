import { Pool, type ClientBase, type PoolClient, type QueryConfig, type QueryResult } from 'pg';

import { systemClock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import { inTime } from '../../time/inTime';
import type { PostgresSettings } from './connectionSettings';
import { tlsOf } from './encryption';
import { isLostConnection, SilentConnection } from './errors';
import { GatheringSocket } from './gatheringSocket';
import type { Limits } from './limits';

/** Of ten connections. */
const RESERVED = 2;

/**
 * One connection, for as long as somebody has it. What is asked is answered in
 * time, or the connection counts as dead: the driver itself would go on waiting,
 * and give the late answer to the next question.
 */
export class PostgresConnection {
	/** What the server said when it ended the connection, while nothing was asked. */
	private farewell: Error | undefined;

	private readonly hear = (error: Error) => {
		this.farewell ??= error;
	};

	constructor(readonly client: PoolClient) {
		client.on('error', this.hear);
	}

	/** @throws {SilentConnection} after which it is good for nothing but `release`. */
	async query(statement: string | QueryConfig, limit: number): Promise<QueryResult> {
		return await this.within(this.client.query(statement), limit);
	}

	/** The same, for work that has the client itself. */
	async within<Result>(work: Promise<Result>, limit: number): Promise<Result> {
		try {
			return await inTime(work, limit, () => new SilentConnection(limit), systemClock);
		} catch (error) {
			throw this.farewell ?? error;
		}
	}

	/** @param isBroken whether it is closed instead of used again; at once, when an answer is due. */
	release(isBroken: boolean): void {
		this.client.off('error', this.hear);
		if (isBroken) close(this.client);
		else this.client.release();
	}
}

/** The connections of one process: for all work, and some that only what is urgent takes when the others are busy. */
export class PostgresConnections {
	private readonly shared: Pool;

	private readonly reserved: Pool;

	constructor(settings: PostgresSettings, limits: Limits) {
		const reserved = Math.min(RESERVED, Math.ceil(settings.poolSize / 5));
		this.shared = newPool(settings, limits, settings.poolSize - reserved);
		this.reserved = newPool(settings, limits, reserved);
	}

	async take(isUrgent = false): Promise<PostgresConnection> {
		const pool = isUrgent && isBusy(this.shared) ? this.reserved : this.shared;
		return new PostgresConnection(await pool.connect());
	}

	/** Closes those that nobody uses: where one fell silent, they have as well. */
	discardIdle(): void {
		for (const pool of [this.shared, this.reserved]) {
			for (let left = pool.idleCount; left > 0; left -= 1)
				pool.connect().then(cut, () => undefined);
		}
	}

	/** Resolves when all are given back. */
	async close(): Promise<void> {
		await Promise.all([this.shared.end(), this.reserved.end()]);
	}
}

function newPool(settings: PostgresSettings, limits: Limits, max: number): Pool {
	const { host, port, database, user, password } = settings;
	const pool = new Pool({
		host,
		port,
		database,
		user,
		password,
		ssl: tlsOf(settings),
		max,
		connectionTimeoutMillis: limits.connection,
		idleTimeoutMillis: 30 * SECOND,
		keepAlive: true,
		keepAliveInitialDelayMillis: 10 * SECOND,
		// What is sent together is done without waiting in between, see `PostgresStatements`.
		pipeline: true,
		stream: () => new GatheringSocket(),
		application_name: 'n8n-nodes-until-replied',
		onConnect: async (client) => await setUp(client, limits),
	});
	// A connection that breaks fails the query that uses it; when nobody uses it, nobody has to hear of it.
	pool.on('error', () => undefined);
	pool.on('connect', (client) => client.on('error', () => undefined));
	return pool;
}

/**
 * A process that stands still takes no more of an answer once the buffers are
 * full, and the server waits for it, with all its locks, where no other limit
 * counts. The setting is Linux's; without it the server says so in its log.
 *
 * @throws {SilentConnection}
 */
async function setUp(client: ClientBase, { pause, connection }: Limits): Promise<void> {
	const set = client.query(`SET tcp_user_timeout TO ${pause}`).catch((error: unknown) => {
		if (isLostConnection(error)) throw error;
	});
	await inTime(set, connection, () => new SilentConnection(connection), systemClock);
}

/** At once: the driver says goodbye, and waits for an answer to it, where nothing was asked. */
function cut(client: PoolClient): void {
	client.query('SELECT 1').catch(() => undefined);
	close(client);
}

/** Where answers are due, a pipeline waits for them before it closes: not for one that has fallen silent. */
function close(client: PoolClient): void {
	Object.assign(client, { pipeline: false });
	client.release(true);
}

function isBusy(pool: Pool): boolean {
	const isFull = pool.totalCount >= pool.options.max;
	return pool.waitingCount > 0 || (isFull && pool.idleCount === 0);
}
