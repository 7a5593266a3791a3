import type { IDataObject, WorkflowExecuteMode } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { FakeWeCom } from '../../support/fakeWeCom.mts';
import { runRobotNode } from '../../support/robotNode.mts';
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
): Promise<IDataObject[]> {
	const data = { key: GROUP, baseUrl: fake.url };
	const credentials = { weComRobotApi: { type: new WeComRobotApi(), data } };
	const left = await runRobotNode(new WeComRobot(), { executionId, mode, items, credentials });
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
