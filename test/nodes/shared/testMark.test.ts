import type { INodeParameters } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { aServiceEvent, NODE } from '../../support/nodes/escalationWorkflow.mts';
import { UntilReplied } from '../../../nodes/UntilReplied/UntilReplied.node';
import { manualTrigger, TestWorkflow } from '../../support/nodes/workflow.mts';

/* What a robot sends when somebody tries the workflow by hand. */

const GROUP = 'service-group-key';
const OWN_WORDS: INodeParameters = {
	operation: 'sendMessage',
	messageType: 'text',
	content: 'Somebody waits',
};

let fake: FakeWeCom;
beforeEach(async () => {
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterEach(async () => await fake.stop());

async function tried(parameters: INodeParameters): Promise<string> {
	const credentials = {
		weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
	};
	const workflow = new TestWorkflow(
		[
			{ name: 'Start', type: manualTrigger() },
			{ name: NODE, type: new UntilReplied() },
			{ name: 'Robot', type: new WeComRobot(), parameters, credentials },
		],
		[
			['Start', 0, NODE],
			[NODE, 0, 'Robot'],
		],
	);
	const run = await workflow.run('Start', [aServiceEvent()], 'manual');
	expect(run.status).toBe('success');
	const [{ content }] = fake.messagesOf(GROUP);
	return content;
}

test.each([
	['from the item', {}, '[Test] No reply to Visitor15'],
	['in Chinese', { options: { language: 'zh' } }, '【测试】Visitor15 已等待'],
	['defined below', { notification: 'define', title: 'Look here' }, '[Test] Look here'],
	['its text', { ...OWN_WORDS, content: '={{ $json.text }}' }, '[Test] No reply to'],
] as Array<[string, INodeParameters, string]>)('is marked: %s', async (_, parameters, words) => {
	expect(await tried(parameters)).toContain(words);
});

test("is not, where they are the user's own words", async () => {
	expect(await tried(OWN_WORDS)).toBe('Somebody waits');
});
