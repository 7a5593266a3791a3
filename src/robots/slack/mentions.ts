import { ExplainedError } from '../../explainedError';
import type { Mentioning } from '../design/mentioning';
import type { SlackAccess } from './access';
import { memberIdOf } from './memberIds';

export interface SlackMentions {
	/** User IDs (`U…`) and user group IDs (`S…`). */
	ids: string[];
	/** Members who are online, all of the channel, or all of the workspace. */
	broadcast: 'none' | 'here' | 'channel' | 'everyone';
}

export const slackMentioning: Mentioning<SlackMentions, SlackAccess> = {
	nobody: { ids: [], broadcast: 'none' },
	entries: {
		async users(entry, item) {
			const id = entry.includes('@') ? await memberIdOf(entry, item) : entry;
			mentionElement(id);
			return id;
		},
	},
	joined: (mentions, further) => ({
		ids: [...new Set([...mentions.ids, ...further.users])],
		broadcast: further.everybody ? 'channel' : mentions.broadcast,
	}),
};

/** Mentions as elements of a rich text. */
export function mentionElements({ ids, broadcast }: SlackMentions): Array<Record<string, unknown>> {
	const elements = [
		...ids.map(mentionElement),
		...(broadcast === 'none' ? [] : [{ type: 'broadcast', range: broadcast }]),
	];
	return elements.flatMap((element, index) =>
		index === 0 ? [element] : [{ type: 'text', text: ' ' }, element],
	);
}

/** Mentions in mrkdwn. */
export function mrkdwnMentions({ ids, broadcast }: SlackMentions): string {
	return [
		...ids.map((id) => {
			const element = mentionElement(id);
			return element.type === 'user' ? `<@${id}>` : `<!subteam^${id}>`;
		}),
		...(broadcast === 'none' ? [] : [`<!${broadcast}>`]),
	].join(' ');
}

function mentionElement(id: string): Record<string, unknown> {
	if (/^[UW][A-Z0-9]{2,30}$/.test(id)) return { type: 'user', user_id: id };
	if (/^S[A-Z0-9]{2,30}$/.test(id)) return { type: 'usergroup', usergroup_id: id };
	throw new ExplainedError(
		`"${id}" is not the ID of a Slack user (U…) or user group (S…)`,
		'In Slack: the profile > ⋯ > Copy member ID. With a bot token, you can also enter an email address.',
	);
}

/** Text in which nothing mentions anybody or links anywhere. */
export function withoutControlSequences(content: string): string {
	return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
