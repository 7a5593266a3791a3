import type { IDataObject, INodeParameters, IRun } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { reminderOutcomes } from '../../../nodes/shared/executionOutcome';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { runRobotNode } from '../../support/nodes/robotNode.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { nodeType, TestWorkflow } from '../../support/nodes/workflow.mts';

/* What Repeat Until Replied makes of an execution in which a robot could not send all, and what the group has read. */

const GROUP = 'service-group-key';
/** Code of WeCom: a mentioned user does not exist. */
const NOBODY = 46004;
/** Code of WeCom: it limits simultaneous requests. */
const TOO_MANY_AT_A_TIME = 45033;

let fake: FakeWeCom;
beforeEach(async () => {
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterEach(async () => await fake.stop());

const clockNode = nodeType('Clock', ['main'], async function () {
	return [this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
});

const reminder = (key: string, part: IDataObject = {}): IDataObject => ({
	...escalationItem({
		conversation: { key: `${key}.` },
		event: undefined,
		reminder: { number: 1, maximum: 4, idempotencyKey: key },
		escalation: { state: 'reminding', reminderCount: 1 },
	}),
	...part,
});

const credentials = () => ({
	weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
});

async function run(
	executionId: string,
	items: IDataObject[],
	parameters: INodeParameters,
): Promise<IRun> {
	const workflow = new TestWorkflow(
		[
			{ name: 'Clock', type: clockNode },
			{ name: 'Robot', type: new WeComRobot(), parameters, credentials: credentials() },
		],
		[['Clock', 0, 'Robot']],
	);
	return await workflow.run('Clock', items, 'trigger', executionId);
}

/** One letter for each item: sent, failed, untouched. */
const lettersOf = (result: IRun, items: IDataObject[]) =>
	reminderOutcomes(
		result,
		items.map((_, index) => `t${index}`),
		'Clock',
	)
		.map((outcome) => outcome.result[0])
		.join('');

const readBy = () => fake.messagesOf(GROUP).map(({ content }) => content);

describe('a reminder that cannot be written', () => {
	const quote = '={{ $json.quote }}';
	const defined = { notification: 'define', title: '={{ $json.reminder.idempotencyKey }}', quote };

	it.each([
		[
			'is too long',
			{ ...defined, options: { whenTooLong: 'fail' } },
			{ quote: '字'.repeat(6_000) },
		],
		['mentions nobody there is', { mention: { users: '={{ $json.user }}' } }, { user: 'li lei!' }],
		['has no title', defined, { reminder: { number: 1, maximum: 4, idempotencyKey: '' } }],
	] as Array<[string, INodeParameters, IDataObject]>)(
		'because it %s: those before it are in the group, those after it wait',
		async (why, parameters, broken) => {
			const items = ['0', '1', '2', '3'].map((n) => reminder(`${why} ${n}`));
			Object.assign(items[2], broken);
			const result = await run('first', items, parameters);
			expect(lettersOf(result, items)).toBe('ssfu');
			expect(readBy()).toHaveLength(2);
		},
	);

	it('does not keep the others from the group where the node continues', async () => {
		const items = ['0', '1', '2'].map((n) => reminder(`continued ${n}`, { user: `user${n}` }));
		items[1].user = 'li!lei';
		const left = await runRobotNode(new WeComRobot(), {
			mode: 'trigger',
			items,
			credentials: credentials(),
			parameters: { mention: { users: '={{ $json.user }}' } },
			continueOnFail: true,
		});
		expect(left.map(({ json }) => json.error ?? json.errcode)).toEqual([
			0,
			expect.stringContaining('is not'),
			0,
		]);
		expect(readBy()).toHaveLength(2);
	});
});

/** Mentions whom the item names, in the message itself. */
const parameters = {
	mention: { users: '={{ $json.user ?? "" }}' },
	options: { style: 'markdown' },
};

describe('two digests, one of which is refused', () => {
	it('are sent once, each', async () => {
		const items = Array.from({ length: 14 }, (_, index) =>
			reminder(`digests ${index}`, { user: index % 2 === 0 ? 'li' : 'wang' }),
		);
		fake.failures.push(0, NOBODY);
		const result = await run('first', items, parameters);
		expect(lettersOf(result, items)).toBe('sfuuuuuuuuuuuu');
		const again = items.slice(1);
		expect(lettersOf(await run('again', again, parameters), again)).toBe('s'.repeat(13));
		for (let index = 0; index < 14; index += 1) {
			const said = readBy().join('\n').split(`digests ${index}.`).length - 1;
			expect([index, said]).toEqual([index, 1]);
		}
	});
});

describe('a digest of several messages, one of which is refused', () => {
	it('counts as sent whom the others named, and none of them is sent again', async () => {
		const items = Array.from({ length: 100 }, (_, index) =>
			reminder(`part ${String(index).padStart(3, '0')}`, {
				links: { acknowledge: `https://n8n.example.com/webhook/page?t=${'A'.repeat(60)}` },
			}),
		);
		fake.failures.push(0, 0, NOBODY);
		const letters = lettersOf(await run('first', items, {}), items);
		expect(readBy()).toHaveLength(2);
		const named = (key: string) => readBy().filter((content) => content.includes(`${key}.`)).length;
		const inGroup = items.map((_, index) => named(`part ${String(index).padStart(3, '0')}`));
		const count = inGroup.lastIndexOf(1) + 1;
		expect(count).toBeGreaterThan(20);
		expect(letters).toBe(`${'s'.repeat(count)}f${'u'.repeat(99 - count)}`);
		const again = items.slice(count);
		expect(lettersOf(await run('again', again, {}), again)).toBe('s'.repeat(100 - count));
		for (const index of items.keys()) {
			expect([index, named(`part ${String(index).padStart(3, '0')}`)]).toEqual([index, 1]);
		}
	});
});

describe('a reminder that went with a digest of another execution', () => {
	it('fails as the item that it is in its own', async () => {
		const mine = [reminder('mine 0', { user: 'li' }), reminder('mine 1'), reminder('mine 2')];
		const theirs = ['0', '1', '2', '3', '4', '5'].map((n) => reminder(`theirs ${n}`));
		// Theirs come to wait while the first of mine is tried again.
		fake.failures.push(TOO_MANY_AT_A_TIME, 0, NOBODY);
		const isTried = new Promise((resolve) => fake.onMessage(resolve));
		const myRun = run('mine', mine, parameters);
		await isTried;
		const theirResult = await run('theirs', theirs, parameters);
		expect(lettersOf(await myRun, mine)).toBe('sfu');
		expect(lettersOf(theirResult, theirs)).toBe('fuuuuu');
		expect(readBy()).toHaveLength(1);
	});
});
