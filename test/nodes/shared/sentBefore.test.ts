import type { IDataObject, INodeParameters, WorkflowExecuteMode } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeWeCom } from '../../support/fakeWeCom.mts';
import { messageOf, runRobotNode } from '../../support/robotNode.mts';
import { escalationItem } from '../../support/serviceEvents.mts';

const GROUP = 'service-group-key';

let fake: FakeWeCom;
beforeEach(async () => {
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterEach(async () => await fake.stop());

const push = (idempotencyKey: string) =>
	escalationItem({
		push: { number: 1, maximum: 4, idempotencyKey },
		escalation: { state: 'pushing', pushCount: 1 },
	});

async function run(
	executionId: string,
	items: IDataObject[],
	mode: WorkflowExecuteMode = 'trigger',
	parameters: INodeParameters = {},
): Promise<IDataObject[]> {
	const data = { key: GROUP, baseUrl: fake.url };
	const credentials = { weComRobotApi: { type: new WeComRobotApi(), data } };
	const left = await runRobotNode(new WeComRobot(), {
		executionId,
		mode,
		items,
		credentials,
		parameters,
	});
	return left.map(({ json }) => json);
}

const heard = () => fake.messagesOf(GROUP).length;

test('a push that is tried again because another robot failed is not sent twice', async () => {
	await run('first', [push('once:1')]);
	expect(await run('again', [push('once:1'), push('once:2')])).toEqual([
		{ alreadySent: true },
		expect.objectContaining({ errcode: 0 }),
	]);
	expect(heard()).toBe(2);
});

test.each(['text', 'markdown'])('nor is a %s of the user’s own', async (type) => {
	const message = messageOf(type, { content: 'Still waiting' });
	const pushes = [push(`${type}:1`), push(`${type}:2`)];
	await run('first', pushes.slice(0, 1), 'trigger', message);
	expect(await run('again', pushes, 'trigger', message)).toEqual([
		{ alreadySent: true },
		expect.objectContaining({ errcode: 0 }),
	]);
	expect(heard()).toBe(2);
});

test('a message of the user’s own that could not be sent is', async () => {
	const message = messageOf('text', { content: 'Still waiting' });
	fake.robots[0].isDisabled = true;
	await expect(run('first', [push('own:1')], 'trigger', message)).rejects.toThrow();
	fake.robots[0].isDisabled = false;
	await run('again', [push('own:1')], 'trigger', message);
	expect(heard()).toBe(1);
});

test('a sub-workflow sends it for every group that it is called for', async () => {
	await run('1', [push('called:1')], 'integrated');
	await run('2', [push('called:1')], 'integrated');
	expect(heard()).toBe(2);
});

test('what could not be sent is', async () => {
	fake.robots[0].isDisabled = true;
	await expect(run('first', [push('failed:1')])).rejects.toThrow();
	fake.robots[0].isDisabled = false;
	await run('again', [push('failed:1')]);
	expect(heard()).toBe(1);
});

test('one execution may say the same twice', async () => {
	await run('only', [push('twice:1'), push('twice:1')]);
	expect(heard()).toBe(2);
});

test('what is tried out in the editor is sent each time', async () => {
	await run('1', [push('preview:1')], 'manual');
	await run('2', [push('preview:1')], 'manual');
	expect(heard()).toBe(2);
});

test('an item of anybody else is sent each time', async () => {
	await run('1', [{ text: 'hello' }]);
	await run('2', [{ text: 'hello' }]);
	expect(heard()).toBe(2);
});
