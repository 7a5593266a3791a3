import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { isInOrder, numbersOfReminders } from '../support/model/reminderNumbers.mts';
import { ALWAYS_ONE_MORE, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { unreplied } from '../support/sources/twtChat.mts';

/* What users do to a workflow while customers wait. */

const isOldest = n8nVersionFrom(process.env) === 'oldest';

let stage: Stage;
before(async () => {
	stage = await Stage.start();
});
after(async () => await stage?.stop());

const read = async (id: string) => await stage.api.call('GET', `/rest/workflows/${id}`);

/** Saves a change as the editor does, and publishes it. */
async function change(id: string, part: (workflow: any) => object): Promise<void> {
	const workflow = await read(id);
	const { versionId, checksum } = workflow;
	const body = { ...part(workflow), versionId, checksum };
	await stage.api.publish(await stage.api.call('PATCH', `/rest/workflows/${id}`, body));
}

/** A customer waits, and the group has heard of it. */
async function aWaitingCustomer(visitor: string): Promise<PublishedWorkflow> {
	const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
	await workflow.send(unreplied({ visitor_name: visitor }));
	await until('a reminder', () => workflow.group(visitor).length > 0);
	return workflow;
}

/** Reminders go on after what has happened, and none came twice or was left out. */
async function goesOn(workflow: PublishedWorkflow, visitor: string): Promise<void> {
	const before = workflow.group(visitor).length;
	await until('two more reminders', () => workflow.group(visitor).length >= before + 2);
	const numbers = numbersOfReminders(workflow.group(visitor));
	assert.ok(isInOrder(numbers), numbers.join());
	await stage.api.unpublish(workflow.id);
}

describe('A workflow that changes while a customer waits', { concurrency: true }, () => {
	it('is renamed, with its nodes', async () => {
		const workflow = await aWaitingCustomer('Renamed.');
		await change(workflow.id, ({ nodes, connections }) => ({
			name: 'Another name',
			nodes: nodes.map((node: any) => ({ ...node, name: `My ${node.name}` })),
			connections: JSON.parse(
				JSON.stringify(connections)
					.replaceAll('"Service', '"My Service')
					.replaceAll('"Manager', '"My Manager')
					.replaceAll('"Repeat', '"My Repeat'),
			),
		}));
		await goesOn(workflow, 'Renamed.');
	});

	it(
		'is duplicated: the copy has nobody waiting',
		{ skip: isOldest && 'n8n 2.0 lets two workflows have one webhook' },
		async () => {
			const workflow = await aWaitingCustomer('Original.');
			const { nodes, connections } = await read(workflow.id);
			// n8n's API keeps the ids of webhooks, and n8n lets none have two workflows.
			const copy = await stage.api.createWorkflow({ name: 'Copy', nodes, connections });
			await assert.rejects(stage.api.publish(copy), /conflict with one of the webhooks/);
			// As the editor duplicates.
			const anew = nodes.map((node: any) => ({
				...node,
				id: randomUUID(),
				...(node.webhookId ? { webhookId: randomUUID() } : {}),
			}));
			const duplicate = await stage.api.createWorkflow({
				name: 'Duplicate',
				nodes: anew,
				connections,
			});
			await stage.api.publish(duplicate);
			await goesOn(workflow, 'Original.');
			assert.deepEqual(await stage.api.executions(duplicate.id), []);
			await stage.api.unpublish(duplicate.id);
		},
	);

	it('is archived and unarchived: the board says that it has to be published again', async () => {
		const workflow = await aWaitingCustomer('Archived.');
		const { url } = await stage.boardLink();
		const row = async () => {
			const shown = (await (await fetch(`${url}&data=1`)).json()) as { waiting: any[] };
			return shown.waiting.find(({ who }) => who === 'Archived.');
		};
		assert.equal((await row()).isPublished, true);

		await stage.api.call('POST', `/rest/workflows/${workflow.id}/archive`, {});
		await until('the board says so', async () => !(await row()).isPublished);
		await stage.api.call('POST', `/rest/workflows/${workflow.id}/unarchive`, {});
		assert.equal((await row()).isPublished, false);
		assert.equal((await workflow.send(unreplied({ visitor_name: 'Nobody.' }))).status, 404);

		await stage.api.publish(await read(workflow.id));
		assert.equal((await row()).isPublished, true);
		await goesOn(workflow, 'Archived.');
	});
});
