import { failingUpToDate } from '../../../src/escalation/earlier';
import { T0 } from '../../support/model/escalations.mts';

test('what an earlier version stored of reminders that fail counts its alarms from none', () => {
	const stored = { since: T0, reminderNumber: 1, reason: 'The robot is gone', announceAt: T0 };
	expect(failingUpToDate(stored)).toEqual({ ...stored, failures: 0 });
	expect(failingUpToDate({ ...stored, failures: 3 }).failures).toBe(3);
});
