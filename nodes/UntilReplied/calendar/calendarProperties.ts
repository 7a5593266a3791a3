import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

import { digestOf } from '../../../src/store/digest';
import { CHINA } from '../../../src/time/calendar/calendars';
import { calendarAddressSchema } from '../../shared/calendarAddress';

const NONE = 'none';
const I_CALENDAR = 'iCalendar';

/** Without expressions: the clock of the node looks after it, where there are no items. */
export const calendarProperties: INodeProperties[] = [
	{
		displayName: 'Calendar',
		name: 'calendar',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'iCalendar',
				value: I_CALENDAR,
				description: 'All-day events of a calendar on the web are days off',
			},
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
	},
	{
		displayName: 'Calendar Address',
		name: 'calendarAddress',
		type: 'string',
		noDataExpression: true,
		displayOptions: { show: { calendar: [I_CALENDAR] } },
		default: '',
		placeholder: 'e.g. https://example.com/holidays.ics',
		description:
			'The address of the calendar in iCal format (.ics). It is read when you publish the workflow, and every day.',
	},
];

/** What the panel says, as the name that a policy has it by, and its address where it has one. */
export const calendarSchema = z
	.object({
		calendar: z
			.enum([I_CALENDAR, CHINA, NONE], 'Calendar must be "iCalendar", "china" or "none"')
			.optional(),
		calendarAddress: z.unknown(),
	})
	.transform(({ calendar = NONE, calendarAddress }, context): ChosenCalendar => {
		if (calendar !== I_CALENDAR) return { name: calendar === NONE ? null : calendar };
		const address = calendarAddressSchema.safeParse(calendarAddress ?? '');
		if (!address.success) {
			context.addIssue({ code: 'custom', message: address.error.issues[0].message });
			return z.NEVER;
		}
		// It may be secret: who reads the store learns nothing of it.
		return { name: `${I_CALENDAR} ${digestOf(address.data)}`, address: address.data };
	});

export interface ChosenCalendar {
	/** Null for none. */
	name: string | null;
	/** Of an iCalendar. */
	address?: string;
}
