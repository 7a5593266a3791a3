import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { endWithUs } from '../process/endWithUs.mts';
import { freePort } from '../process/freePort.mts';

/** Debian's `redis-server`, on 127.0.0.1 and a free port. What it was told is on the disk (appendfsync always). */
export class RedisServer {
	readonly port: number;

	private readonly folder = mkdtempSync(join(tmpdir(), 'until-replied-redis-'));

	private process: ChildProcess | undefined;

	private constructor(port: number) {
		this.port = port;
	}

	static async start(): Promise<RedisServer> {
		const server = new RedisServer(await freePort());
		await server.begin();
		return server;
	}

	/** Starts again what `end` ended. */
	async begin(): Promise<void> {
		const settings = {
			port: this.port,
			bind: '127.0.0.1',
			dir: this.folder,
			appendonly: 'yes',
			appendfsync: 'always',
		};
		const child = spawn(
			'redis-server',
			Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]),
			{ stdio: ['ignore', 'pipe', 'inherit'] },
		);
		this.process = child;
		endWithUs(child, this.folder);
		let log = '';
		await new Promise<void>((resolve, reject) => {
			child.once('error', reject);
			child.once('exit', () => reject(new Error(`redis-server ended: ${log}`)));
			child.stdout.on('data', (text: Buffer) => {
				log += text.toString();
				if (log.includes('Ready to accept connections')) resolve();
			});
		});
	}

	async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
		const child = this.process;
		if (!child) return;
		this.process = undefined;
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill(signal);
		await ended;
	}

	async stop(): Promise<void> {
		await this.end('SIGKILL');
		rmSync(this.folder, { recursive: true, force: true });
	}
}
