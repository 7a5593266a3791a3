import { systemClock } from '../../time/clock';
import type { OtherProcesses } from '../store';
import type { PostgresConnection, PostgresConnections } from './connections';
import type { Limits } from './limits';

const CHANNEL = 'until_replied';
/** What many ask for at the same time is told once. */
const GATHER_FOR = 10;
const NEVER = new AbortController().signal;

/**
 * How processes that share a store tell one another that something may be due
 * (LISTEN and NOTIFY). A hint, sent after the commit: where one is lost, the
 * clock of the node finds out when it looks by itself.
 */
export class PostgresWakes implements OtherProcesses {
	private readonly listeners = new Set<(scope: string) => void>();

	private readonly untold = new Set<string>();

	private readonly closing = new AbortController();

	private listening: Promise<void> | undefined;

	constructor(
		private readonly connections: PostgresConnections,
		private readonly schema: string,
		private readonly limits: Limits,
	) {}

	wake(scope: string): void {
		if (this.untold.size === 0) void this.tell();
		this.untold.add(scope);
	}

	onWake(listener: (scope: string) => void): void {
		this.listeners.add(listener);
		this.listening ??= this.listen();
	}

	async close(): Promise<void> {
		this.closing.abort();
		await this.listening;
	}

	private async tell(): Promise<void> {
		await systemClock.sleep(GATHER_FOR, NEVER);
		const payloads = [...this.untold].map((scope) => `${this.schema} ${scope}`);
		this.untold.clear();
		await this.using(async (connection) => {
			await connection.query(
				{
					text: 'SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload',
					values: [CHANNEL, payloads],
				},
				this.limits.lock,
			);
			return { isBroken: false };
		}).catch(() => undefined);
	}

	/** Keeps one connection that listens, until the end. */
	private async listen(): Promise<void> {
		while (!this.closing.signal.aborted) {
			await this.listenOnce().catch(() => undefined);
			await systemClock.sleep(this.limits.answer, this.closing.signal);
		}
	}

	private async listenOnce(): Promise<void> {
		await this.using(async (connection) => {
			const ended = new AbortController();
			const end = () => ended.abort();
			const { client } = connection;
			client.once('error', end);
			client.once('end', end);
			client.on('notification', ({ payload = '' }) => this.hear(payload));
			if (this.closing.signal.aborted) end();
			this.closing.signal.addEventListener('abort', end, { signal: ended.signal });
			await connection.query(`LISTEN ${CHANNEL}`, this.limits.lock);
			while (!ended.signal.aborted) {
				await systemClock.sleep(this.limits.ping, ended.signal);
				// One that fell silent would be waited for without end.
				if (!ended.signal.aborted) await connection.query('SELECT 1', this.limits.lock);
			}
			return { isBroken: true };
		});
	}

	private async using(
		work: (connection: PostgresConnection) => Promise<{ isBroken: boolean }>,
	): Promise<void> {
		const connection = await this.connections.take();
		let isBroken = true;
		try {
			({ isBroken } = await work(connection));
		} finally {
			connection.release(isBroken);
		}
	}

	private hear(payload: string): void {
		const space = payload.indexOf(' ');
		if (payload.slice(0, space) !== this.schema) return;
		for (const listener of this.listeners) listener(payload.slice(space + 1));
	}
}
