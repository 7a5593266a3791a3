import type { IDataObject, IRun } from 'n8n-workflow';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { labelOf } from '../../../nodes/shared/executionLabels';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { aServiceEvent, EscalationWorkflow } from '../../support/nodes/escalationWorkflow.mts';
import { fakeTime } from '../../support/time/fakeTime.mts';
import { TestWorkflow, type ActiveTrigger } from '../../support/nodes/workflow.mts';

const { pass } = fakeTime(Date.UTC(2026, 0, 5, 9));
const KEY = 'twt:shop:Visitor15';

/** What n8n keeps beside an execution, and its list can be filtered by. */
const labelsOf = (run: IRun) => run.data.resultData.metadata;

describe('the executions of Repeat Until Replied', () => {
	let workflow: EscalationWorkflow;
	let trigger: ActiveTrigger;

	async function begin(...events: IDataObject[]): Promise<void> {
		workflow = new EscalationWorkflow({
			firstReminderAfter: 5,
			remindEvery: 10,
			maximumReminders: 2,
			options: { changesOutput: true },
		});
		trigger = await workflow.publish();
		const received = workflow.receive(...events);
		await pass(10);
		expect(labelsOf(await received)).toBeUndefined();
	}
	afterEach(async () => {
		const closed = trigger.close();
		// Its clock may be looking for what is due.
		await pass(100);
		await closed;
	});

	test('say whose they are, and what leaves', async () => {
		await begin(aServiceEvent());
		await pass(HOUR);
		const labels = (await Promise.all(trigger.runs)).map(labelsOf);
		const whose = { customer: 'Visitor15', conversation: KEY };
		expect(labels).toEqual([
			{ ...whose, output: 'reminder 1 of 2' },
			{ ...whose, output: 'reminder 2 of 2' },
			{ ...whose, output: 'exhausted' },
		]);
	});

	test('of many name the first few', async () => {
		const event = (name: string) => aServiceEvent({ id: name, visitor: { name } }, { key: name });
		await begin(...Array.from({ length: 40 }, (_, index) => event(`Visitor${index}`)));
		await pass(6 * MINUTE);
		const [run] = await Promise.all(trigger.runs);
		expect(labelsOf(run)).toMatchObject({
			customer: 'Visitor0, Visitor1, Visitor2 and 37 more',
			output: 'reminder 1 of 2',
		});
	});

	test('say what somebody did', async () => {
		await begin(aServiceEvent());
		const { engine, wake } = await getRuntime();
		const changed = engine.change(KEY, { action: 'cancel', actor: 'Ann' });
		await pass(10);
		for (const { scope } of await changed) wake(scope);
		await pass(MINUTE);
		const [run] = await Promise.all(trigger.runs);
		expect(labelsOf(run)).toMatchObject({ customer: 'Visitor15', output: 'cancelled' });
	});

	test('tried by hand have none', async () => {
		await begin(aServiceEvent());
		expect(labelsOf(await workflow.preview(aServiceEvent()))).toBeUndefined();
	});
});

test('the executions of the trigger say whose events they have, and which', async () => {
	const workflow = new TestWorkflow([{ name: 'Trigger', type: new ServiceEventTrigger() }], []);
	const other = aServiceEvent({ id: '2', visitor: undefined, conversation: undefined });
	const run = await workflow.run('Trigger', [aServiceEvent(), other], 'trigger');
	expect(labelsOf(run)).toEqual({
		customer: 'Visitor15',
		conversation: KEY,
		source: 'twtChat',
		kind: 'message.unreplied',
	});
});

test.each([
	[[undefined, ''], undefined],
	[['a\nb\u202e', 'a b'], 'a b'],
	[['Ann', 'Bob', 'Ann', 'Cleo'], 'Ann, Bob, Cleo'],
	[['x'.repeat(1_000_000)], `${'x'.repeat(254)}…`],
	// Not half of a character.
	[['👩'.repeat(200), 'b', 'c', 'd'], `${'👩'.repeat(34)}…, b, c and 1 more`],
])('is within what n8n keeps, and plain text: %#', (values, label) => {
	expect(labelOf(values)).toBe(label);
	expect((label ?? '').length).toBeLessThanOrEqual(255);
});
