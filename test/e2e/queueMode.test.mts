import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { mainWorkflow, operationWorkflow } from '../support/n8n/demoWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import type { N8nProcess } from '../support/n8n/n8nProcess.mts';
import { executionsOf } from '../support/n8n/storedExecutions.mts';
import { Office } from '../support/n8n/office.mts';
import { QueueStage } from '../support/n8n/queueStage.mts';
import { ALWAYS_ONE_MORE, post, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { storedHistory } from '../support/store/storedHistory.mts';
import { unreplied } from '../support/sources/twtChat.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';

/** Events a second while they are taken. */
const LOAD = 5;
/** A reminder that was on its way when the main died is handed out again when its lease ends (60 s), see the dispatcher. */
const LEASE = 60_000;

let queue: QueueStage;
let credential: string;
before(async () => {
	queue = await QueueStage.start();
	credential = await queue.storeCredential();
});
after(async () => await queue.stop());

describe('n8n in queue mode', { concurrency: true }, () => {
	it('refuses to publish on the embedded store, with a sentence that names the fix', async () => {
		await assert.rejects(
			queue.stage.publish(),
			/does not work in queue mode\. Choose the store \\?"Postgres\\?"/,
		);
	});

	it('tests the credential of the store', async () => {
		const { settings } = queue.postgres;
		const test = async (changes: object) =>
			await queue.stage.api.testCredential({
				id: credential,
				name: 'Postgres',
				type: 'postgresStoreApi',
				data: { ...settings, ...changes },
			});
		assert.deepEqual(await test({}), {
			status: 'OK',
			message: 'The store is ready in schema "until_replied"',
		});
		const wrong = await test({ database: 'nowhere' });
		assert.equal(wrong.status, 'Error');
		assert.match(wrong.message, /has no such database\. Create the database/);
	});

	it('previews the first reminder on a worker, and stores nothing', async () => {
		const { robot, credential: group } = await queue.stage.addGroup('Preview');
		const workflow = mainWorkflow({ credentials: { group, store: credential } });
		const begin = {
			id: randomUUID(),
			name: 'Begin',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		const event = {
			id: randomUUID(),
			name: 'Event',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			position: [130, 0],
			parameters: {
				mode: 'raw',
				jsonOutput: JSON.stringify({ conversation: { key: 'shop:Ann' }, text: 'Hello?' }),
			},
		};
		const created = await queue.stage.api.createWorkflow({
			...workflow,
			nodes: [begin, event, ...workflow.nodes],
			connections: {
				...workflow.connections,
				Begin: { main: [[{ node: 'Event', type: 'main', index: 0 }]] },
				Event: { main: [[{ node: 'Repeat Until Replied', type: 'main', index: 0 }]] },
			},
		});
		const { executionId } = await queue.stage.api.runManually(
			created as unknown as Record<string, unknown>,
			'Begin',
		);
		const heard = () => queue.stage.weCom.messagesOf(robot.key);
		await until('the group hears the preview', () => heard().length > 0);
		const { mode, data } = await queue.stage.api.execution(executionId);
		assert.equal(mode, 'manual');
		assert.match(data, /This is a preview: nothing was stored/);
		// Until something is stored there need not be a table.
		const [{ table }] = await queue.postgres.query(
			"select to_regclass('until_replied.escalations') as table",
		);
		const stored = table
			? await queue.postgres.query(
					"select id from until_replied.escalations where conversation_key like '%shop:Ann%'",
				)
			: [];
		assert.deepEqual(stored, []);
	});

	it('a reminder that a robot did not send is not counted, though a worker let it pass', async () => {
		const workflow = await queue.stage.publish({
			store: credential,
			policy: { options: optionGroups({ failures: { attempts: 1 } }) },
			robots: { onError: 'continueRegularOutput' },
		});
		queue.stage.weCom.robots.splice(queue.stage.weCom.robots.indexOf(workflow.robot), 1);
		await taken(workflow, unreplied({ visitor_name: 'Unheard.' }));
		await until('Failing', () => workflow.manager('Unheard.').length > 0);
		assert.match(workflow.manager('Unheard.')[0].content, /reminder 1 could not be sent/);
		await queue.stage.api.unpublish(workflow.id);
	});

	it('tells who is on it, though the webhook processor heard of it and a worker tells', async () => {
		const { stage } = queue;
		const { robot, credential: changes } = await stage.addGroup('Who is on it');
		const workflow = await stage.publish({
			isPlain: true,
			store: credential,
			changes,
			policy: { ...ALWAYS_ONE_MORE, options: { changesOutput: true } },
		});
		await taken(workflow, unreplied({ visitor_name: 'Theirs.' }));
		await until('a reminder', () => workflow.group('Theirs.').length > 0);
		const acknowledging = operationWorkflow('Acknowledge', randomUUID(), {
			operation: 'acknowledge',
			conversationKey: 'twt:test:name=Theirs.',
			actor: 'Li Lei',
			options: { store: 'postgres' },
		});
		acknowledging.nodes[1].credentials = { postgresStoreApi: { id: credential, name: 'Postgres' } };
		await stage.api.publish(await stage.api.createWorkflow(acknowledging));
		const path = (acknowledging.nodes[0].parameters as { path: string }).path;
		await until('it is acknowledged', async () => {
			return (await post(`${queue.webhooks.url}/webhook/${path}`, '{}')).status === 200;
		});
		const heard = () => stage.weCom.messagesOf(robot.key).map(({ content }) => content);
		await until('Changes', () => heard().length > 0);
		assert.match(heard()[0], /Li Lei/);
		await stage.api.unpublish(workflow.id);
	});

	it('does the main job: reminded until replied', async () => {
		const workflow = await queue.stage.publish({
			isPlain: true,
			store: credential,
			policy: ALWAYS_ONE_MORE,
		});
		await taken(workflow, unreplied({ visitor_name: 'Patient.' }));
		await until('two reminders', () => workflow.group('Patient.').length >= 2);
		const now = Math.floor(Date.now() / 1_000);
		await taken(
			workflow,
			unreplied({ visitor_name: 'Patient.', status: '4' }, { created_at: now }),
		);
		await until('it is handled', () =>
			workflow.group('Patient.').some(({ content }) => content.includes('got a reply after')),
		);
		const heard = workflow.group('Patient.').length;
		await workflow.twoRemindersLater();
		assert.equal(workflow.group('Patient.').length, heard);
		await queue.stage.api.unpublish(workflow.id);
	});
});

describe('Postgres is away, of n8n and of the store', () => {
	it('delivers an event again that was not tracked and whose failure n8n could not save', async () => {
		const { stage, postgres, workers } = queue;
		// Long enough for Postgres to be killed meanwhile, also on a slow machine.
		const workflow = await stage.publish({ isPlain: true, store: credential, waitFor: 8 });
		await taken(workflow, unreplied({ visitor_name: 'Held.' }));
		const isRunning = async () =>
			(await stage.api.executions(workflow.id)).some(({ status }) => status === 'running');
		await until('a worker has it', isRunning);
		await postgres.end('immediate');
		// Or it waits until n8n has its database again.
		const hasGivenUp = /running hook "workflowExecuteAfter"|Attempting to recover database/;
		await until('a worker gave up', () => workers.some((worker) => hasGivenUp.test(worker.log())));
		await postgres.begin();

		// Where n8n never tells that the execution is over, it counts as failed 60 s after n8n's own limit of 20 s.
		await until('it is reminded', () => workflow.group('Held.').length > 0);
		await stage.api.unpublish(workflow.id);
	});
});

describe('n8n in queue mode, under load', () => {
	it('loses nothing and reminds nobody after the reply, whatever is killed under load', async () => {
		const workflow = await queue.stage.publish({ isPlain: true, store: credential });
		const { main, webhooks, workers, postgres, redis } = queue;
		const office = new Office(workflow, {
			load: LOAD,
			crashReach: LEASE,
			historyOf: async (customer) => await storedHistory(postgres, `:name=${customer}`),
			executionsOf: async (customer) => await executionsOf(postgres, customer),
		});
		const service = office.serve();
		const disasters: Array<[name: string, happens: () => Promise<void>]> = [
			// What was on its way then comes again after the lease: meanwhile the others happen.
			['the main is killed', async () => await restart(main)],
			['a worker is killed', async () => await restart(workers[0])],
			['the webhook processor is killed', async () => await restart(webhooks)],
			[
				'Postgres crashes',
				async () => {
					await postgres.end('immediate');
					await postgres.begin();
				},
			],
			[
				'Redis is killed',
				async () => {
					await redis.end('SIGKILL');
					await redis.begin();
				},
			],
			['the other worker is killed', async () => await restart(workers[1])],
		];
		for (const [name, happens] of disasters) {
			await office.seesCustomers(2 * LOAD);
			console.log(`${name}, after ${office.customers.length} customers`);
			office.crashes.push(Date.now());
			await happens();
		}
		await office.seesCustomers(2 * LOAD);
		office.close();
		await service;

		console.log(`${office.customers.length} customers`);
		await office.hasRemindedAll();
		await office.check();
	});
});

/** A process of n8n dies and is started again by whoever looks after it. */
async function restart(n8n: N8nProcess): Promise<void> {
	await n8n.kill();
	await n8n.startAgain();
}

/** The webhook processor learns of a workflow a moment after it was published. */
async function taken(workflow: PublishedWorkflow, body: string): Promise<void> {
	await until('the event is taken', async () => (await workflow.send(body)).body.ok === true);
}
