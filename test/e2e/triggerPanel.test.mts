import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import type { Locator } from 'playwright-core';

import { until } from '../support/n8n/n8nApi.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { post, Stage } from '../support/n8n/stage.mts';

const TRIGGER = 'Service Event Trigger';
const WEBHOOK_ID = randomUUID();
const SECRET = 'a secret of thirty-two characters';
const SAMPLE = JSON.stringify({
	'chat.v2': { id: 42, state: 'open' },
	messages: [
		{ text: 'Is anybody there?', at: '2025-12-11T07:54:12Z' },
		{ text: '<b>Hello</b>', at: '2025-12-11T07:55:00Z' },
	],
	customer: { name: 'Li Lei' },
});

describe('The panel of Service Event Trigger', () => {
	let stage: Stage;
	let editor: Editor;
	let panel: Locator;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true });
		editor = await Editor.open(stage.n8n.url);
		const { id } = await stage.api.createWorkflow({
			name: 'Trigger',
			nodes: [
				{
					id: randomUUID(),
					name: TRIGGER,
					type: 'n8n-nodes-until-replied.serviceEventTrigger',
					typeVersion: 1.1,
					position: [0, 0],
					webhookId: WEBHOOK_ID,
					parameters: {},
				},
			],
			connections: {},
		});
		await editor.page.setViewportSize({ width: 1440, height: 1600 });
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${id}`);
		panel = await editor.openPanel(TRIGGER);
	});
	after(async () => {
		await editor?.close();
		await stage?.stop();
	});

	const value = async (parameter: string) =>
		await panel.getByTestId(`parameter-input-${parameter}`).locator('input').first().inputValue();

	it('of a new node is set to all sources, by a secret in a header', async () => {
		await until('the panel is drawn', async () => (await value('source')) !== '');
		assert.equal(await value('source'), 'Detect Automatically');
		assert.equal(await value('authentication'), 'Shared Secret in Header');
		await panel.getByText('In the credential, enter a long random text.').first().waitFor();
		await editor.takePicture('trigger-detect');
	});

	for (const [source, authentication, notice] of [
		['GitHub', 'Signature', 'In the credential, enter the Secret of the webhook'],
		['Weiyu', 'Shared Secret in Query', 'and the same text to the URL'],
		['Prometheus Alertmanager', 'Shared Secret in Header', 'in this header'],
		['Custom (Own Mapping)', 'Shared Secret in Header', 'in this header'],
	] as const) {
		it(`of ${source} is set to what its page asks for`, async () => {
			await editor.choose(panel, 'source', source);
			await until('it follows', async () => (await value('authentication')) === authentication);
			await panel.getByText(notice).first().waitFor();
			await editor.takePicture(`trigger-${source.toLowerCase().replaceAll(' ', '-')}`);
		});
	}

	/** Puts a sample in place of the one that is there. */
	async function fillSample(text: string) {
		const input = panel.getByTestId('parameter-input-sampleBody').locator('.cm-content');
		await input.click();
		await editor.page.keyboard.press('ControlOrMeta+A');
		await editor.page.keyboard.insertText(text);
		await panel.getByText('Conversation Key', { exact: true }).first().click();
	}

	/** Opens the list of a field. */
	async function openList(field: string): Promise<void> {
		await panel.getByTestId(`resource-locator-${field}`).getByTestId('rlc-input').click();
	}

	/** Chooses from the list that is open. */
	async function chooseOpen(line: string): Promise<void> {
		const item = editor.page.getByTestId('rlc-item').filter({ hasText: line }).first();
		await item.click();
		await item.waitFor({ state: 'hidden' });
	}

	it('says what to do where there is no sample, or one that is no JSON', async () => {
		await openList('conversationKey');
		await editor.page.getByText('Sample Body is empty').first().waitFor();
		await editor.takePicture('trigger-no-sample');
		await editor.page.keyboard.press('Escape');
		await fillSample("{'id': 42}");
		await openList('conversationKey');
		await editor.page.getByText('Sample Body is not JSON').first().waitFor();
		await editor.takePicture('trigger-no-json');
		await editor.page.keyboard.press('Escape');
	});

	it('offers the fields of the sample, with what stands there', async () => {
		await fillSample(SAMPLE);
		await openList('conversationKey');
		for (const line of [
			'["chat.v2"].id = 42',
			'messages.0.text = "Is anybody there?"',
			'messages.-1.text = "<b>Hello</b>"',
			'customer.name = "Li Lei"',
		]) {
			await editor.page.getByTestId('rlc-item').filter({ hasText: line }).first().waitFor();
		}
		await editor.takePicture('trigger-fields');
		await chooseOpen('["chat.v2"].id');
		for (const [field, line] of [
			['text', 'messages.-1.text'],
			['time', 'messages.-1.at'],
		]) {
			await openList(field);
			await chooseOpen(line);
		}
	});

	it('previews the event of the sample, and follows the fields', async () => {
		const preview = () => value('preview');
		await until(
			'the preview',
			async () => (await preview()) === 'Opens the conversation custom:42',
		);
		await editor.takePicture('trigger-preview');
		await panel.getByTestId('parameter-input-preview').click();
		await editor.page.getByRole('option', { name: 'Text: <b>Hello</b>' }).waitFor();
		await editor.takePicture('trigger-preview-parts');
		await editor.page.keyboard.press('Escape');
		const mode = panel.getByTestId('resource-locator-conversationKey');
		await mode.getByTestId('rlc-mode-selector').click();
		await editor.page.getByTestId('mode-path').locator('visible=true').click();
		await mode.getByTestId('rlc-input').fill('customer.name');
		await until('the preview', async () => (await preview()).endsWith('custom:Li Lei'));
	});

	it('tells above the output what a test event means', async () => {
		await editor.createCredential(panel, { secret: SECRET });
		await panel.getByTestId('trigger-execute-button').click();
		const testUrl = `${stage.n8n.url}/webhook-test/${WEBHOOK_ID}/events`;
		const answer = await until('the test event is taken', async () => {
			const said = await post(testUrl, SAMPLE, {
				'x-webhook-secret': SECRET,
			});
			return said.status === 404 ? undefined : said;
		});
		assert.equal(answer.status, 200);
		const output = panel.getByTestId('output-panel');
		await output.getByText('Opens the conversation custom:Li Lei').first().waitFor();
		await output.getByText('Text: <b>Hello</b>').first().waitFor();
		await editor.takePicture('trigger-hint');
		await editor.closePanel();
	});
});
