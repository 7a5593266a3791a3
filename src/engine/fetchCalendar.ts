import { ExplainedError } from '../explainedError';
import { secretsInAddress } from '../secrets/address';
import { Scrubber } from '../secrets/scrubber';
import { shortened } from '../text/characters';
import type { FetchedCalendar } from '../time/calendar/calendars';
import { readICalendar, type ReadCalendar } from '../time/calendar/iCalendar';
import { SECOND } from '../time/duration';

const LONGEST = 20 * SECOND;
/** A calendar of all holidays of a country has a hundred kilobytes. */
const MOST_BYTES = 5_000_000;
const LONGEST_WORDS = 300;

/** Asks for what is at an address. */
export interface CalendarRequest {
	url: string;
	headers: { Accept: string };
	/** Milliseconds. */
	timeout: number;
	abortSignal: AbortSignal;
}
export type Ask = (request: CalendarRequest) => Promise<AsyncIterable<Uint8Array>>;

/**
 * Reads the calendar at an address.
 *
 * @param now ms since 1970.
 * @throws {ExplainedError} without the address, which may be secret.
 */
export async function fetchCalendar(
	ask: Ask,
	address: string,
	now: number,
): Promise<FetchedCalendar & ReadCalendar> {
	return { readAt: now, ...readICalendar(await calendarText(ask, address, 'holidays'), now) };
}

/**
 * The text of the calendar at an address.
 *
 * @param wanted what is wanted of it, see `EventReading`.
 * @throws {ExplainedError} without the address, which may be secret.
 */
export async function calendarText(ask: Ask, url: string, wanted: string): Promise<string> {
	const abortSignal = AbortSignal.timeout(LONGEST);
	try {
		const headers = { Accept: 'text/calendar' };
		return await textOf(await ask({ url, headers, timeout: LONGEST, abortSignal }), wanted);
	} catch (error) {
		if (error instanceof ExplainedError) throw error;
		const scrubber = new Scrubber([url, ...secretsInAddress(url)]);
		const words = abortSignal.aborted
			? `it took longer than ${LONGEST / SECOND} s`
			: shortened(scrubber.error(error).message, LONGEST_WORDS);
		throw new ExplainedError(
			`The calendar could not be fetched: ${words}`,
			'Open "Calendar Address" in a browser without signing in. If that works, n8n itself cannot reach it: check its proxy and its SSRF protection.',
		);
	}
}

async function textOf(body: AsyncIterable<Uint8Array>, wanted: string): Promise<string> {
	const decoder = new TextDecoder();
	let [text, bytes] = ['', 0];
	for await (const chunk of body) {
		bytes += chunk.length;
		if (bytes > MOST_BYTES) {
			throw new ExplainedError(
				`The calendar has more than ${MOST_BYTES / 1_000_000} MB`,
				`Enter the address of a calendar with ${wanted} only.`,
			);
		}
		text += decoder.decode(chunk, { stream: true });
	}
	return text + decoder.decode();
}
