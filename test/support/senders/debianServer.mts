import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { request } from 'undici';

import { until } from '../n8n/n8nApi.mts';
import { endWithUs } from '../process/endWithUs.mts';
import { freePort } from '../process/freePort.mts';

interface Options {
	/** What Debian calls the program and the package that has it. */
	command: string;
	/** Its configuration, as YAML. JSON is. */
	config: object;
	/** Other files that the configuration names, by their paths in the same folder. */
	files?: Record<string, object>;
	/** What it is started with, besides its configuration. */
	arguments: (place: { folder: string; address: string }) => string[];
}

/** A server of Debian, on 127.0.0.1 and a free port, which says at `/-/ready` that it is. Whoever starts it stops it. */
export class DebianServer {
	readonly url: string;

	private readonly folder: string;

	private readonly child: ChildProcess;

	private constructor(url: string, folder: string, child: ChildProcess) {
		this.url = url;
		this.folder = folder;
		this.child = child;
	}

	/** @throws what to install, where it is missing. */
	static async start({ command, config, files = {}, ...options }: Options): Promise<DebianServer> {
		const folder = mkdtempSync(join(tmpdir(), `until-replied-${command}-`));
		for (const [name, content] of Object.entries({ ...files, 'config.yml': config })) {
			writeFileSync(join(folder, name), JSON.stringify(content));
		}
		const address = `127.0.0.1:${await freePort()}`;
		const log = openSync(join(folder, 'log'), 'a');
		const child = spawn(
			command,
			[
				`--config.file=${join(folder, 'config.yml')}`,
				`--web.listen-address=${address}`,
				...options.arguments({ folder, address }),
			],
			{ cwd: folder, stdio: ['ignore', log, log] },
		);
		closeSync(log);
		await once(child, 'spawn').catch((error: NodeJS.ErrnoException) => {
			rmSync(folder, { recursive: true, force: true });
			if (error.code !== 'ENOENT') throw error;
			throw new Error(`${command} is missing. Install it: apt-get install ${command}`);
		});
		endWithUs(child, folder);
		const server = new DebianServer(`http://${address}`, folder, child);
		try {
			await until(`${command} is ready`, async () => await server.isReady());
			return server;
		} catch (error) {
			await server.stop();
			throw error;
		}
	}

	/** What it has written so far. */
	log(): string {
		return readFileSync(join(this.folder, 'log'), 'utf8');
	}

	/** It stands still, as on a machine that has too much to do. */
	pause(): void {
		this.child.kill('SIGSTOP');
	}

	resume(): void {
		this.child.kill('SIGCONT');
	}

	async stop(): Promise<void> {
		if (this.child.exitCode === null && this.child.signalCode === null) {
			const ended = once(this.child, 'exit');
			this.child.kill('SIGKILL');
			await ended;
		}
		rmSync(this.folder, { recursive: true, force: true });
	}

	private async isReady(): Promise<boolean> {
		if (this.child.exitCode !== null || this.child.signalCode !== null) {
			throw new Error(
				`${this.child.spawnfile} ended. Its last words:\n${this.log().slice(-3_000)}`,
			);
		}
		try {
			const { statusCode, body } = await request(`${this.url}/-/ready`);
			await body.dump();
			return statusCode === 200;
		} catch {
			return false;
		}
	}
}
