import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';

import { cachedInstallation } from './cachedInstallation.mts';
import { freePort } from '../process/freePort.mts';
import { listen } from '../process/listen.mts';
import { until } from './n8nApi.mts';
import { root } from '../repository/root.mts';
import { run } from '../process/run.mts';

const NPM = 'registry.npmjs.org';

/**
 * An npm registry on loopback (verdaccio) that n8n and npm, both unchanged, take
 * for the public one. They reach it as they do behind a company's firewall: by a
 * proxy, whose certificate they are told to trust. The proxy leads nowhere else.
 *
 * Not by N8N_COMMUNITY_PACKAGES_REGISTRY: n8n wants a licence for that.
 */
export class Registry {
	/** What was asked for by the proxy and refused. */
	readonly refused: string[] = [];

	private readonly folder: string;

	private readonly port: number;

	private server!: ChildProcess;

	private readonly tunnels = new Set<Duplex>();

	private proxy!: Server;

	private constructor(folder: string, port: number) {
		this.folder = folder;
		this.port = port;
	}

	static async start(tell: (line: string) => void): Promise<Registry> {
		const installation = await cachedInstallation(
			{
				folder: join(root, 'test', 'e2e', 'registry'),
				name: 'registry',
				duration: 'half a minute',
				compiled: [],
				needs: 'the npm registry',
			},
			tell,
		);
		const registry = new Registry(
			await mkdtemp(join(tmpdir(), 'until-replied-registry-')),
			await freePort(),
		);
		await registry.makeCertificate();
		await registry.startServer(installation);
		await registry.startProxy();
		return registry;
	}

	async stop(): Promise<void> {
		// Tunnels are no connections of the proxy any more: it would wait for them.
		for (const tunnel of this.tunnels) tunnel.destroy();
		await new Promise((resolve) => this.proxy.close(resolve));
		if (this.server.exitCode === null) {
			const ended = once(this.server, 'exit');
			this.server.kill('SIGKILL');
			await ended;
		}
		await rm(this.folder, { recursive: true, force: true });
	}

	/** Publishes a tarball, as `npm publish` does. */
	async publish(tarball: string): Promise<void> {
		await run('npm', ['publish', tarball], { cwd: this.folder, env: this.env });
	}

	/** For a process that is to take this for the public registry. */
	get env(): NodeJS.ProcessEnv {
		const { port } = this.proxy.address() as AddressInfo;
		// npm prefers its own settings to the variables of the proxy, and those of "npm run" reach us too.
		const inherited = Object.entries(process.env).filter(
			([name]) => !/^(npm_config_|https?_proxy$|no_proxy$)/i.test(name),
		);
		return {
			...Object.fromEntries(inherited),
			...Object.fromEntries(
				Object.keys(process.env)
					.filter((name) => /^npm_config_/i.test(name))
					.map((name) => [name, undefined]),
			),
			HTTPS_PROXY: `http://127.0.0.1:${port}`,
			NO_PROXY: '127.0.0.1,localhost',
			NODE_EXTRA_CA_CERTS: join(this.folder, 'certificate.pem'),
			npm_config_userconfig: join(this.folder, 'npmrc'),
			npm_config_cache: join(this.folder, 'cache'),
			npm_config_update_notifier: 'false',
		};
	}

	private async makeCertificate(): Promise<void> {
		await run(
			'openssl',
			[
				...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'],
				...['-subj', `/CN=${NPM}`, '-addext', `subjectAltName=DNS:${NPM}`],
				...['-keyout', 'key.pem', '-out', 'certificate.pem'],
			],
			{ cwd: this.folder },
		);
		// Anybody may publish here; npm insists on a token all the same.
		await writeFile(
			join(this.folder, 'npmrc'),
			`registry=https://${NPM}/\n//${NPM}/:_authToken=anybody\n`,
		);
	}

	private async startServer(installation: string): Promise<void> {
		const config = {
			storage: join(this.folder, 'storage'),
			auth: { htpasswd: { file: join(this.folder, 'htpasswd'), max_users: -1 } },
			packages: { '**': { access: '$all', publish: '$all' } },
			https: { key: join(this.folder, 'key.pem'), cert: join(this.folder, 'certificate.pem') },
			log: { type: 'file', path: join(this.folder, 'log'), format: 'json', level: 'http' },
			web: { enable: false },
		};
		// JSON is YAML too.
		await writeFile(join(this.folder, 'config.yaml'), JSON.stringify(config));
		this.server = spawn(
			process.execPath,
			[
				join(installation, 'node_modules/verdaccio/bin/verdaccio'),
				...['--config', 'config.yaml', '--listen', `https://127.0.0.1:${this.port}`],
			],
			{
				cwd: this.folder,
				env: { ...process.env, VERDACCIO_PUBLIC_URL: `https://${NPM}/` },
				stdio: 'ignore',
			},
		);
		await until('the registry listens', async () => {
			if (this.server.exitCode !== null) throw new Error(`verdaccio ended: ${await this.log()}`);
			return await new Promise<boolean>((resolve) => {
				const socket = connect(this.port, '127.0.0.1', () => {
					socket.destroy();
					resolve(true);
				}).on('error', () => resolve(false));
			});
		});
	}

	async log(): Promise<string> {
		return await readFile(join(this.folder, 'log'), 'utf8').catch(() => 'no log');
	}

	private async startProxy(): Promise<void> {
		this.proxy = createServer((_, response) => response.writeHead(403).end());
		this.proxy.on('connect', ({ url }, client) => {
			this.tunnels.add(client);
			client.on('error', () => client.destroy());
			client.on('close', () => this.tunnels.delete(client));
			if (url !== `${NPM}:443`) {
				this.refused.push(String(url));
				client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
				return;
			}
			const upstream = connect(this.port, '127.0.0.1', () => {
				client.write('HTTP/1.1 200 Connection established\r\n\r\n');
				upstream.pipe(client).pipe(upstream);
			});
			upstream.on('error', () => client.destroy());
			client.on('close', () => upstream.destroy());
		});
		await listen(this.proxy);
	}
}
