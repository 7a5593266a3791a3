import { ExplainedError } from '../../explainedError';
import type { Mentioning } from '../design/mentioning';

export interface DiscordMentions {
	/** Snowflakes. */
	users: string[];
	roles: string[];
	/** Members of the channel who are online, or all of them. */
	everybody: 'none' | 'here' | 'everyone';
}

/** "Array of user ids to mention, max 100", and as many roles. */
const MOST_IDS = 100;

/** "Allowed Mentions Object": whoever is not named here is not notified, whatever the message says. */
export interface AllowedMentions {
	parse: Array<'everyone' | 'users' | 'roles'>;
	users?: string[];
	roles?: string[];
}

/** Mentions in the content of a message; in an embed they notify nobody. @throws {ExplainedError} */
export function mentionsInContent({ users, roles, everybody }: DiscordMentions): string {
	return [
		...idsOf(users, 'user').map((id) => `<@${id}>`),
		...idsOf(roles, 'role').map((id) => `<@&${id}>`),
		...(everybody === 'none' ? [] : [`@${everybody}`]),
	].join(' ');
}

export const NOBODY: DiscordMentions = { users: [], roles: [], everybody: 'none' };

export const discordMentioning: Mentioning<DiscordMentions> = {
	nobody: NOBODY,
	entries: { users: (id) => idOf(id, 'user'), roles: (id) => idOf(id, 'role') },
	joined: (mentions, further) => ({
		users: [...new Set([...mentions.users, ...further.users])],
		roles: [...new Set([...mentions.roles, ...further.roles])],
		everybody: further.everybody ? 'everyone' : mentions.everybody,
	}),
};

/**
 * Allows `mentions` and no others. Discord allows @here and @everyone
 * together only, whoever wrote them: see `withoutBroadcasts`.
 */
export function allowedMentions({ users, roles, everybody }: DiscordMentions): AllowedMentions {
	return {
		parse: everybody === 'none' ? [] : ['everyone'],
		...(users.length > 0 ? { users } : {}),
		...(roles.length > 0 ? { roles } : {}),
	};
}

/** What a content may mention that brings its own mentions. */
export const EVERY_MENTION: AllowedMentions = { parse: ['users', 'roles', 'everyone'] };

function idsOf(ids: string[], kind: 'user' | 'role'): string[] {
	if (ids.length > MOST_IDS) {
		throw new ExplainedError(
			`A Discord message can mention at most ${MOST_IDS} ${kind}s`,
			'Mention fewer, or mention a role.',
		);
	}
	return ids.map((id) => idOf(id, kind));
}

function idOf(id: string, kind: 'user' | 'role'): string {
	if (/^\d{15,20}$/.test(id)) return id;
	throw new ExplainedError(
		`"${id}" is not the ID of a Discord ${kind}`,
		'In Discord: Settings > Advanced > Developer Mode, then right-click the member or the role > Copy ID.',
	);
}
