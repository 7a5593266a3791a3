import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { request } from 'undici';

import { freePort } from '../process/freePort.mts';
import { PATIENCE } from '../time/patience.mts';
import { n8nVersionFrom, settingsOf } from './realN8n.mts';

/** `start` is the main, alone or in queue mode; the others are of queue mode. */
export type N8nCommand = 'start' | 'webhook' | 'worker';

export interface N8nOptions {
	/** The folder that `realN8n` returned. */
	installation: string;
	/** n8n keeps its data in `.n8n` below it. */
	userFolder: string;
	port?: number;
	env?: NodeJS.ProcessEnv;
	command?: N8nCommand;
}

/** Characters of the log that an error shows. */
const LAST_WORDS = 3_000;
const MOST_TRIES = 3;

class EndedWhileStarting extends Error {}

/** One real n8n process on the loopback interface. */
export class N8nProcess {
	readonly options: N8nOptions;

	readonly port: number;

	readonly logFile: string;

	private child: ChildProcess | undefined;

	private constructor(options: N8nOptions, port: number) {
		this.options = options;
		this.port = port;
		this.logFile = join(options.userFolder, 'n8n.log');
	}

	get url(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	get pid(): number | undefined {
		return this.child?.pid;
	}

	static async start(options: N8nOptions): Promise<N8nProcess> {
		const port = options.port ?? (await freePort());
		await mkdir(options.userFolder, { recursive: true });
		const n8n = new N8nProcess(options, port);
		await n8n.start();
		return n8n;
	}

	/** Starts it again after `stop` or `kill`, on the same port and data. */
	async start(): Promise<void> {
		const { installation, userFolder, env, command = 'start' } = this.options;
		const log = openSync(this.logFile, 'a');
		const child = spawn(
			process.execPath,
			[join(installation, 'node_modules/n8n/bin/n8n'), command],
			{
				cwd: userFolder,
				env: {
					...process.env,
					N8N_USER_FOLDER: userFolder,
					N8N_HOST: '127.0.0.1',
					N8N_LISTEN_ADDRESS: '127.0.0.1',
					N8N_PORT: String(this.port),
					// A worker answers nothing but whether it is ready.
					...(command === 'worker' ? { QUEUE_HEALTH_CHECK_PORT: String(this.port) } : {}),
					N8N_EDITOR_BASE_URL: this.url,
					WEBHOOK_URL: `${this.url}/`,
					N8N_RUNNERS_BROKER_PORT: String(await freePort()),
					N8N_SECURE_COOKIE: 'false',
					N8N_DIAGNOSTICS_ENABLED: 'false',
					N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
					N8N_TEMPLATES_ENABLED: 'false',
					N8N_PERSONALIZATION_ENABLED: 'false',
					N8N_HIRING_BANNER_ENABLED: 'false',
					N8N_LOG_LEVEL: 'warn',
					// What it compiled at its first start it need not compile again.
					NODE_COMPILE_CACHE: join(installation, '.node-compile-cache'),
					NODE_OPTIONS: `--import ${new URL('../process/endWithParent.mjs', import.meta.url).href}`,
					...settingsOf(n8nVersionFrom(process.env)),
					...env,
				},
				// Not through us: writing to a pipe that nobody reads any more is an error that n8n would write again.
				stdio: ['ignore', log, log],
			},
		);
		closeSync(log);
		this.child = child;
		await this.waitUntilReady(child);
	}

	/** As a service manager does: again, when it ends while it starts. */
	async startAgain(): Promise<void> {
		for (let tries = 1; ; tries += 1) {
			try {
				await this.start();
				return;
			} catch (error) {
				if (!(error instanceof EndedWhileStarting) || tries === MOST_TRIES) throw error;
				console.log(error.message);
			}
		}
	}

	/** Asks it to end, as a restart of the service does. */
	async stop(): Promise<void> {
		await this.end('SIGTERM');
	}

	/** `kill -9`: it can save nothing. */
	async kill(): Promise<void> {
		await this.end('SIGKILL');
	}

	private async end(signal: NodeJS.Signals): Promise<void> {
		const child = this.child;
		this.child = undefined;
		if (!child || child.exitCode !== null || child.signalCode !== null) return;
		const ended = once(child, 'exit');
		child.kill(signal);
		const deadline = setTimeout(() => child.kill('SIGKILL'), 40_000);
		await ended;
		clearTimeout(deadline);
	}

	private async waitUntilReady(child: ChildProcess): Promise<void> {
		const deadline = Date.now() + PATIENCE;
		while (Date.now() < deadline) {
			const { exitCode, signalCode } = child;
			if (exitCode !== null || signalCode !== null) {
				const how = signalCode ?? `code ${exitCode}`;
				throw new EndedWhileStarting(
					`n8n ended by ${how} while starting. Its last words:\n${this.lastWords()}`,
				);
			}
			if (await this.answers()) return;
			await sleep(100);
		}
		const within = `within ${PATIENCE / 1_000} s`;
		throw new Error(`n8n did not start ${within}. Its last words:\n${this.lastWords()}`);
	}

	/** What it has written, from its first start on. */
	log(): string {
		return readFileSync(this.logFile, 'utf8');
	}

	/** The log itself may be removed with its folder before anybody can look at it. */
	private lastWords(): string {
		return this.log().trimEnd().slice(-LAST_WORDS);
	}

	private async answers(): Promise<boolean> {
		try {
			const { statusCode, body } = await request(`${this.url}/healthz/readiness`);
			await body.dump();
			return statusCode === 200;
		} catch {
			return false;
		}
	}
}
