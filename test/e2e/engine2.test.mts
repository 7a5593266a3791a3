import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { freePort } from '../support/process/freePort.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { markRepliedWorkflow } from '../support/n8n/demoWorkflow.mts';
import { PostgresServer } from '../support/store/postgresServer.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';
import { unreplied } from '../support/sources/twtChat.mts';

/** In the settings of a workflow. */
const ON_ENGINE_2 = { engineType: 'v2' };
const ADVICE = /Set \\?"engineType\\?" to \\?"v1\\?" in the settings of the workflow/;

const skip = n8nVersionFrom(process.env) === 'oldest' && 'n8n 2.0 has no Engine 2.0';

let postgres: PostgresServer | undefined;
let stage: Stage;
before(async () => {
	if (skip) return;
	postgres = await PostgresServer.start();
	stage = await Stage.start({
		env: {
			N8N_ENABLED_MODULES: 'engine-v2',
			N8N_ENGINE_DATABASE_URL: postgres.url,
			N8N_ENGINE_HOST: '127.0.0.1',
			N8N_ENGINE_PORT: String(await freePort()),
			N8N_ENGINE_CONTROL_PLANE_PORT: String(await freePort()),
		},
	});
});
after(async () => {
	await stage?.stop();
	await postgres?.stop();
});

describe("n8n's Engine 2.0", { concurrency: true, skip }, () => {
	it('is refused when a workflow is published, with a sentence that names the fix', async () => {
		await assert.rejects(stage.publish({ settings: ON_ENGINE_2 }), ADVICE);
	});

	it('never takes an event that is not executed, and loses none when a published workflow is set to it', async () => {
		const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
		const { url: board } = await stage.boardLink();
		const { body } = await workflow.send(unreplied({ visitor_name: 'Patient.' }));
		assert.equal(body.accepted, 1);
		await until('a reminder', () => workflow.group('Patient.').length > 0);

		await setEngine(workflow.id, 'v2');
		const refused = await workflow.send(unreplied({ visitor_name: 'Refused.' }));
		assert.equal(refused.status, 503);
		assert.equal(refused.body.error.code, 'not_executed');
		assert.match(refused.body.error.advice, ADVICE);
		await until('the log says so', () => stage.n8n.log().includes('is on hold'));
		const before = workflow.group('Patient.').length;
		const { waiting } = (await (await fetch(`${board}&data=1`)).json()) as { waiting: any[] };
		const row = waiting.find(({ who }) => who === 'Patient.');
		assert.match(row.trouble, ADVICE);
		assert.equal(row.reminderCount, before);

		await setEngine(workflow.id, 'v1');
		const accepted = await workflow.send(unreplied({ visitor_name: 'Refused.' }));
		assert.equal(accepted.body.accepted, 1);
		await until('reminders go on', () => workflow.group('Patient.').length > before);
		await until('for everybody', () => workflow.group('Refused.').length > 0);
		await stage.api.unpublish(workflow.id);
	});

	it('runs the other operations', async () => {
		const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
		await workflow.send(unreplied({ visitor_name: 'Answered.' }));
		await until('a reminder', () => workflow.group('Answered.').length > 0);
		const webhookId = randomUUID();
		const marking = markRepliedWorkflow(webhookId);
		marking.nodes[0].parameters = { path: webhookId, httpMethod: 'POST' };
		await stage.api.publish(await stage.api.createWorkflow({ ...marking, settings: ON_ENGINE_2 }));
		await post(
			`${stage.n8n.url}/webhook/${webhookId}`,
			JSON.stringify({ conversationKey: 'twt:test:name=Answered.', actor: 'Li Lei' }),
		);
		await until('it is handled', () =>
			workflow.group('Answered.').some(({ content }) => content.includes('Li Lei')),
		);
		await stage.api.unpublish(workflow.id);
	});
});

async function setEngine(workflowId: string, engineType: 'v1' | 'v2'): Promise<void> {
	const path = `/rest/workflows/${workflowId}`;
	const { settings, versionId, checksum } = await stage.api.call('GET', path);
	const changed = { settings: { ...settings, engineType }, versionId, checksum };
	await stage.api.call('PATCH', `${path}?forceSave=true`, changed);
}
