import { IANAZone } from 'luxon';
import type { INodeProperties, ITriggerFunctions, NodeHint } from 'n8n-workflow';
import { z } from 'zod';

import { CHINA } from '../../src/time/calendar/calendars';
import { chinaCalendar } from '../../src/time/calendar/chinaCalendar';
import { NOTICE, uncoveredWarning, type Coverage } from '../../src/time/calendar/coverage';
import { parameter } from '../shared/subtitle';

const NONE = 'none';

/** Without expressions: the clock of the node looks after it, where there are no items. */
export const calendarProperty: INodeProperties = {
	displayName: 'Calendar',
	name: 'calendar',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Mainland China',
			value: CHINA,
			description:
				'Public holidays and adjusted working days (调休), as the State Council announces them',
		},
		{
			name: 'None',
			value: NONE,
			description: 'Only the days of the week, and the dates that you enter below',
		},
	],
	default: NONE,
	description: 'Which days are off and which are worked instead',
};

/** The name that a policy has it by. */
export const calendarSchema = z
	.enum([CHINA, NONE], 'Calendar must be "china" or "none"')
	.transform((calendar) => (calendar === NONE ? null : calendar));

/** What the clock of the node can know of it: there are no items, so that dates count as they stand in the panel. */
export function coverageOfNode(node: ITriggerFunctions): Coverage {
	const { options } = node.getNode().parameters as { options?: Options };
	const { calendar, holidays, timeZone } = options?.activeHours?.settings ?? {};
	return {
		calendar: calendarSchema.catch(null).parse(calendar),
		holidays: JSON.stringify(holidays ?? '').match(DATES) ?? [],
		timeZone: timeZone && IANAZone.isValidZone(timeZone) ? timeZone : node.getTimezone(),
	};
}

const DATES = /\d{4}-\d{2}-\d{2}/g;

interface Options {
	activeHours?: { settings?: { calendar?: string; holidays?: unknown; timeZone?: string } };
}

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
