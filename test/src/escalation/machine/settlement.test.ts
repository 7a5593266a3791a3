import * as machine from '../../../../src/escalation/machine';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import {
	claimed,
	failed,
	FIRST,
	settled,
	stateNames,
	states,
	words,
} from '../../../support/model/machineStates.mts';

describe('settling what was sent', () => {
	test('a reminder, and the next is planned', () => {
		const step = machine.settle(
			states['reminder 1 on its way'](),
			'token',
			{ result: 'sent' },
			FIRST + SECOND,
		);
		expect(step?.escalation).toMatchObject({
			state: 'open',
			reminderCount: 1,
			dueAt: FIRST + 10 * MINUTE,
			claim: null,
		});
		expect(words(step!)).toEqual(['reminderSent 1']);
		expect(step?.reminder).toEqual({
			escalationId: 'escalation-1',
			number: 1,
			gatedAt: FIRST,
			sentAt: FIRST + SECOND,
			token: 'token',
		});
	});

	test.each([
		['exhaustion on its way', 'exhausted'],
		['reply on its way', 'replied'],
	] as const)('"%s": nothing is left to do', (name, state) => {
		expect(settled(states[name](), FIRST + HOUR)).toMatchObject({
			state,
			dueAt: null,
			claim: null,
		});
	});
});

describe('settling what failed', () => {
	test('a reminder is not counted and tried again as the same number', () => {
		const step = machine.settle(states['reminder 2 on its way'](), 'token', failed, FIRST + HOUR)!;
		expect(step.escalation).toMatchObject({
			state: 'open',
			reminderCount: 1,
			failures: 1,
			dueAt: FIRST + HOUR + 5 * SECOND,
		});
		expect(step.unsent).toBe(2);
		expect(step.timeline).toEqual([
			{ at: FIRST + HOUR, what: 'reminderFailed', number: 2, cause: 'The robot is gone' },
		]);
		expect(claimed(step.escalation, FIRST + 2 * HOUR).claim).toMatchObject({ reminderNumber: 2 });
	});

	test('an execution that ended before the gate takes no reminder back', () => {
		const step = machine.settle(
			states['reminder 1 claimed'](),
			'token',
			{ result: 'sent' },
			FIRST,
		)!;
		expect(step.escalation).toMatchObject({ state: 'open', reminderCount: 0, failures: 1 });
		expect(step).not.toHaveProperty('unsent');
		expect(step.timeline[0].cause).toContain('before this item passed');
	});

	test('a reminder that was lost before, and fails before the gate, counts as before', () => {
		const again = claimed(states['reminder 1 on its way'](), FIRST + HOUR);
		const step = machine.settle(again, 'token', failed, FIRST + HOUR)!;
		expect(step.unsent).toBeUndefined();
		expect(step.escalation.reminderCount).toBe(1);
	});

	test('whose turn it never was is due at once, before what fell due meanwhile, without a failure', () => {
		const step = machine.settle(
			states['reminder 1 on its way'](),
			'token',
			{ result: 'untouched' },
			FIRST + SECOND,
		)!;
		expect(step.escalation).toMatchObject({ failures: 0, reminderCount: 0, dueAt: FIRST });
		expect(step.timeline[0].cause).toContain('earlier item');
	});

	test.each(['reminder 1 claimed', 'exhaustion claimed', 'reply claimed'] as const)(
		'that was never started leaves no trace: %s',
		(name) => {
			const before = states[name]();
			const rejected = { result: 'notStarted', reason: 'n8n rejected it' } as const;
			const step = machine.settle(before, 'token', rejected, FIRST + SECOND)!;
			expect(words(step)).toEqual([]);
			expect(step.escalation).toMatchObject({
				failures: before.failures,
				reminderCount: before.reminderCount,
				dueAt: FIRST + SECOND,
				claim: null,
			});
		},
	);

	test('that n8n rejected after it had left the node is an attempt', () => {
		const rejected = { result: 'notStarted', reason: 'n8n could not save it' } as const;
		const step = machine.settle(states['reminder 1 on its way'](), 'token', rejected, FIRST)!;
		expect(step.escalation).toMatchObject({ failures: 1, dueAt: FIRST + 5 * SECOND });
		expect(step.timeline).toMatchObject([{ what: 'reminderFailed', cause: rejected.reason }]);
	});

	test('one success forgets the failures before', () => {
		const before = { ...states['reminder 1 on its way'](), failures: 9 };
		expect(settled(before, FIRST).failures).toBe(0);
	});

	test.each([
		['exhaustion claimed', 'open'],
		['exhaustion on its way', 'exhausted'],
		['reply claimed', 'replied'],
		['reply on its way', 'replied'],
	] as const)('"%s" is announced again later', (name, state) => {
		const step = machine.settle(states[name](), 'token', failed, FIRST + HOUR)!;
		expect(step.escalation).toMatchObject({
			state,
			claim: null,
			dueAt: FIRST + HOUR + 5 * SECOND,
		});
		expect(words(step)).toEqual(['announcementFailed']);
		const next = claimed(step.escalation, FIRST + 2 * HOUR);
		expect(next.claim?.output).toBe(states[name]().claim?.output);
	});

	test.each([
		['exhaustion claimed', 'exhausted', ['exhausted', 'announcementGivenUp']],
		['exhaustion on its way', 'exhausted', ['announcementGivenUp']],
		['reply on its way', 'replied', ['announcementGivenUp']],
	] as const)('"%s" is over when it fails ten times', (name, state, told) => {
		const before = { ...states[name](), failures: 9 };
		const step = machine.settle(before, 'token', failed, FIRST + HOUR)!;
		expect(step.escalation).toMatchObject({ state, dueAt: null, claim: null });
		expect(step.escalation.endedAt).not.toBeNull();
		expect(words(step)).toEqual(told);
	});
});

test.each(stateNames)('"%s" cannot be settled with a claim that it does not hold', (name) => {
	expect(machine.settle(states[name](), 'other', { result: 'sent' }, FIRST)).toBeUndefined();
});
