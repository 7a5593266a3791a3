import days from 'chinese-days/dist/chinese-days.json';

import type { WorkCalendar } from './workCalendar';

/** The day that is off every year by law (全国年节及纪念日放假办法): a year without it has not been announced. */
const NATIONAL_DAY = '10-01';

const daysOff = new Set(Object.keys(days.holidays));

/**
 * Mainland China, with the days that the State Council moves (调休). Each autumn
 * its General Office announces those of the next year
 * (国务院办公厅关于……年部分节假日安排的通知), so that a release of the package
 * covers what was announced before it.
 */
export const chinaCalendar: WorkCalendar & { lastYear: number } = {
	daysOff,
	workingDays: new Set(Object.keys(days.workdays)),
	lastYear: Math.max(
		...[...daysOff].filter((date) => date.endsWith(NATIONAL_DAY)).map((date) => parseInt(date, 10)),
	),
	version: 'bundled',
};
