import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod';

/** Of a stretch of some days of the week. */
export const hoursValues: INodeProperties[] = [
	{
		displayName: 'Days',
		name: 'weekdays',
		type: 'multiOptions',
		options: [
			{ name: 'Monday', value: 1 },
			{ name: 'Tuesday', value: 2 },
			{ name: 'Wednesday', value: 3 },
			{ name: 'Thursday', value: 4 },
			{ name: 'Friday', value: 5 },
			{ name: 'Saturday', value: 6 },
			{ name: 'Sunday', value: 7 },
		],
		default: [1, 2, 3, 4, 5],
		description: 'Days on which these hours begin',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'string',
		default: '09:00',
		placeholder: 'e.g. 09:00',
	},
	{
		displayName: 'To',
		name: 'to',
		type: 'string',
		default: '18:00',
		placeholder: 'e.g. 18:00',
		description: '24:00 is midnight. A time at or before "From" falls on the next day.',
	},
];

const timeOfDay = (what: string, name: string) =>
	z
		.string()
		.trim()
		.regex(/^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/, `${what}: "${name}" must be a time such as 09:00`)
		.transform((time) => time.padStart(5, '0'));

const rangeSchema = (what: string) =>
	z.object({
		weekdays: z
			.array(z.number().int().min(1).max(7), `${what}: "Days" must be a list of days`)
			.min(1, `${what}: choose at least one day`),
		from: timeOfDay(what, 'From'),
		to: timeOfDay(what, 'To'),
	});

/** @param what the user knows them by. */
export const rangesSchema = (what: string) => z.array(rangeSchema(what));
