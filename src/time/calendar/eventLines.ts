/** What decides which days an event fills, and what it says of them. Whatever else is wrong with it harms nobody. */
const READ = new Set([
	...[
		'UID',
		'DTSTART',
		'DTEND',
		'DURATION',
		'RRULE',
		'RDATE',
		'EXDATE',
		'RECURRENCE-ID',
		'SEQUENCE',
	],
	...['STATUS', 'X-MAINTNOTE-STATUS', 'SUMMARY', 'DESCRIPTION', 'X-APPLE-SPECIAL-DAY'],
]);

/** Of texts only the beginning says something of the days; a library may take the square of what is longer. */
const TEXTS = new Set(['SUMMARY', 'DESCRIPTION']);
const LONGEST_TEXT = 1_000;
const LONGEST_EVENT = 20_000;
/** Lines of an event that are read besides. */
const MOST_ALSO = 50;
const NOTHING: ReadonlySet<string> = new Set();

/** In capitals. */
export function nameOf(line: string): string {
	return /^[^:;]*/.exec(line)![0].trim().toUpperCase();
}

/**
 * The events of an iCalendar (RFC 5545, 3.6.1), each as the lines that are read,
 * without those of what is in it, such as alarms. Lines that are folded are whole.
 * Undefined for an event that has more than anybody writes.
 *
 * @param also further properties, in capitals, of which an event may have many.
 */
export function* eventLines(
	text: string,
	also: ReadonlySet<string> = NOTHING,
): Generator<string[] | undefined> {
	let event: string[] | undefined;
	let length = 0;
	let besides = 0;
	/** What the event has in it, and that is not at its end. */
	const within: string[] = [];
	for (const line of unfolded(text)) {
		const name = nameOf(line);
		const component = line.slice(name.length + 1).trim();
		if (name === 'BEGIN' && event) within.push(component);
		else if (name === 'BEGIN' && component.toUpperCase() === 'VEVENT')
			[event, length, besides] = [[], 0, 0];
		else if (name === 'END' && within.length > 0) within.pop();
		else if (name === 'END' && event) {
			yield length > LONGEST_EVENT ? undefined : event;
			event = undefined;
		} else if (event && within.length === 0 && READ.has(name)) {
			const read = TEXTS.has(name) ? line.slice(0, LONGEST_TEXT) : line;
			length += read.length;
			if (length <= LONGEST_EVENT) event.push(read);
		} else if (event && within.length === 0 && also.has(name) && besides < MOST_ALSO) {
			besides += 1;
			event.push(line.slice(0, LONGEST_TEXT));
		}
	}
}

/** RFC 5545, 3.1: a line that begins with white space goes on with the one before. */
export function* unfolded(text: string): Generator<string> {
	let parts: string[] = [];
	for (const line of text.split(/\r\n|\n|\r/)) {
		if (line === '') continue;
		if (/^[ \t]/.test(line)) {
			parts.push(line.slice(1));
			continue;
		}
		yield parts.join('');
		parts = [line];
	}
	yield parts.join('');
}
