import { z } from 'zod';

const MOST_CHARACTERS = 2_000;

/** The address of an iCalendar. */
export const calendarAddressSchema = z
	.string('Calendar Address must be text')
	.trim()
	.max(MOST_CHARACTERS, 'Calendar Address is too long')
	// So that a click subscribes to it.
	.transform((address) => address.replace(/^webcals?:/i, 'https:'))
	.refine(
		(address) => URL.canParse(address) && /^https?:$/.test(new URL(address).protocol),
		'Calendar Address must be a web address such as https://example.com/holidays.ics',
	);
