import { IANAZone } from 'luxon';
import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Policy } from '../../src/escalation/policy';
import { calendarOfNode } from './calendar/calendarOfNode';
import { calendarProperties } from './calendar/calendarProperties';
import { hoursValues, rangesSchema } from './hoursValues';
import { groupFor, optionGroup } from './optionGroup';
import { parsed } from '../shared/parsed';
import { entriesOf } from '../../src/text/list';

export const activeHoursGroup = optionGroup({
	displayName: 'Active Hours',
	name: 'activeHours',
	description: 'When reminders and Exhausted may go out. Without this option, at any time.',
	fields: [
		{
			displayName: 'Hours',
			name: 'hours',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true },
			placeholder: 'Add hours',
			default: { ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }] },
			description: 'When reminders and Exhausted may go out. Without hours, at any time.',
			options: [
				{
					displayName: 'Hours',
					name: 'ranges',
					values: hoursValues,
				},
			],
		},
		{
			displayName: 'Time Zone',
			name: 'timeZone',
			type: 'string',
			default: '',
			placeholder: 'e.g. Asia/Shanghai',
			description: "The time zone of the active hours. Leave empty for the workflow's time zone.",
		},
		{
			displayName: 'Outside Active Hours',
			name: 'outsideActiveHours',
			type: 'options',
			options: [
				{
					name: 'Skip the Reminder',
					value: 'skip',
					description:
						'Drop a reminder that falls outside, without counting it; the schedule continues',
				},
				{
					name: 'Stop the Clock',
					value: 'pause',
					description: 'Count only active hours towards the delays',
				},
				{
					name: 'Wait for the Next Opening',
					value: 'wait',
					description: 'Send a reminder that falls outside as soon as the hours begin again',
				},
			],
			default: 'wait',
			description: 'What to do with a reminder planned for a time outside the active hours',
		},
		...calendarProperties,
		{
			displayName: 'Holidays',
			name: 'holidays',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-10-01, 2026-10-02',
			description:
				'Dates on which no active hours begin, separated by commas. They take precedence over the calendar.',
		},
		{
			displayName: 'Extra Working Days',
			name: 'workingDays',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2026-09-20, 2026-10-10',
			description:
				'Dates that are worked although they would be off, for example weekends that make up for a holiday, separated by commas. They take precedence over the calendar.',
		},
		{
			displayName: 'Hours on Extra Days',
			name: 'workingDaysLike',
			type: 'options',
			options: [
				{ name: 'As on a Friday', value: 5 },
				{ name: 'As on a Monday', value: 1 },
				{ name: 'As on a Saturday', value: 6 },
				{ name: 'As on a Sunday', value: 7 },
				{ name: 'As on a Thursday', value: 4 },
				{ name: 'As on a Tuesday', value: 2 },
				{ name: 'As on a Wednesday', value: 3 },
				{
					name: 'As on the First Day With Hours',
					value: 'firstDay',
					description: 'The first day of the week, from Monday on, that has active hours',
				},
			],
			default: 'firstDay',
			description:
				'Which active hours extra working days, and those of the calendar, have in addition to their own',
		},
	],
});

const datesSchema = (name: string) =>
	z
		.union([z.string(), z.array(z.string())], `${name} must be a list of dates`)
		.transform((dates) => entriesOf(dates, 'words'))
		.pipe(z.array(z.iso.date(`${name} may only contain dates such as 2026-10-01`)));

const hoursSchema = z.object({
	ranges: rangesSchema('Active Hours'),
	timeZone: z.string().refine((zone) => IANAZone.isValidZone(zone), {
		error: ({ input }) =>
			`"${String(input).slice(0, 50)}" is not a time zone. Use a name such as Asia/Shanghai.`,
	}),
	calendar: z.string().nullable(),
	holidays: datesSchema('Holidays'),
	workingDays: datesSchema('Extra Working Days'),
	workingDaysLike: z.union(
		[z.literal('firstDay').transform(() => null), z.number().int().min(1).max(7)],
		'Hours on Extra Days must be a day of the week from 1 (Monday) to 7 (Sunday), or "firstDay"',
	),
	outside: z.enum(['wait', 'skip', 'pause']),
});

interface ActiveHours {
	hours?: { ranges?: unknown[] };
	timeZone?: string;
	holidays?: unknown;
	workingDays?: unknown;
	workingDaysLike?: unknown;
	outsideActiveHours?: string;
}

/** The active hours for one item; null when it has none, so that reminders go out at any time. */
export function activeHoursFor(node: IExecuteFunctions, item: number): Policy['activeHours'] {
	const group: ActiveHours = groupFor(node, 'activeHours', item);
	const ranges = group.hours?.ranges ?? [];
	if (ranges.length === 0) return null;
	const given = {
		ranges,
		timeZone: group.timeZone?.trim() || node.getTimezone(),
		calendar: calendarOfNode(node).name,
		holidays: group.holidays ?? '',
		workingDays: group.workingDays ?? '',
		workingDaysLike: group.workingDaysLike ?? 'firstDay',
		outside: group.outsideActiveHours ?? 'wait',
	};
	return parsed(node, item, hoursSchema, given, 'option');
}
