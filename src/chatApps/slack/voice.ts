import { own } from '../../own';
import { RecentMap } from '../../recentMap';
import { foreignWords } from '../../secrets/foreignWords';
import type { Clock } from '../../time/clock';
import { HOUR, MINUTE, SECOND } from '../../time/duration';
import { inTime } from '../../time/inTime';
import type { AskPlatform, PlatformAnswer } from '../connection/dialect';
import { at, idAt, textAt } from '../json';
import type { ChangeOutcome, ChatVoice, KnownPerson } from '../voice';

/** Where a bot speaks, and as which one. */
export interface SlackBot {
	/** Of the Web API, without a slash at its end. */
	baseUrl: string;
	/** `xoxb-…`. */
	botToken: string;
}

/** ms. Who pressed waits, and Slack warns after three seconds. */
const PERSON_WITHIN = 1.5 * SECOND;
/** ms for everything that nobody waits for. */
const DONE_WITHIN = 15 * SECOND;
const KNOWN_FOR = HOUR;
const MOST_KNOWN = 10_000;
/** ms after an answer that does not say when. */
const LATER = 5 * SECOND;
/** ms, whatever Slack says. */
const LONGEST_WAIT = 10 * MINUTE;

/** ms after which it is tried again: what passes by itself, and what somebody has to mend, when the message is there still ("chat.update", "Errors", docs.slack.dev). */
const PASSES: Readonly<Record<string, number>> = {
	ratelimited: LATER,
	rate_limited: LATER,
	internal_error: LATER,
	fatal_error: LATER,
	service_unavailable: LATER,
	request_timeout: LATER,
	team_added_to_org: MINUTE,
	invalid_auth: LONGEST_WAIT,
	not_authed: LONGEST_WAIT,
	token_revoked: LONGEST_WAIT,
	token_expired: LONGEST_WAIT,
	account_inactive: LONGEST_WAIT,
	missing_scope: LONGEST_WAIT,
};

/** The Web API of one bot ("users.info", "chat.postEphemeral", "chat.update", docs.slack.dev). */
export function slackVoice(
	{ baseUrl, botToken }: SlackBot,
	ask: AskPlatform,
	clock: Clock,
): ChatVoice {
	const people = new RecentMap<Promise<KnownPerson | undefined>>({
		keepFor: KNOWN_FOR,
		most: MOST_KNOWN,
	});
	const headers = { Authorization: `Bearer ${botToken}` };

	/** Undefined where there was no answer in time. */
	const answerOf = async (
		method: string,
		within: number,
		body?: Record<string, unknown>,
	): Promise<PlatformAnswer | undefined> => {
		const asked = ask({ url: `${baseUrl}/${method}`, headers, ...(body ? { body } : {}) });
		const [answer] = await Promise.allSettled([
			inTime(asked, within, () => new Error('no answer in time'), clock),
		]);
		return answer.status === 'fulfilled' ? answer.value : undefined;
	};

	return {
		async person(id) {
			const now = clock.now();
			const known = people.get(id, now);
			if (known) return await known;
			const asked = answerOf(`users.info?user=${encodeURIComponent(id)}`, PERSON_WITHIN).then(
				personIn,
			);
			people.set(id, asked, now);
			const person = await asked;
			// It may say so next time: a permission is added, a network comes back.
			if (person === undefined) people.delete(id);
			return person;
		},

		async whisper({ chat, person, thread }, text) {
			const body = {
				channel: chat,
				user: person,
				text,
				...(thread === undefined ? {} : { thread_ts: thread }),
			};
			return at((await answerOf('chat.postEphemeral', DONE_WITHIN, body))?.body, 'ok') === true;
		},

		async change(chat, message, { text, blocks = [], attachments = [] }) {
			// What is not named stays as it was.
			const body = { channel: chat, ts: message, text, blocks, attachments };
			return outcomeOf(await answerOf('chat.update', DONE_WITHIN, body));
		},
	};
}

/** The name that people see, and whether Slack calls them a guest: of another workspace, or let in to some channels only. */
function personIn(answer: PlatformAnswer | undefined): KnownPerson | undefined {
	const user = at(answer?.body, 'user');
	if (at(answer?.body, 'ok') !== true || user === undefined) return undefined;
	const name = ['display_name', 'real_name'].map((field) => textAt(user, 'profile', field).trim());
	const isGuest = ['is_restricted', 'is_ultra_restricted', 'is_stranger'].some(
		(field) => at(user, field) === true,
	);
	return { name: name.find((each) => each !== '') ?? (textAt(user, 'name') || null), isGuest };
}

function outcomeOf(answer: PlatformAnswer | undefined): ChangeOutcome {
	if (answer === undefined) return { is: 'later', code: 'no answer', waitFor: LATER };
	if (at(answer.body, 'ok') === true) return { is: 'changed' };
	const code = foreignWords(idAt(answer.body, 'error'));
	const wait = code === '' ? LATER : own(PASSES, code);
	if (wait === undefined) return { is: 'refused', code };
	const seconds = Number(answer.headers['retry-after']);
	const waitFor = seconds > 0 ? Math.min(seconds * SECOND, LONGEST_WAIT) : wait;
	return { is: 'later', code: code || `HTTP ${answer.status}`, waitFor };
}
