import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { until } from '../../scripts/lib/n8nApi.mts';
import { Editor, takePicturesOfFailures } from '../support/editor.mts';
import { post, Stage, type PublishedWorkflow } from '../support/stage.mts';
import { signature, unreplied, unrepliedExample } from '../support/twtChat.mts';

describe("n8n's editor", () => {
	let stage: Stage;
	let editor: Editor;
	let workflow: PublishedWorkflow;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true });
		workflow = await stage.publish();
		editor = await Editor.open(stage.n8n.url);
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${workflow.id}`);
	});
	after(async () => {
		await editor?.close();
		await stage.stop();
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
		for (const label of ['Push', 'Replied', 'Exhausted', 'Failing']) {
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
			test: true,
		});
		const output = panel.getByTestId('output-panel');
		await output.getByText('message.unreplied').first().waitFor();
		await editor.takePicture('test-event');
		await editor.closePanel();
	});

	it('previews the first push in a manual execution and stores nothing', async () => {
		await editor.page.getByTestId('execute-workflow-button').click();
		const body = unreplied({ visitor_name: 'Preview' });
		assert.equal((await sendTestEvent(body)).status, 200);
		await until('the group hears the preview', () => workflow.group('Preview').length > 0);

		const panel = await editor.openPanel('Repeat Until Replied');
		await panel.getByText('This is a preview').first().waitFor();
		await editor.takePicture('preview');
		await editor.closePanel();
		await workflow.twoPushesLater();
		assert.equal(workflow.group('Preview').length, 1);
	});
});
