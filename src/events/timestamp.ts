import { z } from 'zod';

/** Sources send whole seconds; anything from here on can only be milliseconds. */
const FIRST_MILLISECOND_VALUE = 100_000_000_000;
const EARLIEST = Date.UTC(2001, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

const isPlausible = (time: number) => time >= EARLIEST && time < LATEST;

/** A unix time in seconds or milliseconds, number or digits, as milliseconds since 1970. */
export const unixTime = z
	.union([
		z.number(),
		z
			.string()
			.trim()
			.regex(/^\d{1,16}$/, 'not a unix time in digits'),
	])
	.transform((value) => {
		const time = Number(value);
		return time < FIRST_MILLISECOND_VALUE ? time * 1_000 : time;
	})
	.refine(isPlausible, {
		message: 'not a unix time in seconds or milliseconds between 2001 and 2100',
	});

const DATE = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(\.\d+)?\s*(Z|UTC|[+-]\d\d:?\d\d)?$/i;

/**
 * A date with time as ISO 8601 has it, also with a space between the two, as
 * milliseconds since 1970.
 *
 * @param zone of a time that names none, for example `+08:00`.
 */
export const dateTime = (zone: string) =>
	z
		.string()
		.trim()
		.max(64)
		.transform((text) => {
			const [, date, time, fraction = '', given = zone] = DATE.exec(text) ?? [];
			if (!date) return NaN;
			const offset = /^(Z|UTC)$/i.test(given) ? 'Z' : given.replace(/^(...)(\d\d)$/, '$1:$2');
			// Go writes nanoseconds; a Date has milliseconds.
			return Date.parse(`${date}T${time}${fraction.slice(0, 4)}${offset}`);
		})
		.refine(isPlausible, {
			message: 'not a date with time between 2001 and 2100, such as 2025-12-31T23:59:59Z',
		});

/** A point in time in either form; UTC where it names no zone. Milliseconds since 1970. */
export const instant = z.union([unixTime, dateTime('Z')], {
	error: 'not a time: neither a unix time nor a date such as 2025-12-31T23:59:59Z',
});
