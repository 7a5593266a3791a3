import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { signature, unreplied, unrepliedExample } from '../support/sources/twtChat.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';

let stage: Stage;
let editor: Editor;

takePicturesOfFailures(() => editor);
before(async () => {
	stage = await Stage.start({ hasEditor: true });
	editor = await Editor.open(stage.n8n.url);
});
after(async () => {
	await editor?.close();
	await stage?.stop();
});

describe("n8n's editor", () => {
	let workflow: PublishedWorkflow;

	before(async () => {
		workflow = await stage.publish();
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${workflow.id}`);
	});

	/** Sends what the source would, to the URL for tests, until the editor listens. */
	async function sendTestEvent(body: string) {
		const testUrl = workflow.webhookUrl.replace('/webhook/', '/webhook-test/');
		return await until('the test event is taken', async () => {
			const answer = await post(testUrl, body, {
				'x-chat-signature': signature(body, stage.appSecret),
			});
			return answer.status === 404 ? undefined : answer;
		});
	}

	it('draws the workflow with its icons, outputs and labels', async () => {
		for (const label of ['Reminder', 'Replied', 'Exhausted', 'Failing']) {
			await editor.page.getByText(label, { exact: true }).first().waitFor();
		}
		assert.deepEqual(await editor.brokenPictures(), []);
		await editor.takePicture('canvas');
	});

	for (const name of ['Service Event Trigger', 'Repeat Until Replied', 'Service group']) {
		it(`shows the panel of ${name} without an issue`, async () => {
			const panel = await editor.openPanel(name);
			assert.equal(await panel.getByTestId('parameter-issues').count(), 0);
			assert.deepEqual(await editor.brokenPictures(), []);
			await editor.takePicture(`panel-${name.toLowerCase().replaceAll(' ', '-')}`);
			await editor.closePanel();
		});
	}

	it('shows an event that comes while the trigger listens', async () => {
		const panel = await editor.openPanel('Service Event Trigger');
		await panel.getByTestId('trigger-execute-button').click();
		const answer = await sendTestEvent(unrepliedExample);
		assert.equal(answer.status, 200);
		assert.deepEqual(answer.body, {
			ok: true,
			accepted: 1,
			duplicates: 0,
			filtered: 0,
			refused: 0,
			test: true,
		});
		const output = panel.getByTestId('output-panel');
		await output.getByText('message.unreplied').first().waitFor();
		await editor.takePicture('test-event');
		await editor.closePanel();
	});

	it('shows a request that is refused while the trigger listens, and why', async () => {
		const panel = await editor.openPanel('Service Event Trigger');
		await panel.getByTestId('trigger-execute-button').click();
		await editor.takePicture('listening');
		const testUrl = workflow.webhookUrl.replace('/webhook/', '/webhook-test/');
		const answer = await until('the request is answered', async () => {
			const { status } = await post(testUrl, unrepliedExample, { 'x-chat-signature': 'wrong' });
			return status === 404 ? undefined : status;
		});
		assert.equal(answer, 401);
		await panel.getByText('A test request was refused with 401').first().waitFor();
		await panel.getByText('x-chat-signature').first().waitFor();
		await editor.takePicture('test-event-refused');
		await editor.closePanel();
	});

	it('previews the first reminder in a manual execution and stores nothing', async () => {
		await editor.page.getByTestId('execute-workflow-button').click();
		const body = unreplied({ visitor_name: 'Preview' });
		assert.equal((await sendTestEvent(body)).status, 200);
		await until('the group hears the preview', () => workflow.group('Preview').length > 0);

		const panel = await editor.openPanel('Repeat Until Replied');
		await panel.getByText('This is a preview').first().waitFor();
		await editor.takePicture('preview');
		await editor.closePanel();
		await workflow.twoRemindersLater();
		assert.equal(workflow.group('Preview').length, 1);
	});
});

/** Every option at once. */
const options = {
	...optionGroups({
		activeHours: {
			hours: { ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
			timeZone: 'Asia/Shanghai',
			outsideActiveHours: 'skip',
			holidays: '2026-10-01, 2026-10-02',
			workingDays: '2026-10-10',
		},
		failures: { attempts: 5, whenRemindersFail: 'goOn', interruptedReminder: 'leave' },
		grouping: { groupBy: '={{ $json.project.name }}', groupWithinSeconds: 60 },
		links: { show: 'always' },
		replies: {
			isReply: '={{ $json.conversation.effect === "ends" }}',
			endWhenSilentMinutes: 30,
			announceEveryReply: true,
		},
		schedule: {
			repeat: 'growing',
			countFrom: 'message',
			giveUpAfterHours: 24,
			onNewMessage: 'restart',
			remindersPerExecution: 100,
		},
	}),
	keepEndedDays: 30,
	store: 'embedded',
};

/** One node for each, by its name on the canvas. */
const NODES: Record<string, Record<string, unknown>> = {
	'Equal intervals': {},
	'List of delays': { options: optionGroups({ schedule: { repeat: 'list' } }) },
	'All options': { options },
	'With levels': {
		levels: {
			level: [
				{ name: 'Lead', fromReminder: 3 },
				{ name: 'Manager', fromReminder: 4 },
			],
		},
	},
	'In Postgres': { operation: 'get', options: { store: 'postgres' } },
	Acknowledge: { operation: 'acknowledge' },
	'Snooze for': { operation: 'snooze' },
	'Snooze until': { operation: 'snooze', snooze: 'until', snoozeUntil: '2026-12-01T09:00:00' },
	'Mark as Replied': { operation: 'markReplied' },
	Cancel: { operation: 'cancel' },
	Get: { operation: 'get' },
	'Get Many': {
		operation: 'getMany',
		filters: { conversationKey: 'a', openedFrom: '2026-11-01T00:00:00', states: ['open'] },
	},
};

describe('The panel of Repeat Until Replied', () => {
	before(async () => {
		const nodes = Object.entries(NODES).map(([name, parameters], index) => ({
			id: randomUUID(),
			name,
			type: 'n8n-nodes-until-replied.untilReplied',
			typeVersion: 1,
			position: [(index % 4) * 320, Math.floor(index / 4) * 260],
			parameters,
		}));
		nodes.push({
			id: randomUUID(),
			name: 'Tool',
			type: 'n8n-nodes-until-replied.untilRepliedTool',
			typeVersion: 1,
			position: [0, 1_000],
			parameters: { operation: 'get' },
		});
		const { id } = await stage.api.createWorkflow({ name: 'Panels', nodes, connections: {} });
		await editor.page.setViewportSize({ width: 1440, height: 2900 });
		await editor.page.goto(`${stage.n8n.url}/workflow/${id}`);
		await editor.node('Get Many').first().waitFor();
		await editor.page.getByTestId('zoom-to-fit').click();
	});

	it('has its outputs on the canvas', async () => {
		for (const label of ['Reminder', 'Replied', 'Exhausted', 'Failing', 'Lead', 'Manager']) {
			await editor.page.getByText(label, { exact: true }).first().waitFor();
		}
		await editor.takePicture('panels-canvas');
	});

	for (const name of Object.keys(NODES)) {
		it(`shows "${name}" without an issue`, async () => {
			const panel = await editor.openPanel(name);
			assert.equal(await panel.getByTestId('parameter-issues').count(), 0);
			await editor.takePicture(`panels-${name.toLowerCase().replaceAll(' ', '-')}`);
			await editor.closePanel();
		});
	}

	it('asks for the database once the store is Postgres, and only then', async () => {
		for (const [name, count] of [
			['In Postgres', 1],
			['Get', 0],
		] as const) {
			const panel = await editor.openPanel(name);
			await panel.getByTestId('parameter-input-operation').waitFor();
			assert.equal(await panel.getByTestId('credentials-label').count(), count, name);
			await editor.closePanel();
		}
	});

	it('first shows what everybody decides, and offers the rest in groups', async () => {
		const panel = await editor.openPanel('Equal intervals');
		await panel.getByTestId('parameter-input-firstReminderAfter').waitFor();
		for (const hidden of ['repeat', 'timeZone', 'store']) {
			assert.equal(await panel.getByTestId(`parameter-input-${hidden}`).count(), 0, hidden);
		}
		await panel
			.getByPlaceholder('Add option')
			.or(panel.getByText('Add option', { exact: true }))
			.first()
			.click();
		for (const group of ['Active Hours', 'Failures', 'Grouping', 'Links', 'Replies', 'Schedule']) {
			await editor.page.getByText(group, { exact: true }).first().waitFor();
		}
		await editor.takePicture('panels-options');
		await editor.page.getByText('Active Hours', { exact: true }).first().click();
		// An office week to begin with.
		await panel.getByText('Monday').first().waitFor();
		await editor.takePicture('panels-active-hours');
		await editor.page.keyboard.press('Escape');
		await editor.closePanel();
	});

	it('offers a tool of an AI agent no reminders, which a tool has no outputs for', async () => {
		const panel = await editor.openPanel('Tool');
		const operation = panel.getByTestId('parameter-input-operation');
		await operation.getByRole('combobox').click();
		await editor.page.getByRole('option', { name: 'Snooze' }).waitFor();
		await editor.takePicture('panels-tool');
		assert.equal(await editor.page.getByRole('option', { name: 'Track Event' }).count(), 0);
	});
});

describe("n8n's list of nodes", () => {
	before(async () => {
		await editor.page.setViewportSize({ width: 1440, height: 900 });
		const { id } = await stage.api.createWorkflow({
			name: 'Search',
			nodes: [
				{
					id: randomUUID(),
					name: 'Start',
					type: 'n8n-nodes-base.manualTrigger',
					typeVersion: 1,
					position: [0, 0],
					parameters: {},
				},
			],
			connections: {},
		});
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${id}`);
		await editor.openNodeList();
	});

	for (const [words, name] of [
		['no reply', 'Repeat Until Replied'],
		['unanswered', 'Repeat Until Replied'],
		['follow up', 'Repeat Until Replied'],
		['response time', 'Repeat Until Replied'],
		['on call', 'Repeat Until Replied'],
		['remind', 'Repeat Until Replied'],
		['超时', 'Repeat Until Replied'],
		['催办', 'Repeat Until Replied'],
		['值班', 'Repeat Until Replied'],
		['help desk', 'Service Event'],
		['notify', 'WeCom Robot'],
	]) {
		it(`finds ${name} for "${words}"`, async () => {
			await editor.page.getByTestId('node-creator-search-bar').fill(words);
			const item = editor.page.getByTestId('node-creator-item-name').filter({ hasText: name });
			await item.first().waitFor({ state: 'attached' });
			if (words === 'unanswered') await editor.takePicture('search-unanswered');
		});
	}

	it('offers no operation of its own making on a robot', async () => {
		await editor.searchNode('WeCom Robot', 'WeCom Robot');
		await editor.page.getByText('Upload file').first().waitFor();
		await editor.takePicture('robot-actions');
		assert.equal(await editor.page.getByText('Custom API Call').count(), 0);
	});
});
