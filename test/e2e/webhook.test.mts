import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { signature, unreplied, unrepliedExample } from '../support/sources/twtChat.mts';

const MEBIBYTE = 1_024 * 1_024;

let stage: Stage;
before(async () => {
	stage = await Stage.start();
});
after(async () => await stage.stop());

describe('The webhook of the Service Event Trigger', () => {
	let workflow: PublishedWorkflow;
	before(async () => {
		workflow = await stage.publish();
	});

	it('refuses a wrong signature with 401', async () => {
		const answer = await post(workflow.webhookUrl, unrepliedExample, {
			'x-chat-signature': signature(unrepliedExample, 'another secret'),
		});
		assert.equal(answer.status, 401);
		assert.equal(answer.body.error.code, 'not_authentic');
		assert.equal(answer.body.error.field, 'x-chat-signature');
	});

	it('refuses a body without a signature with 401', async () => {
		const answer = await post(workflow.webhookUrl, unrepliedExample);
		assert.equal(answer.status, 401);
	});

	it('lets n8n refuse malformed JSON with 422', async () => {
		const answer = await workflow.send('{"created_at": 1765439941,');
		assert.equal(answer.status, 422);
	});

	it('refuses a body that does not fit with 400 and the name of the field', async () => {
		const answer = await workflow.send(unreplied({ visitor_name: '' }));
		assert.equal(answer.status, 400);
		assert.equal(answer.body.error.field, 'content.0.visitor_name');
	});

	it('takes what n8n takes, and lets n8n refuse more', async () => {
		// Nobody has to reminder as much as that.
		const formsOnly = await stage.publish({
			trigger: { filters: { events: ['form.offline'] } },
			webhookId: randomUUID(),
		});
		const large = await formsOnly.send(unreplied({ message_content: 'x'.repeat(15 * MEBIBYTE) }));
		assert.deepEqual(large.body, {
			ok: true,
			accepted: 0,
			duplicates: 0,
			filtered: 1,
			refused: 0,
		});
		const larger = unreplied({ message_content: 'x'.repeat(17 * MEBIBYTE) });
		// What n8n parses it refuses itself, and has no status of its own for that.
		assert.ok((await answered(async () => await formsOnly.send(larger))).status >= 400);
		const unparsed = { 'content-type': 'application/octet-stream' };
		const answer = await answered(async () => await post(formsOnly.webhookUrl, larger, unparsed));
		assert.equal(answer.status, 413);
		assert.equal(answer.body.error.code, 'body_too_large');
	});

	it('refuses a body above its own size limit with 413', async () => {
		const small = await stage.publish({
			trigger: { options: { largestBody: 1 } },
			webhookId: randomUUID(),
		});
		const answer = await small.send(unreplied({ message_content: 'x'.repeat(MEBIBYTE) }));
		assert.equal(answer.status, 413);
		assert.equal(answer.body.error.code, 'body_too_large');
	});

	it('answers a repeated delivery with 200 and starts nothing', async () => {
		const body = unreplied({ visitor_name: 'Twice' });
		const counts = async () => (await workflow.send(body)).body;
		assert.deepEqual(await counts(), {
			ok: true,
			accepted: 1,
			duplicates: 0,
			filtered: 0,
			refused: 0,
		});
		assert.deepEqual(await counts(), {
			ok: true,
			accepted: 0,
			duplicates: 1,
			filtered: 0,
			refused: 0,
		});
		await until('Exhausted', () => workflow.manager('Twice').length > 0);
		assert.equal(workflow.group('Twice').length, 4);
	});

	it('takes every entry of content as an event of its own', async () => {
		const { content, ...envelope } = JSON.parse(unrepliedExample);
		const entries = ['First', 'Second'].map((name) => ({ ...content[0], visitor_name: name }));
		const answer = await workflow.send(JSON.stringify({ ...envelope, content: entries }));
		assert.equal(answer.body.accepted, 2);
		await until('both are reminded', () =>
			['First', 'Second'].every((name) => workflow.group(name).length > 0),
		);
	});

	it('does not start an execution again that somebody stopped', async () => {
		const slow = await stage.publish({ waitFor: 60 });
		await slow.send(unreplied({ visitor_name: 'Stopped' }));
		const execution = await until('the execution runs', async () =>
			(await stage.api.executions(slow.id)).find(({ status }) => status === 'running'),
		);
		// Of one that is stopped at its very beginning n8n tells a trigger nothing.
		await workflow.twoRemindersLater();
		await stage.api.call('POST', `/rest/executions/${execution.id}/stop`);

		// An event that is delivered again comes five seconds after it failed.
		await workflow.twoRemindersLater();
		await workflow.twoRemindersLater();
		const executions = await stage.api.executions(slow.id);
		assert.deepEqual(
			executions.map(({ status }) => status),
			['canceled'],
		);
		await stage.api.unpublish(slow.id);
	});

	for (const place of ['header', 'query'] as const) {
		it(`takes a shared secret in the ${place} instead of a signature`, async () => {
			const other = await stage.publish({
				trigger: { authentication: place },
				webhookId: randomUUID(),
			});
			const send = async (secret: string) =>
				place === 'header'
					? await post(other.webhookUrl, unrepliedExample, { 'x-webhook-secret': secret })
					: await post(`${other.webhookUrl}?secret=${secret}`, unrepliedExample);
			assert.equal((await send('wrong')).status, 401);
			assert.equal((await send(stage.appSecret)).status, 200);
		});
	}
});

describe('Credential tests', () => {
	/** As the editor does: saved, then tested. */
	async function test(type: string, data: object) {
		const id = await stage.api.createCredential(type, type, data);
		return await stage.api.testCredential({ id, name: type, type, data });
	}

	it('find a right key right and post no message', async () => {
		stage.weCom.robots.push({ key: 'right', group: 'Service group' });
		const data = { key: stage.weCom.webhookUrl('right'), baseUrl: stage.weCom.url };
		const result = await test('weComRobotApi', data);
		assert.equal(result.status, 'OK', result.message);
		assert.deepEqual(stage.weCom.messagesOf('right'), []);
	});

	it('say what to do about a wrong key', async () => {
		const data = { key: 'wrong', baseUrl: stage.weCom.url };
		const result = await test('weComRobotApi', data);
		assert.equal(result.status, 'Error');
		assert.match(result.message, /Copy the Webhook URL/);
	});

	it('refuse a secret that can be guessed', async () => {
		const result = await test('serviceEventWebhookApi', { secret: 'short' });
		assert.equal(result.status, 'Error');
		assert.match(result.message, /at least 16/);
	});
});

/** Who refuses a body before it has come whole closes the connection, mostly but not always after its answer was read. */
async function answered<Answer>(send: () => Promise<Answer>): Promise<Answer> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await send();
		} catch (error) {
			const { code = '' } = error as { code?: string };
			if (attempt === 10 || !['EPIPE', 'ECONNRESET'].includes(code)) throw error;
		}
	}
}
