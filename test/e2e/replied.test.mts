import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { markRepliedWorkflow } from '../support/n8n/demoWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import type { ReceivedMessage } from '../support/robots/weCom/fakeWeCom.mts';
import { reminderNumbers } from '../support/model/reminderNumbers.mts';
import { ALWAYS_ONE_MORE, post, Stage } from '../support/n8n/stage.mts';
import { exampleConversation, unreplied, unrepliedExample } from '../support/sources/twtChat.mts';

/** A reply is word of what happened now; the example itself is from 2025. */
const now = () => Math.floor(Date.now() / 1_000);

let stage: Stage;
before(async () => {
	stage = await Stage.start();
});
after(async () => await stage.stop());

describe('Somebody answers', { concurrency: true }, () => {
	it('stops when the source says that somebody replied', async () => {
		const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
		await workflow.send(unrepliedExample);
		await until('reminder two', () => workflow.group().length >= 2);
		const answer = await workflow.send(
			unreplied({ status: '4', assigned_agent_nickname: 'Li Lei' }, { created_at: now() }),
		);
		assert.equal(answer.status, 200);

		await until('the group hears that it is handled', () =>
			workflow.group().some(({ content }) => /got a reply after[^]+Li Lei/.test(content)),
		);
		const heard = workflow.group('Visitor15').length;
		await workflow.twoRemindersLater();
		assert.equal(workflow.group('Visitor15').length, heard, 'no reminder after the reply');
		assert.equal(workflow.manager('Visitor15').length, 0);
	});

	it('stops when another workflow says that somebody replied', async () => {
		const workflow = await stage.publish({ policy: ALWAYS_ONE_MORE });
		const markReplied = markRepliedWorkflow('replied-by-webhook');
		await stage.api.publish(await stage.api.createWorkflow(markReplied));
		const markRepliedUrl = `${stage.n8n.url}/webhook/replied-by-webhook`;
		await workflow.send(unreplied({ visitor_name: 'Visitor16' }));
		await until('reminder one', () => workflow.group().length >= 1);

		const conversationKey = exampleConversation.replace('Visitor15', 'Visitor16');
		const answer = await post(
			markRepliedUrl,
			JSON.stringify({ conversationKey, actor: 'Han Meimei' }),
		);
		assert.equal(answer.status, 200);
		assert.equal(answer.body.replied, 1);
		await until('the group hears that it is handled', () =>
			workflow.group().some(({ content }) => /got a reply after[^]+Han Meimei/.test(content)),
		);
		const heard = workflow.group('Visitor16').length;
		await workflow.twoRemindersLater();
		assert.equal(workflow.group('Visitor16').length, heard, 'no reminder after it');
		assert.equal(workflow.manager('Visitor16').length, 0);
	});

	it('sends a reminder again, as the same one, when the robot refused it', async () => {
		const workflow = await stage.publish();
		workflow.robot.isDisabled = true;
		await workflow.send(unreplied({ visitor_name: 'Visitor17' }));
		const isRefused = ({ robot, errcode }: ReceivedMessage) =>
			robot === workflow.robot.key && errcode !== 0;
		const refused = () => stage.weCom.received.filter(isRefused).length;
		await until('the robot refuses', () => refused() > 0);
		workflow.robot.isDisabled = false;

		await until('reminder two', () => workflow.group().length >= 2);
		assert.deepEqual(reminderNumbers(workflow.group()).slice(0, 2), [1, 2]);
		const executions = await stage.api.executions(workflow.id);
		assert.equal(executions.filter(({ status }) => status === 'error').length, refused());
	});
});
