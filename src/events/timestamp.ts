import { z } from 'zod';

/** Sources send whole seconds; anything from here on can only be milliseconds. */
const FIRST_MILLISECOND_VALUE = 100_000_000_000;
const EARLIEST = Date.UTC(2001, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

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
	.refine((time) => time >= EARLIEST && time < LATEST, {
		message: 'not a unix time in seconds or milliseconds between 2001 and 2100',
	});
