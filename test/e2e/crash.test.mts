import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { numbersOfReminders } from '../support/model/reminderNumbers.mts';
import { ALWAYS_ONE_MORE, Stage } from '../support/n8n/stage.mts';
import { unreplied } from '../support/sources/twtChat.mts';

/** Every reminder came, in order, and each at most once more for every time that n8n was killed. */
function assertAllReminders(reminders: number[], kills: number): void {
	assert.deepEqual([...new Set(reminders)], [1, 2, 3, 4]);
	assert.deepEqual(reminders, reminders.toSorted());
	assert.ok(reminders.length <= 4 + kills, `reminders ${reminders.join()} after ${kills} kills`);
}

// With a robot of its own each: one takes 20 messages a minute, and n8n forgets with its life how many it sent.
describe('n8n is killed by kill -9', () => {
	let stage: Stage;
	before(async () => {
		stage = await Stage.start();
	});
	after(async () => await stage.stop());

	it('loses no event that was answered', async () => {
		const workflow = await stage.publish();
		const visitors = Array.from({ length: 3 }, (_, index) => `Answered-${index}`);
		const answers = await Promise.all(
			visitors.map(async (visitor) => await workflow.send(unreplied({ visitor_name: visitor }))),
		);
		await stage.n8n.kill();
		for (const { status } of answers) assert.equal(status, 200);
		await stage.n8n.start();

		for (const visitor of visitors) {
			await until(`Exhausted for ${visitor}`, () => workflow.manager(visitor).length > 0);
			assertAllReminders(numbersOfReminders(workflow.group(visitor)), 1);
			assert.ok(workflow.manager(visitor).length <= 2);
		}
	});

	it('goes on between two reminders, and once for all that were missed', async () => {
		const workflow = await stage.publish();
		await workflow.send(unreplied({ visitor_name: 'Between' }));
		await until('reminder two', () => numbersOfReminders(workflow.group('Between')).includes(2));
		await stage.n8n.kill();
		await stage.n8n.start();

		await until('Exhausted', () => workflow.manager('Between').length > 0);
		assertAllReminders(numbersOfReminders(workflow.group('Between')), 1);
	});

	it('reminds nobody of what was answered before it was killed', async () => {
		const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
		await workflow.send(unreplied({ visitor_name: 'Handled' }));
		await until('reminder one', () => workflow.group('Handled').length > 0);
		const now = Math.floor(Date.now() / 1_000);
		await workflow.send(unreplied({ visitor_name: 'Handled', status: '4' }, { created_at: now }));
		await until('it is handled', () =>
			workflow.group('Handled').some(({ content }) => content.includes('got a reply after')),
		);
		const heard = numbersOfReminders(workflow.group('Handled')).length;
		await stage.n8n.kill();
		await stage.n8n.start();

		await workflow.twoRemindersLater();
		assert.equal(numbersOfReminders(workflow.group('Handled')).length, heard);
	});
});
