import { CHINA } from '../../../../src/time/calendar/calendars';
import { chinaCalendar } from '../../../../src/time/calendar/chinaCalendar';
import { isActive, nextActive, type ActiveHours } from '../../../../src/time/activeHours';
import { DAY, HOUR } from '../../../../src/time/duration';

/*
 * What the General Office of the State Council announced: 国务院办公厅关于……年
 * 部分节假日安排的通知, 国办发明电〔2023〕7号 (2024), 〔2024〕12号 (2025), 〔2025〕7号 (2026).
 */
const NOTICES: Record<number, { off: Array<[from: string, to: string]>; worked: string[] }> = {
	2024: {
		off: [
			['01-01', '01-01'],
			['02-10', '02-17'],
			['04-04', '04-06'],
			['05-01', '05-05'],
			['06-10', '06-10'],
			['09-15', '09-17'],
			['10-01', '10-07'],
		],
		worked: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
	},
	2025: {
		off: [
			['01-01', '01-01'],
			['01-28', '02-04'],
			['04-04', '04-06'],
			['05-01', '05-05'],
			['05-31', '06-02'],
			['10-01', '10-08'],
		],
		worked: ['01-26', '02-08', '04-27', '09-28', '10-11'],
	},
	2026: {
		off: [
			['01-01', '01-03'],
			['02-15', '02-23'],
			['04-04', '04-06'],
			['05-01', '05-05'],
			['06-19', '06-21'],
			['09-25', '09-27'],
			['10-01', '10-07'],
		],
		worked: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
	},
};

const china: ActiveHours = {
	timeZone: 'Asia/Shanghai',
	ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
	calendar: CHINA,
	holidays: [],
	workingDays: [],
	workingDaysLike: null,
};

const datesOf = (year: number) =>
	Array.from({ length: Date.UTC(year, 1, 29) === Date.UTC(year, 2, 1) ? 365 : 366 }, (_, day) =>
		new Date(Date.UTC(year, 0, 1) + day * DAY).toISOString().slice(0, 10),
	);
const isWorked = (hours: ActiveHours, date: string) =>
	isActive(hours, Date.parse(`${date}T11:00:00+08:00`));

describe.each(Object.entries(NOTICES))('the notice of %s', (year, { off, worked }) => {
	test('says of each day of the year whether it is worked', () => {
		const said = (date: string) => {
			const day = date.slice(5);
			if (worked.includes(day)) return true;
			if (off.some(([from, to]) => from <= day && day <= to)) return false;
			return new Date(date).getUTCDay() % 6 !== 0;
		};
		for (const date of datesOf(Number(year))) {
			expect({ date, isWorked: isWorked(china, date) }).toEqual({ date, isWorked: said(date) });
		}
	});
});

test('the years that were announced are covered, and none after them', () => {
	expect(chinaCalendar.lastYear).toBeGreaterThanOrEqual(2026);
	const years = [...chinaCalendar.daysOff].map((date) => Number(date.slice(0, 4)));
	// The first days of a year's first holiday may belong to the year before.
	expect(years.filter((year) => year > chinaCalendar.lastYear)).toEqual([]);
	for (let year = 2010; year <= chinaCalendar.lastYear; year += 1) {
		// 全国年节及纪念日放假办法: 1 January, 1 May and 1 to 3 October are off every year.
		const byLaw = ['01-01', '05-01', '10-01', '10-02', '10-03'].map((day) => `${year}-${day}`);
		expect(byLaw.filter((date) => !chinaCalendar.daysOff.has(date))).toEqual([]);
	}
});

test('Spring Festival is waited for, and the Saturday that makes up for it is worked', () => {
	const friday = Date.parse('2026-02-13T18:00:00+08:00');
	// 14 February is a Saturday that is worked; the festival is from 15 to 23 February.
	const saturday = nextActive(china, friday);
	expect(new Date(saturday).toISOString()).toBe('2026-02-14T01:00:00.000Z');
	expect(new Date(nextActive(china, saturday + 9 * HOUR)).toISOString()).toBe(
		'2026-02-24T01:00:00.000Z',
	);
});

describe('somebody’s own dates win', () => {
	test.each<[string, Partial<ActiveHours>, string, boolean]>([
		['a holiday of the calendar is worked', { workingDays: ['2026-10-07'] }, '2026-10-07', true],
		['a working day of the calendar is off', { holidays: ['2026-10-10'] }, '2026-10-10', false],
		['a day that the calendar says nothing of', { holidays: ['2026-10-13'] }, '2026-10-13', false],
		['the calendar alone', {}, '2026-10-10', true],
	])('%s', (_, own, date, expected) => {
		expect(isWorked({ ...china, ...own }, date)).toBe(expected);
	});
});

test('a Saturday that is worked has the hours of the day that was chosen', () => {
	const ranges = [
		{ weekdays: [1, 2, 3, 4], from: '09:00', to: '18:00' },
		{ weekdays: [5], from: '09:00', to: '15:00' },
	];
	const evening = Date.parse('2026-10-10T16:00:00+08:00');
	expect(isActive({ ...china, ranges }, evening)).toBe(true);
	expect(isActive({ ...china, ranges, workingDaysLike: 5 }, evening)).toBe(false);
});
