import { ExplainedError } from '../../explainedError';
import type { Mentioning } from '../design/mentioning';
import type { WeComAccess } from './platform';

export interface WeComMentions {
	/** Member ids. */
	users: string[];
	mobiles: string[];
	everybody: boolean;
}

export const weComMentioning: Mentioning<WeComMentions, WeComAccess> = {
	nobody: { users: [], mobiles: [], everybody: false },
	entries: { users: userId, mobiles: (entry, { access }) => mobileFor(access, entry) },
	joined: (mentions, further) =>
		withEverybody({
			users: [...new Set([...mentions.users, ...further.users])],
			mobiles: [...new Set([...mentions.mobiles, ...further.mobiles])],
			everybody: mentions.everybody || further.everybody,
		}),
};

/** `@all`, by which WeCom's lists name everybody, mentions nobody in markdown: it means everybody wherever it was entered. */
export function withEverybody({ users, mobiles, everybody }: WeComMentions): WeComMentions {
	const isSomebody = (entry: string) => entry !== '@all';
	return {
		users: users.filter(isSomebody),
		mobiles: mobiles.filter(isSomebody),
		everybody: everybody || ![...users, ...mobiles].every(isSomebody),
	};
}

/** `<@userid>`: the only thing inside a content that mentions somebody. */
export function inlineMentions(users: string[]): string {
	return users.map((id) => `<@${userId(id)}>`).join('');
}

/** The two lists of a text message. */
export function mentionLists({
	users,
	mobiles,
	everybody,
}: WeComMentions): Record<string, string[]> {
	const all = everybody ? ['@all'] : [];
	return {
		...listOf('mentioned_list', [...users.map(userId), ...all]),
		...listOf('mentioned_mobile_list', mobiles.map(mobile)),
	};
}

export function hasMentions({ users, mobiles, everybody }: WeComMentions): boolean {
	return everybody || users.length > 0 || mobiles.length > 0;
}

/** A customer's `<@all>` shows as it was written; a full-width `＜` looks the same. */
export function withoutMentions(content: string): string {
	return content.replaceAll('<@', '＜@');
}

function userId(id: string): string {
	if (/^[\w.@-]{1,64}$/.test(id)) return id;
	throw new ExplainedError(
		`"${id}" is not a WeCom user ID`,
		'User IDs contain only letters, digits and _ - @ . – find them in the WeCom admin console under Contacts.',
	);
}

function mobile(number: string): string {
	if (number === '@all' || /^\+?[\d -]{5,20}$/.test(number)) return number.replace(/[ -]/g, '');
	throw new ExplainedError(
		`"${number}" is not a mobile number`,
		'Enter the digits of the number that the member uses in WeCom.',
	);
}

function mobileFor({ smartRobot }: WeComAccess, number: string): string {
	if (smartRobot === undefined) return mobile(number);
	throw new ExplainedError(
		'A smart robot mentions by user ID only',
		'Enter the user ID of the member, or use a group robot.',
	);
}

function listOf(name: string, entries: string[]): Record<string, string[]> {
	return entries.length > 0 ? { [name]: entries } : {};
}
