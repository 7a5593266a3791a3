import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { until } from '../support/n8n/n8nApi.mts';
import { reminderNumbers } from '../support/model/reminderNumbers.mts';
import { Stage } from '../support/n8n/stage.mts';
import { unrepliedExample } from '../support/sources/twtChat.mts';

/** In seconds. */
const INTERVAL = 2;
/** In ms. */
const TOLERANCE = 1_500;

let stage: Stage;
before(async () => {
	stage = await Stage.start();
});
after(async () => await stage.stop());

describe('A customer writes and nobody answers', () => {
	// Alone, for n8n's own work on other workflows would count as lateness.
	it('reminders four times at the right times, then reports Exhausted', async () => {
		const policy = { firstReminderAfter: INTERVAL, remindEvery: INTERVAL };
		const workflow = await stage.publish({ policy });
		const answer = await workflow.send(unrepliedExample);
		const acceptedAt = Date.now();
		assert.deepEqual(answer, {
			status: 200,
			body: { ok: true, accepted: 1, duplicates: 0, filtered: 0, refused: 0 },
		});

		const exhausted = await until('the manager hears of it', () => workflow.manager()[0]);
		const reminders = workflow.group();
		assert.deepEqual(reminderNumbers(reminders), [1, 2, 3, 4]);
		const late = [...reminders, exhausted].map(
			({ at }, index) => at - acceptedAt - (index + 1) * INTERVAL * 1_000,
		);
		assert.ok(
			late.every((milliseconds) => Math.abs(milliseconds) <= TOLERANCE),
			`reminders and Exhausted came ${late.join(', ')} ms after their times`,
		);
		for (const { content } of reminders) assert.match(content, /Visitor15/);
		await workflow.twoRemindersLater();
		assert.equal(workflow.group('Visitor15').length, 4, 'nothing follows Exhausted');
		assert.equal(workflow.manager('Visitor15').length, 1, 'Exhausted is said once');
	});
});
