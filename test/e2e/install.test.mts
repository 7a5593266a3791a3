import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import type { Locator, Page } from 'playwright-core';

import { N8nApi, until } from '../support/n8n/n8nApi.mts';
import { N8nProcess } from '../support/n8n/n8nProcess.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { run } from '../support/process/run.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { Groups, type Group } from '../support/n8n/groups.mts';
import { isInOrder, numbersOfReminders } from '../support/model/reminderNumbers.mts';
import { Registry } from '../support/n8n/registry.mts';
import { repackAs } from '../support/n8n/repack.mts';
import { post, resultsFolder, withoutEditor } from '../support/n8n/stage.mts';
import { signature, unreplied } from '../support/sources/twtChat.mts';

const PACKAGE = 'n8n-nodes-until-replied';
const PREVIOUS = '0.0.9';
const appSecret = 'the AppSecret of a shop';

const now = () => Math.floor(Date.now() / 1_000);

const cardOfThePackage = (page: Page) =>
	page.getByTestId('community-package-card').filter({ hasText: PACKAGE });

/** A customer writes to the workflow behind this URL; more than once while n8n gets ready. */
async function customerWrites(webhookUrl: string, visitor: string, more: object = {}) {
	const body = unreplied(
		{ visitor_name: visitor, created_at: now(), ...more },
		{ created_at: now() },
	);
	return await until('the event is accepted', async () => {
		const answer = await post(webhookUrl, body, {
			'x-chat-signature': signature(body, appSecret),
		});
		return answer.status === 200 && answer.body.accepted === 1 && answer;
	});
}

const { UNTIL_REPLIED_N8N: installation, UNTIL_REPLIED_TARBALL: tarball } = process.env;
if (!installation || !tarball) throw new Error('Run the end-to-end tests by "npm run test:e2e"');

// The panel Community nodes of n8n 2.0 is another one, which this test does not know.
const skip = n8nVersionFrom(process.env) === 'oldest' && 'for the editor of the newest n8n';
describe('The package, in the hands of its users', { skip }, () => {
	let folder: string;
	let registry: Registry;
	let groups: Groups;
	let group: Group;
	let n8n: N8nProcess;
	let api: N8nApi;
	let editor: Editor;
	let webhookUrl: string;
	const version = async () =>
		(
			JSON.parse(await readFile(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
				version: string;
			}
		).version;
	const heard = (visitor: string) =>
		group.heard().filter(({ content }) => content.includes(visitor));
	const remindersOf = (visitor: string) => numbersOfReminders(heard(visitor));

	takePicturesOfFailures(() => editor);
	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'until-replied-install-'));
		registry = await Registry.start((line) => console.log(line));
		await registry.publish(await repackAs(tarball, PREVIOUS, folder));
		groups = await Groups.start();
		group = groups.add('weComRobot')!;
		n8n = await N8nProcess.start({ installation, userFolder: folder, env: registry.env });
		api = new N8nApi(n8n.url);
		await api.logIn();
		editor = await Editor.open(n8n.url);
	});
	after(async () => {
		await editor?.close();
		await n8n?.stop();
		await groups?.stop();
		await registry?.stop();
		if (!n8n) return;
		await mkdir(resultsFolder, { recursive: true });
		await cp(n8n.logFile, join(resultsFolder, 'n8n-install.log')).catch(() => undefined);
		await rm(folder, { recursive: true, force: true });
	});

	it('is installed through the panel Community nodes', async () => {
		const { page } = editor;
		await page.goto(`${n8n.url}/settings/community-nodes`);
		await page.getByTestId('empty-state').getByRole('button').first().click();
		await page.getByPlaceholder('e.g. n8n-nodes-chatwork').fill(PACKAGE);
		await page.getByText('I understand the risks').click();
		await editor.takePicture('install');
		await page.getByRole('button', { name: 'Install', exact: true }).click();
		const card = cardOfThePackage(page);
		await card.getByText(`v${PREVIOUS}`).waitFor();
	});

	it('is found by what users search for', async () => {
		const expected: Array<[words: string, node: string]> = [
			['企业微信', 'WeCom Robot'],
			['飞书', 'Feishu Robot'],
			['lark', 'Feishu Robot'],
			['钉钉', 'DingTalk Robot'],
			['unreplied', 'Repeat Until Replied'],
			['unreplied', 'Service Event'],
			['未回复', 'Repeat Until Replied'],
			['escalation', 'Repeat Until Replied'],
			['on-call', 'Repeat Until Replied'],
			['gitee', 'Service Event'],
		];
		await editor.page.goto(`${n8n.url}/workflow/new`);
		await editor.page.getByTestId('node-creator-plus-button').click();
		for (const [words, node] of expected) {
			await editor.page.getByTestId('node-creator-search-bar').fill(words);
			const names = editor.page.getByTestId('node-creator-item-name');
			await names.filter({ hasText: node }).first().waitFor();
		}
		await editor.takePicture('search');
	});

	it('presets nothing that would hold the replies back', async () => {
		await editor.openNodeList();
		await editor.searchNode('unreplied', 'Service Event');
		const list = editor.page.getByTestId('node-creator');
		await list.getByText('Add to workflow').waitFor();
		// Of a parameter named "Events" n8n would make one entry for each of them.
		assert.doesNotMatch((await list.textContent()) ?? '', /On message/);
	});

	it('lets a user build the first workflow by drag and drop', async () => {
		const { page } = editor;
		await page.goto(`${n8n.url}/workflow/new`);
		const trigger = await editor.addNode('unreplied', 'Service Event');
		await editor.choose(trigger, 'source', 'TWT Chat');
		webhookUrl = await editor.productionUrl();
		await editor.createCredential(trigger, { secret: appSecret });
		await editor.closePanel();

		// The first action of the list: what the node is for.
		const repeat = await editor.dropNode('escalation', 'Repeat Until', { x: 880, y: 330 });
		for (const parameter of ['firstReminderAfter', 'remindEvery']) {
			await repeat.getByTestId(`parameter-input-${parameter}`).locator('input').fill('4');
			await repeat.getByTestId(`parameter-input-${parameter}Unit`).click();
			await page.getByRole('option', { name: 'Seconds' }).locator('visible=true').click();
		}
		await editor.takePicture('repeat-until-replied');
		// There is always one more to come, however slow the machine.
		await repeat.getByTestId('parameter-input-maximumReminders').locator('input').fill('100');
		await editor.closePanel();

		const robot = await editor.dropNode('企业微信', 'WeCom Robot', { x: 940, y: 150 });
		await editor.createCredential(robot, group.credential);
		await editor.closePanel();
		// n8n has connected each to the node that was added before it, by its first output.
		await editor.connect('Repeat Until Replied', 1, 'WeCom Robot');
		await page.getByTestId('zoom-to-fit').click();
		await editor.takePicture('first-workflow');
		assert.deepEqual(await editor.brokenPictures(), []);

		await page.getByTestId('workflow-open-publish-modal-button').click();
		await editor.takePicture('publish');
		await page.getByTestId('workflow-publish-button').click();
		await until('it is published', async () => {
			const workflows = await api.call('GET', '/rest/workflows');
			return workflows.some(({ active, activeVersionId }: any) => active || activeVersionId);
		});
	});

	it('reminders until somebody replied', async () => {
		await customerWrites(webhookUrl, 'Ann');
		await until('a reminder', () => remindersOf('Ann').length >= 1);
		await customerWrites(webhookUrl, 'Ann', { status: '4', created_at: now() + 1 });
		await until('the group hears that Ann was answered', () =>
			heard('Ann').some(({ content }) => /got a reply/.test(content)),
		);
		const count = remindersOf('Ann').length;
		await customerWrites(webhookUrl, 'Bystander');
		await until('two reminders for another', () => remindersOf('Bystander').length >= 2);
		assert.equal(remindersOf('Ann').length, count);
		await editor.page.reload();
		await editor.page.getByTestId('radio-button-executions').click();
		await editor.page.getByTestId('execution-time').first().waitFor();
		await editor.takePicture('executions');
	});

	/** Presses Update. n8n may say that it did and have the former version still: then a user presses again. */
	async function isUpdated(card: Locator): Promise<boolean> {
		const { page } = editor;
		await page.goto(`${n8n.url}/settings/community-nodes`);
		await card.getByRole('button', { name: 'Update' }).click();
		await editor.takePicture('update');
		const answered = page.waitForResponse(
			(response) =>
				response.request().method() === 'PATCH' && response.url().includes('/community-packages'),
		);
		await page.getByRole('button', { name: 'Confirm update' }).click();
		const answer = await answered;
		const text = await answer.text();
		assert.ok(answer.ok(), `n8n answered ${answer.status()}: ${text}`);
		if (text.includes(`"installedVersion":"${await version()}"`)) return true;
		console.log(`n8n says that it has updated the package, to ${text.slice(0, 1_000)}`);
		return false;
	}

	it('goes on reminding when it is updated while conversations are open', async () => {
		await customerWrites(webhookUrl, 'Bob');
		await until('reminder 1', () => remindersOf('Bob').length >= 1);
		await registry.publish(tarball);
		const { page } = editor;
		const card = cardOfThePackage(page);
		await until('n8n has updated it', async () => await isUpdated(card));
		await card.getByText(`v${await version()}`).waitFor();
		await page.getByRole('dialog').waitFor({ state: 'hidden' });
		await editor.takePicture('installed');

		// n8n does not start published workflows anew: the clock is still that of the old code.
		await until('four reminders', () => remindersOf('Bob').length >= 4);
		await customerWrites(webhookUrl, 'Cleo');
		await until('a reminder for who writes later', () => remindersOf('Cleo').length >= 2);
		assert.ok(isInOrder(remindersOf('Bob')), remindersOf('Bob').join());
		assert.deepEqual(remindersOf('Cleo').slice(0, 2), [1, 2]);
		assert.doesNotMatch(await readFile(n8n.logFile, 'utf8'), /could not hand out what is due/);
	});

	it('keeps its conversations over a restart of n8n with the new version', async () => {
		await customerWrites(webhookUrl, 'Dan');
		await until('reminder 1', () => remindersOf('Dan').length >= 1);
		await n8n.stop();
		await n8n.start();
		await api.logIn();
		await until('four reminders', () => remindersOf('Dan').length >= 4);
		assert.ok(isInOrder(remindersOf('Dan')), remindersOf('Dan').join());
	});

	it('is uninstalled, and n8n and the conversations survive it', async () => {
		const { page } = editor;
		await page.goto(`${n8n.url}/settings/community-nodes`);
		const card = cardOfThePackage(page);
		await card.getByTestId('action-toggle').locator('button').click();
		await page.getByRole('menuitem', { name: /Uninstall/ }).click();
		await editor.takePicture('uninstall');
		await page.getByRole('button', { name: 'Confirm uninstall' }).click();
		await card.waitFor({ state: 'detached' });
		const types: Array<{ name: string }> = await api.call('GET', '/types/nodes.json');
		assert.deepEqual(
			types.filter(({ name }) => name.startsWith(PACKAGE)),
			[],
		);
		const files = await readdir(join(folder, '.n8n'));
		assert.ok(files.includes('until-replied.sqlite'), 'the store is the user’s to delete');
		assert.equal((await post(`${n8n.url}/healthz`, '')).status !== 503, true);
	});
});

describe('The folder of the package, mounted as Docker does', () => {
	const workflow = (type: string) => ({
		name: 'Mounted',
		nodes: [
			{
				id: 'a5fd2a31-32ab-4ff8-b4cd-6f4c0fc63a55',
				name: 'Schedule',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				id: '4a5a2a04-62f1-44d4-9d3d-2a2a7e5a8a11',
				name: 'Get Many',
				type,
				typeVersion: 1,
				position: [260, 0],
				parameters: { operation: 'getMany' },
				alwaysOutputData: true,
			},
		],
		connections: { Schedule: { main: [[{ node: 'Get Many', type: 'main', index: 0 }]] } },
	});

	for (const [place, type, env] of [
		['.n8n/nodes/node_modules/n8n-nodes-until-replied', `${PACKAGE}.untilReplied`, {}],
		[
			'custom/n8n-nodes-until-replied',
			'CUSTOM.untilReplied',
			{ N8N_CUSTOM_EXTENSIONS: 'custom/n8n-nodes-until-replied' },
		],
	] as const) {
		it(`works at ${place}, read-only`, async () => {
			const folder = await mkdtemp(join(tmpdir(), 'until-replied-mounted-'));
			const target = join(folder, place);
			await mkdir(target, { recursive: true });
			await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], { cwd: folder });
			await run('chmod', ['-R', 'a-w', target], { cwd: folder });
			const custom = Object.fromEntries(
				Object.entries(env).map(([name, path]) => [name, join(folder, path)]),
			);
			const n8n = await N8nProcess.start({
				installation,
				userFolder: folder,
				env: { ...withoutEditor, ...custom },
			});
			try {
				const api = new N8nApi(n8n.url);
				await api.logIn();
				const created = await api.createWorkflow(workflow(type));
				const saved = await api.call('GET', `/rest/workflows/${created.id}`);
				const { executionId } = await api.runManually(saved, 'Schedule');
				const execution = await until('it ran', async () => {
					const found = await api.execution(executionId);
					return found.status !== 'running' && found.status !== 'new' && found;
				});
				assert.equal(execution.status, 'success', JSON.stringify(execution.data).slice(0, 1_000));
			} finally {
				await n8n.stop();
				await run('chmod', ['-R', 'u+w', folder], { cwd: folder });
				await rm(folder, { recursive: true, force: true });
			}
		});
	}
});
