import { ExplainedError } from '../../explainedError';
import type { Mentioning } from '../design/mentioning';

export interface FeishuMentions {
	/** Open IDs (`ou_…`) or user IDs. */
	users: string[];
	everybody: boolean;
}

export const feishuMentioning: Mentioning<FeishuMentions> = {
	nobody: { users: [], everybody: false },
	entries: { users: feishuUserId },
	joined: (mentions, further) => ({
		users: [...new Set([...mentions.users, ...further.users])],
		everybody: mentions.everybody || further.everybody,
	}),
};

/** Mentions inside a card's markdown. */
export function cardMentions({ users, everybody }: FeishuMentions): string {
	const ids = [...users.map(feishuUserId), ...(everybody ? ['all'] : [])];
	return ids.map((id) => `<at id=${id}></at>`).join(' ');
}

/** Mentions inside a text message. */
export function textMentions({ users, everybody }: FeishuMentions): string {
	return [
		...users.map((id) => `<at user_id="${feishuUserId(id)}"></at>`),
		...(everybody ? ['<at user_id="all">所有人</at>'] : []),
	].join(' ');
}

/** Mentions as nodes of a post. */
export function postMentions({ users, everybody }: FeishuMentions): Array<Record<string, string>> {
	return [
		...users.map((id) => ({ tag: 'at', user_id: feishuUserId(id) })),
		...(everybody ? [{ tag: 'at', user_id: 'all' }] : []),
	];
}

/** A text in which nothing mentions anybody. */
export function withoutMentionTags(content: string): string {
	return content.replace(/<(?=\s*(?:\/\s*)?at\b)/gi, '＜');
}

function feishuUserId(id: string): string {
	if (/^[\w-]{1,64}$/.test(id) && id !== 'all') return id;
	throw new ExplainedError(
		`"${id}" is not an Open ID or User ID of Feishu`,
		'Custom bots can mention people only by Open ID (ou_…) or User ID, not by name, mobile number or email.',
	);
}
