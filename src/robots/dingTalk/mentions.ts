import { ExplainedError } from '../../explainedError';
import type { Mentioning } from '../design/mentioning';

export interface DingTalkMentions {
	userIds: string[];
	mobiles: string[];
	everybody: boolean;
}

export const dingTalkMentioning: Mentioning<DingTalkMentions> = {
	nobody: { userIds: [], mobiles: [], everybody: false },
	entries: { users: userId, mobiles: mobile },
	joined: (mentions, further) => ({
		userIds: [...new Set([...mentions.userIds, ...further.users])],
		mobiles: [...new Set([...mentions.mobiles, ...further.mobiles])],
		everybody: mentions.everybody || further.everybody,
	}),
};

/** "at: at most 50 people". */
const MOST_PEOPLE = 50;

/** The `at` of a message; undefined when nobody is mentioned. */
export function atOf(mentions: DingTalkMentions): object | undefined {
	if (!hasMentions(mentions)) return undefined;
	const { userIds, mobiles, everybody } = mentions;
	if (userIds.length + mobiles.length > MOST_PEOPLE) {
		throw new ExplainedError(
			`A DingTalk message can mention at most ${MOST_PEOPLE} people`,
			'Mention fewer people, or everybody.',
		);
	}
	return { atUserIds: userIds.map(userId), atMobiles: mobiles.map(mobile), isAtAll: everybody };
}

/** Markdown mentions only those whom its text names too. */
export function namesOf({ userIds, mobiles }: DingTalkMentions): string {
	return [...userIds.map(userId), ...mobiles.map(mobile)].map((id) => `@${id}`).join(' ');
}

export function hasMentions({ userIds, mobiles, everybody }: DingTalkMentions): boolean {
	return everybody || userIds.length > 0 || mobiles.length > 0;
}

function userId(id: string): string {
	// Also such as `$:LWCP_v1:$a1b2==`, and e-mail addresses.
	if (/^[\w.@$:+/=-]{1,64}$/.test(id)) return id;
	throw new ExplainedError(
		`"${id}" is not a DingTalk user ID`,
		'Find user IDs in the DingTalk admin console under Contacts.',
	);
}

function mobile(number: string): string {
	const digits = number.replace(/[ -]/g, '');
	if (/^\+?\d{5,20}$/.test(digits)) return digits;
	throw new ExplainedError(
		`"${number}" is not a mobile number`,
		'Enter the digits of the number that the member uses in DingTalk.',
	);
}
