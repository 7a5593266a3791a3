import { z } from 'zod';

/** Sources send whole seconds; anything from here on can only be milliseconds. */
const FIRST_MILLISECOND_VALUE = 100_000_000_000;
const EARLIEST = Date.UTC(2001, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/** In seconds: year 1 in Go and .NET, which send it for a time that was never set. */
const FIRST_OF_YEAR_1 = -62_135_596_800;

/** Years 0 and 1, in any zone: the zero of Go (`time.Time`), .NET (`DateTime`) and MySQL. */
const ZERO_DATE = /^-?000[01]-/;
/** The zero of unix time, written out. */
const UNIX_ZERO_DATE = /^1970-01-01[T ]00:00(:00(\.0+)?)?\s*(Z|UTC|[+-]00:?00)?$/i;

/** Whether that says that there is no time: nothing, zero, or a date that stands for it. */
export function isNoTime(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	const text = typeof value === 'number' ? String(value) : value;
	if (typeof text !== 'string') return false;
	const written = text.trim();
	return (
		written === '' ||
		[0, FIRST_OF_YEAR_1, FIRST_OF_YEAR_1 * 1_000].includes(Number(written)) ||
		ZERO_DATE.test(written) ||
		UNIX_ZERO_DATE.test(written)
	);
}

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
		message: 'must be a Unix time in seconds or milliseconds between 2001 and 2100',
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
			message: 'must be a date and time between 2001 and 2100, such as 2025-12-31T23:59:59Z',
		});

/** A point in time in either form; UTC where it names no zone. Milliseconds since 1970. */
export const instant = z.union([unixTime, dateTime('Z')], {
	error: 'must be a Unix time or a date such as 2025-12-31T23:59:59Z',
});
