import { own } from '../own';
import { RecentMap } from '../recentMap';
import type { Clock } from '../time/clock';
import { HOUR, MINUTE, SECOND } from '../time/duration';
import { inTime } from '../time/inTime';
import type { PlatformAnswer } from './connection/dialect';
import type { ChangeOutcome, ChatVoice, KnownPerson } from './voice';

/* What an app asks of its platform besides its connection, as far as all platforms are alike. */

/** ms. Who pressed waits, and platforms warn after three seconds. */
export const PERSON_WITHIN = 1.5 * SECOND;
/** ms for everything that nobody waits for. */
export const DONE_WITHIN = 15 * SECOND;
/** ms after an answer that does not say when. */
export const LATER = 5 * SECOND;
/** ms, whatever the platform says. */
export const LONGEST_WAIT = 10 * MINUTE;

const KNOWN_FOR = HOUR;
const MOST_KNOWN = 10_000;

/** Undefined where there was no answer in time. */
export async function answerInTime(
	asked: Promise<PlatformAnswer>,
	within: number,
	clock: Clock,
): Promise<PlatformAnswer | undefined> {
	const [answer] = await Promise.allSettled([
		inTime(asked, within, () => new Error('no answer in time'), clock),
	]);
	return answer.status === 'fulfilled' ? answer.value : undefined;
}

/** Who people are: each is asked about once in an hour. */
export function knownPeople(
	ask: (id: string) => Promise<KnownPerson | undefined>,
	clock: Clock,
): ChatVoice['person'] {
	const people = new RecentMap<Promise<KnownPerson | undefined>>({
		keepFor: KNOWN_FOR,
		most: MOST_KNOWN,
	});
	return async (id) => {
		const now = clock.now();
		const known = people.get(id, now);
		if (known) return await known;
		const asked = ask(id);
		people.set(id, asked, now);
		const person = await asked;
		// It may say so next time: a permission is added, a network comes back.
		if (person === undefined) people.delete(id);
		return person;
	};
}

/**
 * What came of the change of a message.
 *
 * @param codeOf the platform's code of an answer: undefined of one that says that it is done, empty where there is none.
 * @param passes ms after which it is tried again, by code: what passes by itself, and what somebody has to mend.
 */
export function outcomeOfChange(
	answer: PlatformAnswer | undefined,
	codeOf: (body: unknown) => string | undefined,
	passes: Readonly<Record<string, number>>,
): ChangeOutcome {
	if (answer === undefined) return { is: 'later', code: 'no answer', waitFor: LATER };
	const { status, headers, body } = answer;
	const code = codeOf(body);
	if (code === undefined) return { is: 'changed' };
	const wait = code === '' ? LATER : own(passes, code);
	if (wait === undefined) return { is: 'refused', code };
	const seconds = Number(headers['retry-after'] ?? headers['x-ogw-ratelimit-reset']);
	const waitFor = seconds > 0 ? Math.min(seconds * SECOND, LONGEST_WAIT) : wait;
	return { is: 'later', code: code || `HTTP ${status}`, waitFor };
}
