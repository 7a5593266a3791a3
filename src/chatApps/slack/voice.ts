import { foreignWords } from '../../secrets/foreignWords';
import type { Clock } from '../../time/clock';
import { MINUTE } from '../../time/duration';
import {
	answerInTime,
	DONE_WITHIN,
	knownPeople,
	LATER,
	LONGEST_WAIT,
	outcomeOfChange,
	PERSON_WITHIN,
} from '../asking';
import type { AskPlatform, PlatformAnswer } from '../connection/dialect';
import { at, idAt, textAt } from '../json';
import type { ChatVoice, KnownPerson } from '../voice';

/** Where a bot speaks, and as which one. */
export interface SlackBot {
	/** Of the Web API, without a slash at its end. */
	baseUrl: string;
	/** `xoxb-…`. */
	botToken: string;
}

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
	const headers = { Authorization: `Bearer ${botToken}` };

	/** Undefined where there was no answer in time. */
	const answerOf = async (
		method: string,
		within: number,
		body?: Record<string, unknown>,
	): Promise<PlatformAnswer | undefined> => {
		const asked = ask({ url: `${baseUrl}/${method}`, headers, ...(body ? { body } : {}) });
		return await answerInTime(asked, within, clock);
	};

	return {
		person: knownPeople(
			async (id) =>
				personIn(await answerOf(`users.info?user=${encodeURIComponent(id)}`, PERSON_WITHIN)),
			clock,
		),

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
			return outcomeOfChange(await answerOf('chat.update', DONE_WITHIN, body), codeOf, PASSES);
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

const codeOf = (body: unknown) =>
	at(body, 'ok') === true ? undefined : foreignWords(idAt(body, 'error'));
