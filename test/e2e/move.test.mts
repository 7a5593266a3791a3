import assert from 'node:assert/strict';
import { after, before, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { PostgresServer } from '../support/store/postgresServer.mts';
import { Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { unreplied } from '../support/sources/twtChat.mts';

let postgres: PostgresServer;
let stage: Stage;
before(async () => {
	postgres = await PostgresServer.start();
	stage = await Stage.start();
});
after(async () => {
	await stage?.stop();
	await postgres?.stop();
});

/** As a user does who outgrows the embedded store: another store in both nodes, and published again. */
async function chooseStore({ id }: PublishedWorkflow, credential: string): Promise<void> {
	const workflow = await stage.api.call('GET', `/rest/workflows/${id}`);
	for (const node of workflow.nodes) {
		if (!/serviceEventTrigger|untilReplied/.test(node.type)) continue;
		const { options } = node.parameters as { options?: object };
		node.parameters = { ...node.parameters, options: { ...options, store: 'postgres' } };
		node.credentials = {
			...node.credentials,
			postgresStoreApi: { id: credential, name: 'Postgres' },
		};
	}
	const { nodes, connections, versionId } = workflow;
	const changed = await stage.api.call('PATCH', `/rest/workflows/${id}`, {
		nodes,
		connections,
		versionId,
	});
	await stage.api.publish(changed);
}

it('a workflow that is published on Postgres goes on with what waited in the embedded store', async () => {
	const workflow = await stage.publish();
	const delivery = unreplied({ visitor_name: 'Moved' });
	await until(
		'the event is accepted',
		async () => (await workflow.send(delivery)).body.accepted === 1,
	);
	await until('reminder one', () => workflow.group('Moved').length >= 1);

	const credential = await stage.api.createCredential('Postgres', 'postgresStoreApi', {
		...postgres.settings,
	});
	await chooseStore(workflow, credential);

	await until('Exhausted', () => workflow.manager('Moved').length > 0);
	const reminders = workflow
		.group('Moved')
		.map(({ content }) => /reminder (\d) of 4/.exec(content)?.[1]);
	assert.deepEqual(reminders, ['1', '2', '3', '4']);
	const again = await workflow.send(delivery);
	assert.deepEqual(
		[again.status, again.body.accepted, again.body.duplicates],
		[200, 0, 1],
		'what was delivered before the move is known after it',
	);
});
