import type { Pool } from 'pg';

import { systemClock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import type { OtherProcesses } from '../store';

const CHANNEL = 'until_replied';
const RECONNECT_AFTER = 2 * SECOND;
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
		private readonly pool: Pool,
		private readonly schema: string,
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
		await this.pool
			.query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [
				CHANNEL,
				payloads,
			])
			.catch(() => undefined);
	}

	/** Keeps one connection that listens, until the end. */
	private async listen(): Promise<void> {
		while (!this.closing.signal.aborted) {
			await this.listenOnce().catch(() => undefined);
			await systemClock.sleep(RECONNECT_AFTER, this.closing.signal);
		}
	}

	private async listenOnce(): Promise<void> {
		const connection = await this.pool.connect();
		const end = new Promise<void>((resolve) => {
			connection.once('error', () => resolve());
			connection.once('end', () => resolve());
			if (this.closing.signal.aborted) resolve();
			this.closing.signal.addEventListener('abort', () => resolve());
		});
		connection.on('notification', ({ payload = '' }) => this.hear(payload));
		try {
			await connection.query(`LISTEN ${CHANNEL}`);
			await end;
		} finally {
			connection.release(true);
		}
	}

	private hear(payload: string): void {
		const space = payload.indexOf(' ');
		if (payload.slice(0, space) !== this.schema) return;
		for (const listener of this.listeners) listener(payload.slice(space + 1));
	}
}
