import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { faultsOf, openBrowser, takePicture } from '../support/n8n/browser.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { operationWorkflow } from '../support/n8n/operationWorkflows.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';
import { unreplied } from '../support/sources/twtChat.mts';

/* The time in which someone should reply, the hours in which nobody is reminded, and how well was answered. */

const operations: Record<string, object> = {
	get: { operation: 'get' },
	mute: {
		operation: 'mute',
		muteFilters: { projects: '={{ $json.body.project }}' },
		muteReason: 'Maintenance',
		actor: 'Ann',
	},
	unmute: { operation: 'unmute', muteId: '={{ $json.body.id }}' },
	mutes: { operation: 'getMutes' },
	statistics: { operation: 'getStatistics' },
	replied: { operation: 'markReplied', actor: 'Ann' },
};

describe('Targets, mutes and statistics, on the real n8n', () => {
	let stage: Stage;
	let editor: Editor | undefined;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true });
		for (const [path, parameters] of Object.entries(operations)) {
			await stage.api.publish(
				await stage.api.createWorkflow(operationWorkflow(path, { ...parameters })),
			);
		}
	});
	after(async () => {
		await editor?.close();
		await stage?.stop();
	});

	async function operate(path: string, body: object = {}): Promise<any[]> {
		return await until('the operation answers', async () => {
			const answer = await post(`${stage.n8n.url}/webhook/${path}`, JSON.stringify(body));
			return answer.status === 200 ? answer.body : undefined;
		});
	}

	/** Of a customer who writes now. */
	const written = (visitor_name: string, property_name = 'test') =>
		unreplied({ visitor_name, property_name, created_at: Math.floor(Date.now() / 1_000) });

	it('tells once that the time runs out, and once that it is over', async () => {
		const { robot, credential } = await stage.addGroup('Changes');
		const workflow = await stage.publish({
			policy: {
				...ALWAYS_ONE_MORE,
				options: {
					changesOutput: true,
					...optionGroups({
						targets: { firstReplyWithin: 30, firstReplyWithinUnit: 'seconds', warnAtPercent: 20 },
					}),
				},
			},
			changes: credential,
		});
		await workflow.send(written('Ann.'));
		const told = () => stage.weCom.messagesOf(robot.key).map(({ content }) => content);
		await until('the target is missed', () => told().length > 1);
		const [warning, breach] = told();
		assert.match(warning, /Ann\.: [2-9]\d% of the first reply target \(30 s\) used/);
		assert.match(breach, /Ann\.: first reply target of 30 s missed/);
		const [{ target, state }] = await operate('get', { key: 'twt:test:name=Ann.' });
		assert.deepEqual(
			[target.state, target.seconds, target.usedPercent >= 100],
			['breached', 30, true],
		);
		assert.notEqual(state, 'exhausted');
		await until('a reminder says so', () =>
			workflow.group('Ann.').some(({ content }) => content.includes('30 s, missed')),
		);
		const { url } = await stage.boardLink();
		const browser = await openBrowser();
		try {
			const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
			await page.goto(url);
			const row = page.locator('#waiting li').filter({ hasText: 'Ann.' });
			await row.getByText(/first reply target missed/).waitFor();
			await takePicture(page, 'board-target');
			assert.deepEqual(await faultsOf(page), []);
		} finally {
			await browser.close();
		}
		await operate('replied', { key: 'twt:test:name=Ann.' });
		const [{ target: kept }] = await operate('get', { key: 'twt:test:name=Ann.' });
		assert.equal(kept.state, 'breached');
		await workflow.twoRemindersLater();
		assert.deepEqual(
			told().filter((content) => /target/i.test(content) && content.includes('Ann.: ')),
			[warning, breach],
		);
		await stage.api.unpublish(workflow.id);
	});

	it('reminds of nothing that is muted, loses nothing, and says so on the board', async () => {
		const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
		const [mute] = await operate('mute', { project: 'quiet' });
		await workflow.send(written('Bob.', 'quiet'));
		await workflow.send(written('Cleo.', 'loud'));
		await workflow.twoRemindersLater();
		assert.equal(workflow.group('Bob.').length, 0);
		assert.ok(workflow.group('Cleo.').length > 0);
		const [{ mutedUntil, state }] = await operate('get', { key: 'twt:quiet:name=Bob.' });
		assert.deepEqual([mutedUntil, state], [mute.mutedUntil, 'open']);
		const [listed] = await operate('mutes');
		assert.deepEqual([listed.id, listed.by, listed.reason], [mute.id, 'Ann', 'Maintenance']);
		assert.equal(listed.heldConversations, 1);

		const { url } = await stage.boardLink();
		const browser = await openBrowser();
		try {
			const page = await browser.newPage({ locale: 'en', viewport: { width: 1280, height: 800 } });
			await page.goto(url);
			await page
				.locator('#waiting li')
				.filter({ hasText: 'Bob.' })
				.getByText(/muted until/)
				.waitFor();
			await takePicture(page, 'board-mutes');
			assert.deepEqual(await faultsOf(page), []);
			await page.getByRole('button', { name: 'Unmute' }).click();
			await page.locator('#mutes li').waitFor({ state: 'detached' });
			await page.close();
		} finally {
			await browser.close();
		}
		await until('a reminder about what was muted', () => workflow.group('Bob.').length > 0);
		const [{ timeline }] = await operate('get', { key: 'twt:quiet:name=Bob.' });
		assert.ok(
			timeline.some(({ what }: any) => what === 'muted'),
			JSON.stringify(timeline),
		);
		assert.deepEqual(
			(await operate('mutes')).filter(({ id }) => id === mute.id),
			[],
		);
		await stage.api.unpublish(workflow.id);
	});

	it('has statistics of whole days, and none of today', async () => {
		const [all] = await operate('statistics');
		assert.deepEqual([all.opened, all.answered, all.exhausted, all.cancelled], [0, 0, 0, 0]);
		assert.ok(Date.parse(all.to) <= Date.now());
		assert.equal(Date.parse(all.to) - Date.parse(all.from), 7 * 24 * 60 * 60 * 1_000);
	});

	it('is entered in the panel of the node', async () => {
		editor = await Editor.open(stage.n8n.url);
		await editor.page.setViewportSize({ width: 1440, height: 1600 });
		for (const [name, parameters] of Object.entries({
			mute: { operation: 'mute', muteWhen: 'weekly', muteFilters: { projects: 'quiet' } },
			statistics: { operation: 'getStatistics' },
			targets: { options: optionGroups({ targets: {} }) },
		})) {
			const { id } = await stage.api.createWorkflow(operationWorkflow(randomUUID(), parameters));
			await editor.openWorkflow(`${stage.n8n.url}/workflow/${id}`);
			await editor.openPanel('Operation');
			await editor.takePicture(`panel-${name}`);
			await editor.closePanel();
		}
	});
});
