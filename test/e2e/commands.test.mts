import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'node:test';

import { N8nApi, until } from '../support/n8n/n8nApi.mts';
import { N8nProcess } from '../support/n8n/n8nProcess.mts';
import { root } from '../support/repository/root.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { run } from '../support/process/run.mts';
import { DockerMachine } from '../support/n8n/docker.mts';
import { commandOf } from '../support/repository/documents.mts';
import { Registry } from '../support/n8n/registry.mts';
import { repackAs } from '../support/n8n/repack.mts';
import { withoutEditor } from '../support/n8n/stage.mts';
import { PATIENCE } from '../support/time/patience.mts';

/* The commands of the documents that install and start, as they are printed; test/docs/commands.test.ts says who runs the others. */

const PACKAGE = 'n8n-nodes-until-replied';
const PREVIOUS = '0.0.9';
const PUBLIC_URL = 'https://n8n.example.com/';

const { UNTIL_REPLIED_N8N: installation, UNTIL_REPLIED_TARBALL: tarball } = process.env;
if (!installation || !tarball) throw new Error('Run the end-to-end tests by "npm run test:e2e"');

const manifestOf = async (folder: string) =>
	JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
		version: string;
		n8n: { nodes: string[] };
	};

const skip = n8nVersionFrom(process.env) === 'oldest' && 'the documents are of the newest n8n';
describe('What docs/install.md prints', { skip }, () => {
	let folder: string;
	let registry: Registry;
	let machine: DockerMachine;
	let n8n: N8nProcess | undefined;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'until-replied-commands-'));
		registry = await Registry.start((line) => console.log(line));
		await registry.publish(await repackAs(tarball, PREVIOUS, folder));
	});
	beforeEach(async () => {
		machine = await DockerMachine.make(await mkdtemp(join(folder, 'machine-')), registry.env);
	});
	afterEach(async () => {
		await n8n?.stop();
		n8n = undefined;
	});
	after(async () => {
		await registry?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	const installedBelow = async (home: string) =>
		(await manifestOf(join(home, '.n8n/nodes/node_modules', PACKAGE))).version;

	/** n8n with this folder as its home has the nodes. */
	async function hasTheNodes(home: string, env: NodeJS.ProcessEnv = {}): Promise<N8nApi> {
		n8n = await N8nProcess.start({
			installation: installation!,
			userFolder: home,
			env: { ...registry.env, ...withoutEditor, ...env },
		});
		const api = new N8nApi(n8n.url);
		await api.logIn();
		const { nodes } = (await manifestOf(root)).n8n;
		const nodeInfos = nodes.map((file) => {
			const name = basename(file, '.node.js');
			return { name: `${PACKAGE}.${name[0].toLowerCase()}${name.slice(1)}`, version: 1 };
		});
		const known: Array<{ name: string }> = await api.call('POST', '/rest/node-types', {
			nodeInfos,
		});
		assert.deepEqual(
			known.map(({ name }) => name).toSorted(),
			nodeInfos.map(({ name }) => name.split('.')[1]).toSorted(),
		);
		return api;
	}

	it('by Docker Compose: installs, goes on without asking npm again, and updates', async () => {
		await copyFile(join(root, 'docs/compose.yaml'), join(machine.folder, 'compose.yaml'));
		await writeFile(join(machine.folder, '.env'), `N8N_WEBHOOK_URL=${PUBLIC_URL}\n`);
		assert.equal(commandOf('README.md#installation'), commandOf('docs/install.md#docker-compose'));
		await machine.type('docs/install.md#docker-compose');
		assert.equal(await installedBelow(machine.volume), PREVIOUS);

		const [{ what, env }] = await machine.asked();
		assert.deepEqual(
			{ what, env },
			{
				what: 'start',
				env: { N8N_WEBHOOK_URL: PUBLIC_URL, N8N_UNVERIFIED_PACKAGES_ENABLED: 'true' },
			},
		);
		const api = await hasTheNodes(machine.volume, {
			WEBHOOK_URL: undefined,
			N8N_DISABLE_UI: 'false',
			...env,
		});
		const settings = await api.call('GET', '/rest/settings');
		assert.equal(settings.urlBaseWebhook, PUBLIC_URL);

		await registry.publish(tarball);
		await machine.type('docs/install.md#docker-compose');
		assert.equal(await installedBelow(machine.volume), PREVIOUS);
		await machine.type('docs/install.md#docker-compose 2');
		assert.equal(await installedBelow(machine.volume), (await manifestOf(root)).version);
		assert.equal((await machine.asked()).at(-1)?.what, 'restart');
	});

	it('by npm: n8n has the nodes, and its panel does not list them', async () => {
		await machine.type('docs/install.md#npm');
		const api = await hasTheNodes(join(machine.folder, 'home'));
		assert.deepEqual(await api.call('GET', '/rest/community-packages'), []);
	});

	it('by npm in a container', async () => {
		await machine.type('docs/install.md#npm 2');
		assert.equal((await machine.asked()).at(-1)?.what, 'restart');
		await hasTheNodes(machine.volume);
	});

	it('by a folder that is mounted', async () => {
		const unpacked = join(machine.folder, 'package');
		await mkdir(unpacked);
		await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: folder });
		await machine.type('docs/install.md#a-mounted-folder');
		const [{ env }] = await machine.asked();
		await hasTheNodes(machine.volume, env);
	});
});

describe('What README.md prints to see it first', { skip }, () => {
	it('starts n8n and a page, and ends without a trace', async () => {
		// A group of its own, as a terminal has it: Ctrl+C goes to all of them.
		const child = spawn('bash', ['-c', commandOf('README.md#see-it-first')], {
			cwd: root,
			detached: true,
			stdio: ['ignore', 'pipe', 'pipe'],
		});
		let said = '';
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
		const ended = once(child, 'exit');
		try {
			const url = await until(
				'it names its page',
				() => {
					assert.equal(child.exitCode, null, said);
					return /Open this +(\S+)/.exec(said)?.[1];
				},
				2 * PATIENCE,
			).catch((error: Error) => {
				throw new Error(`${error.message}. It said:\n${said}`);
			});
			const page = await fetch(url);
			assert.equal(page.status, 200);
			assert.match(await page.text(), /<title>/);
		} finally {
			process.kill(-child.pid!, 'SIGINT');
			await ended;
		}
		const [, userFolder] = /Everything is kept in (\S+)/.exec(said)!;
		await until('its folder is gone', () => !existsSync(userFolder));
	});
});
