import { planOf } from '../../../../src/escalation/plan/plan';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { aPolicy, officeHours, T0 } from '../../../support/model/escalations.mts';

const minutes = (at: unknown) => (Date.parse(String(at)) - T0) / MINUTE;
const shown = (...args: Parameters<typeof planOf>) =>
	planOf(...args).map(({ output, number, at }) => [number ?? output, minutes(at)]);

test('every reminder, and Exhausted one interval after the last', () => {
	const policy = aPolicy({
		firstReminderAfter: 5 * MINUTE,
		intervals: [10 * MINUTE, 30 * MINUTE],
		longestInterval: HOUR,
		maximumReminders: 3,
	});
	expect(shown(policy, [], T0, T0)).toEqual([
		[1, 5],
		[2, 15],
		[3, 45],
		['exhausted', 75],
	]);
});

test('a time limit comes before the reminders that are left', () => {
	const policy = aPolicy({ giveUpAfter: 20 * MINUTE, maximumReminders: 0 });
	expect(shown(policy, [], T0, T0)).toEqual([
		[1, 5],
		[2, 15],
		['exhausted', 20],
	]);
});

test('a reminder that would leave when the time is over does not', () => {
	const policy = aPolicy({ giveUpAfter: 15 * MINUTE, maximumReminders: 0 });
	expect(shown(policy, [], T0, T0)).toEqual([
		[1, 5],
		['exhausted', 15],
	]);
});

test('each has its level', () => {
	const levels = [{ name: 'Lead', fromReminder: 3 }];
	const plan = planOf(aPolicy(), levels, T0, T0);
	expect(plan.map(({ level }) => level)).toEqual([1, 1, 2, 2, undefined]);
});

test('a plan without end is shown in part', () => {
	const policy = aPolicy({ maximumReminders: 1_000 });
	expect(planOf(policy, [], T0, T0)).toHaveLength(20);
});

test('active hours move it', () => {
	const activeHours = officeHours({
		ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '09:30' }],
	});
	expect(shown(aPolicy({ activeHours }), [], T0, T0)).toEqual([
		[1, 5],
		[2, 15],
		[3, 25],
		[4, 24 * 60],
		['exhausted', 24 * 60 + 10],
	]);
});

test('what is late already at the weekend, or over by then, comes when the hours open', () => {
	const activeHours = officeHours();
	const saturday = T0 + 5 * 24 * HOUR;
	const late = aPolicy({ activeHours, countFrom: 'message', maximumReminders: 1 });
	expect(shown(late, [], saturday - HOUR, saturday)).toEqual([
		[1, 7 * 24 * 60],
		['exhausted', 7 * 24 * 60 + 10],
	]);
	const over = aPolicy({ activeHours, giveUpAfter: 24 * HOUR });
	expect(shown(over, [], saturday, saturday)).toEqual([['exhausted', 7 * 24 * 60]]);
});
