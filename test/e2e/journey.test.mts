import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { promisify } from 'node:util';

import type { Locator } from 'playwright-core';

import { until } from '../support/n8n/n8nApi.mts';
import { root } from '../support/repository/root.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { message, reply } from '../support/sources/chatwoot.mts';
import { commandOf } from '../support/repository/documents.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { Groups, type Group } from '../support/n8n/groups.mts';
import { proven } from '../support/sources/proof.mts';
import { post, Stage } from '../support/n8n/stage.mts';

/*
 * What somebody does who has read README.md and nothing else, by hand in n8n's
 * editor: the first workflow with an event that they send themselves, an example
 * that they import, and the form by which they say that they have replied.
 */

const TRIGGER = 'Service Event Trigger';
const REPEAT = 'Repeat Until Replied';
const VISITOR = 'Visitor15';

const skip = n8nVersionFrom(process.env) === 'oldest' && 'for the editor of the newest n8n';
describe('A new user, from README.md to the third workflow', { skip }, () => {
	let stage: Stage;
	let editor: Editor;
	let groups: Groups;
	let group: Group;
	let secret: string;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true });
		groups = await Groups.start();
		group = groups.add('weComRobot')!;
		editor = await Editor.open(stage.n8n.url);
	});
	after(async () => {
		await editor?.close();
		await groups?.stop();
		await stage?.stop();
	});

	/** What the group hears of somebody. */
	const heard = (name: string) => group.heard().filter(({ content }) => content.includes(name));

	/** Types a command of README.md into a terminal. */
	async function type(id: string, env: NodeJS.ProcessEnv = {}): Promise<string> {
		const { stdout } = await promisify(execFile)('bash', ['-e', '-c', commandOf(id)], {
			env: { ...process.env, ...env },
		});
		return stdout;
	}

	/** Lets the first reminder come after a few seconds, as README.md advises for a trial. */
	async function hurry(repeat: Locator, seconds: number): Promise<void> {
		await repeat
			.getByTestId('parameter-input-firstReminderAfter')
			.locator('input')
			.fill(String(seconds));
		await editor.choose(repeat, 'firstReminderAfterUnit', 'Seconds');
	}

	describe('the first workflow', () => {
		let productionUrl: string;

		it('is told at the credential how long a secret has to be', async () => {
			secret = (await type('README.md#no-twt-chat-at-hand')).trim();
			await editor.page.goto(`${stage.n8n.url}/workflow/new`);
			const trigger = await editor.addNode('unreplied', 'Service Event');
			const dialog = await editor.fillCredential(trigger, { secret: 'your secret' });
			await dialog.getByText('At least 16 characters', { exact: true }).waitFor();
			await editor.takePicture('credential');
			await editor.saveCredential(dialog);
			await dialog.getByText('Couldn’t connect with these settings').waitFor();
			await dialog.getByText('More details').click();
			await dialog.getByText('The secret has 11 characters. Enter at least 16').waitFor();
			await editor.takePicture('credential-too-short');
			await editor.typeInto(dialog, { secret });
			await editor.saveCredential(dialog);
			await dialog.getByText('Couldn’t connect with these settings').waitFor({ state: 'hidden' });
			await editor.closeCredential(dialog);
			await editor.closePanel();
		});

		it('is drawn, and published', async () => {
			const repeat = await editor.dropNode('escalation', 'Repeat Until', { x: 880, y: 330 });
			await hurry(repeat, 5);
			await editor.closePanel();
			const robot = await editor.dropNode('企业微信', 'WeCom Robot', { x: 940, y: 150 });
			await editor.createCredential(robot, group.credential);
			await editor.closePanel();
			await editor.connect(REPEAT, 1, 'WeCom Robot');
			await editor.publish();
			await editor.openPanel(TRIGGER);
			productionUrl = await editor.productionUrl();
			await editor.closePanel();
		});

		it('takes the event that README.md prints, and the group hears of it', async () => {
			const answer = await until('the event is taken', async () => {
				const said = await type('README.md#no-twt-chat-at-hand 2', {
					PRODUCTION_URL: productionUrl,
					SECRET: secret,
				});
				return said.includes('"accepted":1') && said;
			});
			assert.match(answer, /"ok":true/);
			const [first] = await until('a reminder', () => heard(VISITOR).length > 0 && heard(VISITOR));
			assert.match(first.content, /No reply to Visitor15/);
			assert.match(first.content, /Is anybody there\?/);
		});
	});

	describe('the second workflow, an example', () => {
		const customer = 'little-haze-776';
		const chatwootSecret = 'the secret that Chatwoot shows';
		let productionUrl: string;

		/** Sends what Chatwoot does, signed. */
		async function send(delivery: object) {
			const sending = proven(
				{ source: 'chatwoot', authentication: 'signature' },
				{ headers: {}, body: JSON.stringify(delivery), text: '' },
				chatwootSecret,
			);
			return await post(productionUrl, String(sending.body), sending.headers);
		}

		it('is pasted onto the canvas, with its notes', async () => {
			const { page } = editor;
			await page.goto(`${stage.n8n.url}/workflow/new`);
			await page.getByTestId('node-creator-plus-button').waitFor();
			await editor.paste(await readFile(join(root, 'examples/source-chatwoot.json'), 'utf8'));
			await editor.node(TRIGGER).first().waitFor();
			await page.getByTestId('zoom-to-fit').click();
			await editor.takePicture('example');
		});

		it('gets a credential for its trigger, and the one that is there for its robots', async () => {
			const trigger = await editor.openPanel(TRIGGER);
			const dialog = await editor.fillAnotherCredential(trigger, { secret: chatwootSecret });
			await editor.saveCredential(dialog);
			await editor.closeCredential(dialog);
			productionUrl = await editor.productionUrl();
			await editor.closePanel();
			for (const name of ['Service group', 'Service group: handled', 'Manager group']) {
				const robot = await editor.openPanel(name);
				await editor.chooseCredential(robot, /WeCom/);
				await editor.closePanel();
			}
			const repeat = await editor.openPanel(REPEAT);
			await hurry(repeat, 2);
			await editor.closePanel();
			await editor.publish();
		});

		it('reminders until an agent replies in Chatwoot', async () => {
			const now = () => new Date().toISOString();
			await until('the message is taken', async () => {
				const answer = await send(message({ created_at: now() }));
				return answer.status === 200 && answer.body.accepted === 1;
			});
			await until('a reminder', () => heard(customer).length > 0);
			await send(reply({ created_at: new Date(Date.now() + 2_000).toISOString() }));
			await until('the group hears that somebody answered', () =>
				heard(customer).some(({ content }) => /got a reply/.test(content)),
			);
		});
	});

	describe('the third workflow, a form', () => {
		let formUrl: string;

		it('is pasted and published', async () => {
			const { page } = editor;
			await page.goto(`${stage.n8n.url}/workflow/new`);
			await page.getByTestId('node-creator-plus-button').waitFor();
			await editor.paste(await readFile(join(root, 'examples/acknowledge-by-form.json'), 'utf8'));
			await editor.node('Form').first().waitFor();
			await editor.publish();
			await editor.openPanel('Form');
			formUrl = await editor.productionUrl(/https?:\/\/\S+?\/form\/[\da-f-]{36}/);
		});

		it('ends the reminders of who was answered', async () => {
			const { page } = editor;
			await page.goto(formUrl);
			await page.getByLabel('Your name').fill('Li Lei');
			await page.getByRole('button', { name: 'Submit' }).click();
			await page.locator('select').first().waitFor();
			const options = await page.locator('select').first().locator('option').allTextContents();
			await page
				.locator('select')
				.first()
				.selectOption(options.find((option) => option.includes(VISITOR))!);
			await page.locator('select').nth(1).selectOption('I replied');
			await editor.takePicture('form');
			await page.getByRole('button', { name: 'Submit' }).click();
			await page.getByText('Thank you').first().waitFor();
			await page.getByText('The reminders of this conversation have been updated.').waitFor();

			// Nobody waits any more.
			await page.goto(formUrl);
			await page.getByLabel('Your name').fill('Li Lei');
			await page.getByRole('button', { name: 'Submit' }).click();
			await page.locator('select').first().waitFor();
			assert.doesNotMatch((await page.locator('select').first().textContent()) ?? '', /Visitor15/);
		});
	});
});
