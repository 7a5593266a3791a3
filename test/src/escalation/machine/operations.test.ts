import * as machine from '../../../../src/escalation/machine';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { aLease, anEscalation, KEY, T0 } from '../../../support/model/escalations.mts';
import {
	claimed,
	failed,
	FIRST,
	replied,
	settled,
	states,
	words,
} from '../../../support/model/machineStates.mts';

describe.each([
	['snoozing', machine.snooze, 'snoozed'],
	['acknowledging', machine.acknowledge, 'acknowledged'],
] as const)('%s', (_operation, hold, state) => {
	const given = { until: FIRST + HOUR, actor: 'Li Lei' };

	test.each([
		'waiting for reminder 1',
		'waiting for reminder 2',
		'waiting to be exhausted',
	] as const)('"%s" waits, then goes on where it was', (name) => {
		const step = hold(states[name](), given, FIRST);
		expect(step.escalation).toMatchObject({ state, dueAt: FIRST + HOUR });
		expect(step.timeline).toEqual([{ at: FIRST, what: state, actor: 'Li Lei' }]);
		const after = claimed(step.escalation, FIRST + HOUR);
		expect(after).toMatchObject({ state: 'reminding', heldUntil: null });
		expect(after.claim?.output).toBe(name === 'waiting to be exhausted' ? 'exhausted' : 'reminder');
	});

	test.each(['reminder 1 claimed', 'exhaustion claimed'] as const)('"%s" is taken back', (name) => {
		const { escalation } = hold(states[name](), given, FIRST);
		expect(machine.gate(escalation, 'token', { until: FIRST }, FIRST)).toBeUndefined();
		expect(escalation).toMatchObject({ state, dueAt: FIRST + HOUR });
	});

	test.each([
		['sent', { result: 'sent' } as const],
		['failed', failed],
	])('what is on its way and %s waits after it', (_how, settlement) => {
		const { escalation } = hold(states['reminder 1 on its way'](), given, FIRST);
		expect(escalation.state).toBe('reminding');
		expect(settled(escalation, FIRST + SECOND, settlement)).toMatchObject({
			state,
			dueAt: FIRST + HOUR,
		});
	});

	test('what was lost on its way is not handed out again before', () => {
		const { escalation } = hold(states['reminder 1 on its way'](), given, FIRST);
		const step = machine.claim(escalation, aLease('again', FIRST), FIRST + 2 * MINUTE);
		const found = step.escalation;
		expect(found).toMatchObject({ claim: escalation.claim, dueAt: FIRST + HOUR });
		expect(words(step)).toEqual([]);
		expect(claimed(found, FIRST + HOUR).claim).toMatchObject({
			reminderNumber: 1,
			redelivery: true,
		});
	});

	test('what was handed out again is taken back, and handed out once more afterwards', () => {
		const again = claimed(states['reminder 1 on its way'](), FIRST + HOUR);
		const later = { ...given, until: FIRST + 2 * HOUR };
		const { escalation } = hold(again, later, FIRST + HOUR);
		expect(escalation).toMatchObject({ state, dueAt: FIRST + 2 * HOUR });
		expect(machine.gate(escalation, 'token', { until: FIRST }, FIRST + HOUR)).toBeUndefined();
		const after = claimed(escalation, FIRST + 2 * HOUR);
		expect(after.claim).toMatchObject({ reminderNumber: 1, redelivery: true });
		expect(machine.gate(after, 'token', { until: FIRST }, FIRST + 2 * HOUR)).toBeDefined();
	});

	test('for less than it waits anyway changes nothing but the state', () => {
		const soon = { until: T0 + 1, actor: null };
		const { escalation } = hold(states['waiting for reminder 1'](), soon, T0);
		expect(escalation).toMatchObject({ state, dueAt: FIRST });
	});

	test('does not keep a reply from ending it', () => {
		const { escalation } = hold(states['waiting for reminder 2'](), given, FIRST);
		expect(replied(escalation, FIRST + MINUTE)).toMatchObject({
			state: 'replied',
			heldUntil: null,
			dueAt: FIRST + MINUTE,
		});
	});
});

describe('cancelling', () => {
	test.each([
		'waiting for reminder 1',
		'reminder 1 claimed',
		'reminder 1 on its way',
		'waiting for reminder 2',
		'exhaustion claimed',
	] as const)('"%s" is over, and nobody hears of it', (name) => {
		const given = { because: 'cancelled', actor: 'Li Lei' } as const;
		const step = machine.cancel(states[name](), given, FIRST);
		expect(step.escalation).toMatchObject({
			state: 'cancelled',
			dueAt: null,
			claim: null,
			endedAt: FIRST,
			endedBy: 'Li Lei',
			endedBecause: 'cancelled',
		});
		expect(machine.gate(step.escalation, 'token', { until: FIRST }, FIRST)).toBeUndefined();
		expect(step.timeline).toEqual([
			{ at: FIRST, what: 'cancelled', cause: 'cancelled', actor: 'Li Lei' },
		]);
	});
});

test('who held it last is known when it goes on, and by the latest word', () => {
	const by = (actor: string | null, until: number) => ({ actor, until });
	const first = machine.snooze(states['waiting for reminder 1'](), by(null, FIRST + HOUR), T0);
	const second = machine.acknowledge(first.escalation, by('Li Lei', FIRST + MINUTE), FIRST);
	expect(second.escalation).toMatchObject({ state: 'acknowledged', dueAt: FIRST + MINUTE });
	expect(claimed(second.escalation, FIRST + MINUTE)).toMatchObject({
		state: 'reminding',
		lastHold: { kind: 'acknowledged', by: 'Li Lei', at: FIRST, until: FIRST + MINUTE },
	});
});

test('what an earlier version held, without a note of who and why, is snoozed', () => {
	const before = anEscalation({ state: 'snoozed', heldUntil: FIRST + HOUR, lastHold: null });
	const message = { conversationKey: KEY, writtenAt: FIRST, event: {} };
	const { escalation } = machine.continueWith(before, message, FIRST);
	expect(escalation).toMatchObject({ state: 'snoozed', dueAt: FIRST + HOUR });
});

test('marking as replied ends it, also when its message is younger by the clock of the source', () => {
	const before = anEscalation({ latestMessageAt: FIRST });
	expect(machine.markReplied(before, 'Li Lei', T0).escalation).toMatchObject({
		state: 'replied',
		endedBecause: 'markedReplied',
		endedBy: 'Li Lei',
	});
});
