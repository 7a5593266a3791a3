import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { until } from '../../scripts/lib/n8nApi.mts';
import type { N8nProcess } from '../../scripts/lib/n8nProcess.mts';
import { executionsOf } from '../support/executionsOf.mts';
import { Office } from '../support/office.mts';
import { QueueStage } from '../support/queueStage.mts';
import { ALWAYS_ONE_MORE, type PublishedWorkflow } from '../support/stage.mts';
import { storedHistory } from '../support/storedHistory.mts';
import { unreplied } from '../support/twtChat.mts';

/** Events a second while they are taken. */
const LOAD = 5;
/** A push that was on its way when the main died is handed out again when its lease ends (60 s), see the dispatcher. */
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

	it('does the main job: pushed until replied', async () => {
		const workflow = await queue.stage.publish({
			isPlain: true,
			store: credential,
			policy: ALWAYS_ONE_MORE,
		});
		await taken(workflow, unreplied({ visitor_name: 'Patient.' }));
		await until('two pushes', () => workflow.group('Patient.').length >= 2);
		const now = Math.floor(Date.now() / 1_000);
		await taken(
			workflow,
			unreplied({ visitor_name: 'Patient.', status: '4' }, { created_at: now }),
		);
		await until('it is handled', () =>
			workflow.group('Patient.').some(({ content }) => content.includes('Replied after')),
		);
		const heard = workflow.group('Patient.').length;
		await workflow.twoPushesLater();
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

		await until('it is pushed', () => workflow.group('Held.').length > 0);
		await stage.api.unpublish(workflow.id);
	});
});

describe('n8n in queue mode, under load', () => {
	it('loses nothing and pushes nobody after the reply, whatever is killed under load', async () => {
		const workflow = await queue.stage.publish({ isPlain: true, store: credential });
		const { main, webhooks, workers, postgres, redis } = queue;
		const office = new Office(workflow, {
			load: LOAD,
			crashReach: LEASE,
			historyOf: async (customer) => await storedHistory(postgres, `:${customer}`),
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
		await office.hasPushedAll(4 * LEASE);
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
