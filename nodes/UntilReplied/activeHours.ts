import { IANAZone } from 'luxon';
import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod';

import type { Policy } from '../../src/escalation/policy';

const timeOfDay = (name: string) =>
	z
		.string()
		.trim()
		.regex(/^([01]?\d|2[0-3]):[0-5]\d$|^24:00$/, `Active Hours: "${name}" is not a time like 09:00`)
		.transform((time) => time.padStart(5, '0'));

const rangeSchema = z.object({
	weekdays: z
		.array(z.number().int().min(1).max(7), 'Active Hours: "Days" is not a list of days')
		.min(1, 'Active Hours: choose at least one day'),
	from: timeOfDay('From'),
	to: timeOfDay('To'),
});

const datesSchema = (name: string) =>
	z
		.union([z.string(), z.array(z.string())], `${name} is not a list of dates`)
		.transform((given) => (Array.isArray(given) ? given : given.split(/[,，、;；\s]+/)))
		.transform((dates) => dates.map((date) => date.trim()).filter((date) => date !== ''))
		.pipe(z.array(z.iso.date(`${name} has something that is not a date like 2026-10-01`)));

const hoursSchema = z.object({
	ranges: z.array(rangeSchema),
	timeZone: z
		.string()
		.refine(
			(zone) => IANAZone.isValidZone(zone),
			'Time Zone is not one that we know. Use a name like Asia/Shanghai.',
		),
	holidays: datesSchema('Holidays'),
	workingDays: datesSchema('Extra Working Days'),
	outside: z.enum(['wait', 'skip', 'pause']),
});

interface HoursOptions {
	activeHours?: { ranges?: unknown[] };
	timeZone?: string;
	holidays?: unknown;
	workingDays?: unknown;
	outsideActiveHours?: string;
}

/** The active hours for one item; null when it has none, so that pushes go out at any time. */
export function activeHoursFor(node: IExecuteFunctions, item: number): Policy['activeHours'] {
	const options = node.getNodeParameter('options', item, {}) as HoursOptions;
	const ranges = options.activeHours?.ranges ?? [];
	if (ranges.length === 0) return null;
	const parsed = hoursSchema.safeParse({
		ranges,
		timeZone: options.timeZone?.trim() || node.getTimezone(),
		holidays: options.holidays ?? '',
		workingDays: options.workingDays ?? '',
		outside: options.outsideActiveHours ?? 'wait',
	});
	if (parsed.success) return parsed.data;
	throw new NodeOperationError(node.getNode(), parsed.error.issues[0].message, {
		itemIndex: item,
		description: 'Correct the option, or the expression that it comes from.',
	});
}
