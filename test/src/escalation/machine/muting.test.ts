import * as machine from '../../../../src/escalation/machine';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { aLease, anEscalation, aPolicy, T0 } from '../../../support/model/escalations.mts';
import {
	FIRST,
	policy,
	states,
	words,
	type StateName,
} from '../../../support/model/machineStates.mts';

const mute = { id: 'one', until: FIRST + HOUR, by: 'Ann', reason: 'Maintenance' };
const look = (name: StateName, now: number) =>
	machine.claim(states[name](), aLease('mine', now), now, -Infinity, mute);

describe('while it is muted', () => {
	test.each<StateName>([
		'waiting for reminder 1',
		'waiting for reminder 2',
		'waiting to be exhausted',
		'failing to announce',
	])('"%s" hands out nothing, and is looked at a minute later', (name) => {
		const now = states[name]().dueAt!;
		const step = look(name, now);
		expect(step).toMatchObject({
			mutedBy: 'one',
			timeline: [{ at: now, what: 'muted', cause: 'Maintenance', actor: 'Ann' }],
			escalation: { claim: null, muted: { id: 'one', since: now }, dueAt: now + MINUTE },
		});
		const again = machine.claim(
			step.escalation,
			aLease('mine', now + MINUTE),
			now + MINUTE,
			-Infinity,
			mute,
		);
		expect(again.mutedBy).toBeUndefined();
		expect(again).toMatchObject({
			timeline: [],
			escalation: { muted: { since: now }, dueAt: now + 2 * MINUTE },
		});
	});

	test('what was lost stays the same reminder', () => {
		const { escalation } = look('reminder 1 on its way', FIRST + MINUTE);
		expect(escalation.claim).toMatchObject({ reminderNumber: 1, gatedAt: FIRST });
		const now = FIRST + HOUR;
		const { escalation: again } = machine.claim(escalation, aLease('mine', now), now);
		expect(again).toMatchObject({ muted: null, claim: { reminderNumber: 1, redelivery: true } });
	});

	test('a reply is told', () => {
		expect(look('reply to announce', FIRST + MINUTE).escalation.claim).toMatchObject({
			output: 'replied',
		});
	});

	test('silence that counts as a reply ends it', () => {
		const silent = anEscalation({ policy: { ...policy, endWhenSilentFor: 5 * MINUTE } });
		const step = machine.claim(silent, aLease('mine', FIRST), FIRST, -Infinity, mute);
		expect(step.escalation).toMatchObject({ endedBecause: 'silence' });
	});

	test('nobody is told of a target', () => {
		const late = anEscalation({
			policy: aPolicy({ targets: { within: { firstReply: MINUTE }, warnAt: 1 } }),
		});
		const step = machine.claim(late, aLease('mine', FIRST), FIRST, -Infinity, mute);
		expect(step.toldTargets).toBeUndefined();
		const now = FIRST + HOUR;
		const after = machine.claim(step.escalation, aLease('mine', now), now);
		expect(after).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'breached' }],
			escalation: { muted: null, claim: { reminderNumber: 1 } },
		});
	});

	test('what was handed out before does not pass the gate', () => {
		const step = machine.giveBack(states['reminder 1 claimed'](), FIRST, mute)!;
		expect(step.escalation).toMatchObject({ claim: null, dueAt: FIRST, failures: 0 });
		const again = machine.giveBack(states['reminder 1 claimed again'](), FIRST + MINUTE, mute)!;
		expect(again.escalation.claim).toMatchObject({ isTakenBack: true, reminderNumber: 1 });
		expect(machine.giveBack(states['reply claimed'](), FIRST + MINUTE, mute)).toBeUndefined();
		expect(machine.giveBack(states['reminder 1 on its way'](), FIRST, mute)).toBeUndefined();
	});
});

test('afterwards one reminder stands for all that was held back, and the schedule goes on', () => {
	const held = look('waiting for reminder 1', FIRST).escalation;
	const now = FIRST + HOUR;
	const { escalation, timeline } = machine.claim(held, aLease('mine', now), now);
	expect(escalation).toMatchObject({ muted: null, claim: { reminderNumber: 1 } });
	expect(words({ escalation, timeline })).toEqual([]);
	const { escalation: gated } = machine.gate(escalation, 'mine', { until: now + MINUTE }, now)!;
	const { escalation: sent } = machine.settle(gated, 'mine', { result: 'sent' }, now)!;
	expect(sent.nextReminderAt).toBeGreaterThan(now);
	expect(sent.reminderCount).toBe(1);
});

test('that begins after it was held counts by itself', () => {
	const held = look('waiting for reminder 1', FIRST).escalation;
	const other = { ...mute, id: 'two' };
	const step = machine.claim(held, aLease('mine', FIRST + MINUTE), FIRST + MINUTE, T0, other);
	expect(step).toMatchObject({ mutedBy: 'two', escalation: { muted: { id: 'two' } } });
});
