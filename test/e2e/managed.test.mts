import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { parse } from 'yaml';

import { mainWorkflow } from '../support/n8n/demoWorkflow.mts';
import { N8nApi, until } from '../support/n8n/n8nApi.mts';
import { N8nProcess } from '../support/n8n/n8nProcess.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { run } from '../support/process/run.mts';
import { codeBlocksIn, commandOf } from '../support/repository/documents.mts';
import { FakeWeCom } from '../support/robots/weCom/fakeWeCom.mts';
import { Registry } from '../support/n8n/registry.mts';
import { repackAs } from '../support/n8n/repack.mts';
import { post, resultsFolder, withoutEditor } from '../support/n8n/stage.mts';
import { signature, unreplied } from '../support/sources/twtChat.mts';

const PACKAGE = 'n8n-nodes-until-replied';
const PREVIOUS = '0.0.9';
const KEY = 'service-group-key';
const appSecret = 'the AppSecret of a shop';

/** The environment that docs/install.md prints. */
const { environment: printed } = parse(
	codeBlocksIn('docs/install.md').find(
		({ id, language }) =>
			id === 'docs/install.md#a-list-in-n8ns-environment' && language === 'yaml',
	)!.text,
) as { environment: Record<string, string> };
const [{ version: printedVersion }] = JSON.parse(printed.N8N_COMMUNITY_PACKAGES) as Array<{
	version: string;
}>;

const { UNTIL_REPLIED_N8N: installation, UNTIL_REPLIED_TARBALL: tarball } = process.env;
if (!installation || !tarball) throw new Error('Run the end-to-end tests by "npm run test:e2e"');

// n8n manages packages by its environment since 2.21.
const skip = n8nVersionFrom(process.env) === 'oldest' && 'for newer n8n';
describe('The package, managed by the environment of n8n', { skip }, () => {
	let folder: string;
	let registry: Registry;
	let weCom: FakeWeCom;
	let n8n: N8nProcess | undefined;
	let workflow: { id: string; versionId: string; url: string };

	/** n8n, started anew with this list of packages. */
	async function start(packages: object[], env: NodeJS.ProcessEnv = {}): Promise<N8nApi> {
		return await startWith({
			N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV: 'true',
			N8N_COMMUNITY_PACKAGES: JSON.stringify(packages),
			...env,
		});
	}

	async function startWith(env: NodeJS.ProcessEnv): Promise<N8nApi> {
		await n8n?.stop();
		n8n = await N8nProcess.start({
			installation: installation!,
			userFolder: folder,
			port: n8n?.port,
			env: { ...registry.env, ...withoutEditor, ...env },
		});
		const api = new N8nApi(n8n.url);
		await api.logIn();
		return api;
	}

	const heard = (visitor: string) =>
		weCom.messagesOf(KEY).filter(({ content }) => content.includes(visitor)).length;
	const write = async (visitor: string) => {
		const body = unreplied({ visitor_name: visitor });
		return await post(workflow.url, body, { 'x-chat-signature': signature(body, appSecret) });
	};
	const installedVersion = async () => {
		const manifest = join(folder, '.n8n/nodes/node_modules', PACKAGE, 'package.json');
		const text = await readFile(manifest, 'utf8').catch(() => undefined);
		return text && (JSON.parse(text) as { version: string }).version;
	};
	const current = async () =>
		(
			JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
				version: string;
			}
		).version;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'until-replied-managed-'));
		registry = await Registry.start((line) => console.log(line));
		await registry.publish(await repackAs(tarball, PREVIOUS, folder));
		await registry.publish(
			printedVersion === (await current())
				? tarball
				: await repackAs(tarball, printedVersion, folder),
		);
		weCom = await FakeWeCom.start({ robots: [{ key: KEY, group: 'Service' }] });
	});
	after(async () => {
		await n8n?.stop();
		await weCom?.stop();
		await registry?.stop();
		if (!n8n) return;
		await mkdir(resultsFolder, { recursive: true });
		await cp(n8n.logFile, join(resultsFolder, 'n8n-managed.log')).catch(() => undefined);
		await rm(folder, { recursive: true, force: true });
	});

	it('is installed in the version that the list names, and does the main job', async () => {
		const api = await start([{ name: PACKAGE, version: PREVIOUS }]);
		assert.equal(await installedVersion(), PREVIOUS);
		const event = await api.createCredential('Secret', 'serviceEventWebhookApi', {
			secret: appSecret,
		});
		const group = await api.createCredential('Group', 'weComRobotApi', {
			key: KEY,
			baseUrl: weCom.url,
		});
		const drawn = mainWorkflow({
			credentials: { event, group },
			policy: {
				firstReminderAfter: 1,
				firstReminderAfterUnit: 'seconds',
				remindEvery: 2,
				remindEveryUnit: 'seconds',
				// More than there is time for, however slow the machine.
				maximumReminders: 1_000,
			},
		});
		const created = await api.createWorkflow(drawn);
		await api.publish(created);
		workflow = { ...created, url: `${n8n!.url}/webhook/${drawn.webhookId}/events` };
		await write('Patient.');
		await until('a reminder', () => heard('Patient.') > 0);
	});

	it('is updated by the list, verified by its checksum, and reminders go on', async () => {
		const version = printedVersion;
		const view = commandOf('docs/install.md#a-list-in-n8ns-environment');
		const integrity = await run('bash', ['-c', view], { cwd: folder, env: registry.env });
		// With a checksum n8n takes what it has not verified itself, as n8n 3 refuses it otherwise.
		await start([{ name: PACKAGE, version, checksum: integrity.trim() }], {
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'false',
		});
		assert.equal(await installedVersion(), version);
		const before = heard('Patient.');
		await until('a reminder', () => heard('Patient.') > before);
		assert.equal((await write('Newcomer.')).status, 200);
		await until('a reminder for who came later', () => heard('Newcomer.') > 0);
	});

	it('is removed when the list does not name it: n8n starts, and says which workflows lack it', async () => {
		await start([]);
		assert.equal(await installedVersion(), undefined);
		assert.match(n8n!.log(), new RegExp(`Removed community package '${PACKAGE}'`));
		// n8n has the path at first, and no node for it; then not even the path.
		const { status } = await write('Nobody.');
		assert.ok([400, 404].includes(status), String(status));
		await until('n8n has tried to publish', () => n8n!.log().includes('Workflow cannot run'));
	});

	it('goes on when the list names it again, as docs/install.md prints it, and it is published again, with all who waited', async () => {
		const before = heard('Patient.');
		const api = await startWith(printed);
		assert.equal(await installedVersion(), printedVersion);
		// n8n does not try again by itself what it could not publish.
		await api.unpublish(workflow.id);
		await api.publish(workflow);
		await until('a reminder for who waited', () => heard('Patient.') > before);
	});
});
