import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { Editor, takePicturesOfFailures } from '../support/editor.mts';
import { Stage } from '../support/stage.mts';

/** Every option at once. */
const options = {
	activeHours: { ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
	announceEveryReply: true,
	attempts: 5,
	countFrom: 'message',
	endWhenSilentMinutes: 30,
	isReply: '={{ $json.conversation.effect === "answers" }}',
	workingDays: '2026-10-10',
	giveUpAfterHours: 24,
	groupBy: '={{ $json.project.name }}',
	groupWithinSeconds: 60,
	holidays: '2026-10-01, 2026-10-02',
	interruptedPush: 'leave',
	keepEndedDays: 30,
	onNewMessage: 'restart',
	outsideActiveHours: 'skip',
	pushesPerExecution: 100,
	timeZone: 'Asia/Shanghai',
	whenPushesFail: 'goOn',
};

/** One node for each, by its name on the canvas. */
const NODES: Record<string, Record<string, unknown>> = {
	'Equal intervals': {},
	'Growing intervals': { repeat: 'growing' },
	'List of delays': { repeat: 'list' },
	'All options': { options },
	'With levels': {
		levels: {
			level: [
				{ name: 'Lead', fromPush: 3 },
				{ name: 'Manager', fromPush: 4 },
			],
		},
	},
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
	let stage: Stage;
	let editor: Editor;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true });
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
		editor = await Editor.open(stage.n8n.url);
		await editor.page.setViewportSize({ width: 1440, height: 2900 });
		await editor.page.goto(`${stage.n8n.url}/workflow/${id}`);
		await editor.node('Get Many').first().waitFor();
		await editor.page.getByTestId('zoom-to-fit').click();
	});
	after(async () => {
		await editor?.close();
		await stage.stop();
	});

	it('has its outputs on the canvas', async () => {
		for (const label of ['Push', 'Replied', 'Exhausted', 'Failing', 'Lead', 'Manager']) {
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

	it('offers a tool of an AI agent no pushes, which a tool has no outputs for', async () => {
		const panel = await editor.openPanel('Tool');
		const operation = panel.getByTestId('parameter-input-operation');
		await operation.getByRole('combobox').click();
		await editor.page.getByRole('option', { name: 'Snooze' }).waitFor();
		await editor.takePicture('panels-tool');
		assert.equal(await editor.page.getByRole('option', { name: 'Track Event' }).count(), 0);
	});
});
