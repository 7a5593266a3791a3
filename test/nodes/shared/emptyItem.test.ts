import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { nodeType, outputsOf, TestWorkflow } from '../../support/nodes/workflow.mts';

/* What n8n puts out where a node with Always Output Data has nothing to say. */

const GROUP = 'service-group-key';
const REPEAT = 'n8n-nodes-until-replied.untilReplied';
const WORDS: INodeParameters = { notification: 'define', title: 'Somebody waits' };
const MESSAGE: INodeParameters = {
	operation: 'sendMessage',
	messageType: 'text',
	content: 'Somebody waits',
};

let fake: FakeWeCom;
beforeEach(async () => {
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterEach(async () => await fake.stop());

/** The name of a node is that of its type in a workflow under test. */
async function send(
	from: string,
	items: IDataObject[],
	parameters: INodeParameters,
	continueOnFail = false,
) {
	const node = nodeType(from, ['main'], async function () {
		return [this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
	});
	const credentials = {
		weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
	};
	const workflow = new TestWorkflow(
		[
			{ name: from, type: node },
			{
				name: 'Robot',
				type: new WeComRobot(),
				parameters,
				credentials,
				settings: continueOnFail ? { onError: 'continueRegularOutput' as const } : {},
			},
		],
		[[from, 0, 'Robot']],
	);
	const run = await workflow.run(from, items, 'trigger');
	return run.data.resultData.error?.message ?? outputsOf(run, 'Robot')[0];
}

test.each([
	['its own words', {}],
	['words of the user', WORDS],
	['a message of the user', MESSAGE],
])('an empty item of Repeat Until Replied says nothing: %s', async (_what, parameters) => {
	expect(await send(REPEAT, [{}], parameters)).toEqual([{ nothingToSend: true }]);
	expect(fake.received).toEqual([]);
});

test.each([{}, { nothing: null, at: ' ', all: [], within: {} }])(
	'an item of any other node that says nothing is an error before anything is sent: %j',
	async (silent) => {
		const items = [silent, { text: 'Hello' }];
		expect(await send('Manual Trigger', items, {})).toBe('The item has nothing to say');
		expect(fake.received).toEqual([]);
	},
);

test('with Continue on Fail the others are sent', async () => {
	const left = await send('Manual Trigger', [{}, { text: 'Hello' }], {}, true);
	expect(left).toMatchObject([{ error: 'The item has nothing to say' }, { errcode: 0 }]);
	expect(fake.messagesOf(GROUP).map(({ content }) => content)).toEqual([
		expect.stringContaining('Hello'),
	]);
});

test.each([
	['words', WORDS],
	['a message', MESSAGE],
])('%s of the user are sent for an empty item of any other node', async (_what, parameters) => {
	expect(await send('Manual Trigger', [{}], parameters)).toMatchObject([{ errcode: 0 }]);
	expect(fake.messagesOf(GROUP)[0].content).toContain('Somebody waits');
});
