import { CHINA } from '../../../../src/time/calendar/calendars';
import { chinaCalendar } from '../../../../src/time/calendar/chinaCalendar';
import { uncoveredWarning, uncoveredYear } from '../../../../src/time/calendar/coverage';

const { lastYear } = chinaCalendar;
const next = lastYear + 1;
const china = { calendar: CHINA, holidays: [], timeZone: 'Asia/Shanghai' };
const at = (text: string) => Date.parse(`${text}+08:00`);

test.each([
	['61 days before the year', `${lastYear}-11-01T23:59:59`, undefined],
	['60 days before the year', `${lastYear}-11-02T00:00:00`, next],
	['on its last day', `${lastYear}-12-31T23:59:59`, next],
	['on the first day of the next', `${next}-01-01T00:00:00`, next],
	['in its autumn, when another one begins', `${next}-11-02T00:00:00`, next],
	['a year later', `${next + 1}-01-01T00:00:00`, next + 1],
])('%s', (_, now, year) => {
	expect(uncoveredYear(china, at(now))).toBe(year);
});

test('of the year that begins where people are', () => {
	const now = at(`${lastYear}-11-02T00:00:00`);
	expect(uncoveredYear({ ...china, timeZone: 'America/Los_Angeles' }, now)).toBeUndefined();
});

test('somebody’s own dates of a year stand in for the calendar', () => {
	const own = { ...china, holidays: [`${next}-01-01`] };
	expect(uncoveredYear(own, at(`${next}-06-01T00:00:00`))).toBeUndefined();
	expect(uncoveredYear(own, at(`${next}-11-02T00:00:00`))).toBe(next + 1);
});

test('without a calendar nobody relies on one', () => {
	expect(uncoveredYear({ ...china, calendar: null }, at(`${next}-06-01T00:00:00`))).toBeUndefined();
});

test('the warning says which year, and what to do', () => {
	expect(uncoveredWarning(china, next)).toBe(
		`The calendar of mainland China in this version of the package ends with ${lastYear}, so that in ${next} only the days of the week count. Update the package, or enter the dates of ${next} under "Holidays" and "Extra Working Days".`,
	);
});
