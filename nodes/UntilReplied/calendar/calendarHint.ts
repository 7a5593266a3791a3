import type { NodeHint } from 'n8n-workflow';

import { CHINA } from '../../../src/time/calendar/calendars';
import { chinaCalendar } from '../../../src/time/calendar/chinaCalendar';
import { NOTICE, uncoveredWarning } from '../../../src/time/calendar/coverage';
import { parameter } from '../../shared/subtitle';

const NEXT_YEAR = chinaCalendar.lastYear + 1;
const ENDS = Date.UTC(NEXT_YEAR, 0, 1) - NOTICE;

/** Above the panel, from the day on when it matters, unless somebody has entered dates of the next year. */
export const calendarHint: NodeHint = {
	message: uncoveredWarning({ calendar: CHINA }, NEXT_YEAR),
	type: 'warning',
	location: 'ndv',
	whenToDisplay: 'always',
	displayCondition: `={{ ${setting('calendar')} === "${CHINA}" && !String(${setting('holidays')}).includes("${NEXT_YEAR}-") && $now.toMillis() >= ${ENDS} }}`,
};

function setting(name: string): string {
	return `${parameter('options')}?.activeHours?.settings?.${name}`;
}
