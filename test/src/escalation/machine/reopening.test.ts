import * as machine from '../../../../src/escalation/machine';
import type { Escalation } from '../../../../src/escalation/escalation';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, aPolicy, T0 } from '../../../support/model/escalations.mts';

const policy = aPolicy({ maximumReminders: 2, giveUpAfter: 2 * HOUR });

/** Two reminders, the plan for Exhausted at T0 + 25 minutes; the clock was a day ahead when it ended. */
function ended(changes: Partial<Escalation> = {}): Escalation {
	return anEscalation({
		policy,
		state: 'exhausted',
		reminderCount: 2,
		nextReminderAt: T0 + 25 * MINUTE,
		dueAt: null,
		endedAt: T0 + DAY + 16 * MINUTE,
		endedBecause: 'maximumReminders',
		...changes,
	});
}

const NOW = T0 + 17 * MINUTE;

test.each(['maximumReminders', 'timeLimit'] as const)(
	'what was exhausted by a clock that was a day ahead goes on: %s',
	(endedBecause) => {
		const step = machine.reopen(ended({ endedBecause }), NOW);
		expect(step?.escalation).toMatchObject({
			state: 'open',
			endedAt: null,
			endedBecause: null,
			exhaustion: null,
			claim: null,
			reminderCount: 2,
			dueAt: T0 + 25 * MINUTE,
		});
		expect(step?.timeline).toEqual([{ at: NOW, what: 'reopened', cause: endedBecause }]);
	},
);

test('what the clock that was ahead has planned is due as much later as it had still to wait', () => {
	const nextReminderAt = T0 + DAY + 20 * MINUTE;
	const step = machine.reopen(
		ended({ endedBecause: 'timeLimit', reminderCount: 1, nextReminderAt }),
		NOW,
	);
	expect(step?.escalation).toMatchObject({ nextReminderAt: NOW + 4 * MINUTE });
});

test('so does what the source seemed to be silent of', () => {
	const silent = { ...policy, endWhenSilentFor: HOUR };
	const step = machine.reopen(
		ended({ state: 'replied', policy: silent, endedBecause: 'silence', lastHeardAt: T0 }),
		NOW,
	);
	expect(step?.escalation).toMatchObject({ state: 'open', dueAt: T0 + 25 * MINUTE });
});

test.each([
	['was answered', { state: 'replied', endedBecause: 'reply' }],
	['was marked as replied', { state: 'replied', endedBecause: 'markedReplied' }],
	['somebody has cancelled', { state: 'cancelled', endedBecause: 'cancelled' }],
	['no robot could send', { endedBecause: 'reminderFailed' }],
	['ended a moment ahead', { endedAt: NOW + MINUTE }],
	['ended before now', { endedAt: NOW - HOUR }],
	['is open', { state: 'open', endedAt: null, endedBecause: null }],
	['would be over by now anyway', { nextReminderAt: T0 + 10 * MINUTE }],
	['would be over by its time limit', { endedBecause: 'timeLimit', openedAt: NOW - 2 * HOUR }],
] as const)('what %s stays as it is', (_what, changes) => {
	expect(machine.reopen(ended(changes), NOW)).toBeUndefined();
});
