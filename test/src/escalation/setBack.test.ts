import { setBack } from '../../../src/escalation/setBack';
import { HOUR, MINUTE } from '../../../src/time/duration';
import { anEscalation, T0 } from '../../support/model/escalations.mts';

test('when the clock was set back, what was to come in ten minutes still is', () => {
	const by = 24 * HOUR;
	const ahead = anEscalation({
		openedAt: T0 + by,
		dueAt: T0 + by + 10 * MINUTE,
		nextReminderAt: T0 + by + 10 * MINUTE,
		latestReminderAt: T0 + by + 20 * MINUTE,
		heldUntil: T0 + by + 30 * MINUTE,
		lastHold: {
			kind: 'snoozed',
			by: 'Li Lei',
			at: T0 + by - MINUTE,
			until: T0 + by + 30 * MINUTE,
		},
		failing: {
			since: T0 + by - MINUTE,
			reminderNumber: 1,
			reason: 'The robot is gone',
			announceAt: T0 + by + MINUTE,
			failures: 0,
		},
		lastHeardAt: T0 + by,
		latestMessageAt: T0 + by,
		waitingSince: T0 - MINUTE,
	});
	expect(setBack(ahead, by, T0)).toEqual({
		...ahead,
		openedAt: T0,
		dueAt: T0 + 10 * MINUTE,
		nextReminderAt: T0 + 10 * MINUTE,
		latestReminderAt: T0 + 20 * MINUTE,
		heldUntil: T0 + 30 * MINUTE,
		lastHold: { kind: 'snoozed', by: 'Li Lei', at: T0 - MINUTE, until: T0 + 30 * MINUTE },
		failing: {
			since: T0 - MINUTE,
			reminderNumber: 1,
			reason: 'The robot is gone',
			announceAt: T0 + MINUTE,
			failures: 0,
		},
		lastHeardAt: T0,
		latestMessageAt: T0,
	});
});

test('what happened before the clock was ahead happened when it did', () => {
	const by = 24 * HOUR;
	const before = anEscalation({ openedAt: T0 - HOUR, lastHeardAt: T0 });
	expect(setBack(before, by, T0)).toMatchObject({ openedAt: T0 - HOUR, lastHeardAt: T0 });
});

test('what nobody planned stays unplanned', () => {
	const failing = {
		since: T0,
		reminderNumber: 1,
		reason: 'The robot is gone',
		announceAt: null,
		failures: 0,
	};
	const unplanned = anEscalation({ dueAt: null, heldUntil: null, lastHold: null, failing });
	expect(setBack(unplanned, 24 * HOUR, T0)).toMatchObject({
		dueAt: null,
		heldUntil: null,
		lastHold: null,
		failing,
	});
});

test('of what is over, the time between opening and end stays', () => {
	const by = 24 * HOUR;
	const times = { openedAt: T0 + by, endedAt: T0 + by + MINUTE };
	expect(setBack(anEscalation({ state: 'replied', ...times }), by, T0)).toMatchObject(times);
});
