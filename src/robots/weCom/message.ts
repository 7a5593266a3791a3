import { cleanText, truncateUtf8, utf8Length } from '../../text/utf8';

/*
 * WeCom (企业微信) group robot, "群机器人配置说明" (developer.work.weixin.qq.com,
 * path 91770): message types, limits in UTF-8 bytes, mentions.
 */

export const weComMessageTypes = ['text', 'markdown'] as const;
export type WeComMessageType = (typeof weComMessageTypes)[number];

/** "content: at most 2048 bytes" (text) and "at most 4096 bytes" (markdown), UTF-8. */
const CONTENT_LIMIT: Record<WeComMessageType, number> = { text: 2_048, markdown: 4_096 };
const TRUNCATION_MARK = '… (truncated)';

export interface WeComMessageOptions {
	/** Member ids; `@all` mentions everybody. */
	mentionedUsers: string[];
	/** Mobile numbers; `@all` mentions everybody. Text messages only. */
	mentionedMobiles: string[];
	/** Whether `<@userid>` inside the content mentions somebody. Off, it is shown as it is written. */
	allowMentionsInContent: boolean;
	whenTooLong: 'truncate' | 'fail';
}

/** The message cannot be sent as it is. */
export class WeComMessageError extends Error {
	constructor(
		message: string,
		readonly hint: string,
	) {
		super(message);
		this.name = 'WeComMessageError';
	}
}

/** The request body of one message. @throws {WeComMessageError} */
export function weComMessage(
	type: WeComMessageType,
	rawContent: string,
	options: WeComMessageOptions,
): Record<string, unknown> {
	const content = cleanText(rawContent);
	if (content.trim() === '') {
		throw new WeComMessageError(
			'The content is empty',
			'WeCom refuses empty messages (error 44004). Enter a text or an expression that gives one.',
		);
	}
	const safe = options.allowMentionsInContent ? content : withoutMentions(content);
	if (type === 'markdown') {
		if (options.mentionedMobiles.length > 0 || options.mentionedUsers.includes('@all')) {
			throw new WeComMessageError(
				'WeCom markdown cannot mention everybody, nor anybody by mobile number',
				'Mention by user ID, or send a message of type Text.',
			);
		}
		const mentions = options.mentionedUsers.map((id) => `<@${userId(id)}>`).join('');
		return {
			msgtype: 'markdown',
			markdown: { content: fit(safe, type, options, mentions && `\n${mentions}`) },
		};
	}
	return {
		msgtype: 'text',
		text: {
			content: fit(safe, type, options),
			...listOf('mentioned_list', options.mentionedUsers),
			...listOf('mentioned_mobile_list', options.mentionedMobiles),
		},
	};
}

/** `<@…>` is the only thing in a text that mentions somebody; a full-width `＜` is shown the same. */
function withoutMentions(content: string): string {
	return content.replaceAll('<@', '＜@');
}

function userId(id: string): string {
	if (/^[\w.@-]{1,64}$/.test(id)) return id;
	throw new WeComMessageError(
		`"${id}" is not a WeCom user ID`,
		'User IDs have letters, digits and _ - @ . only. They are listed in the WeCom admin console under Contacts.',
	);
}

function fit(
	content: string,
	type: WeComMessageType,
	{ whenTooLong }: WeComMessageOptions,
	ending = '',
): string {
	const limit = CONTENT_LIMIT[type] - utf8Length(ending);
	const length = utf8Length(content);
	if (length > limit && whenTooLong === 'fail') {
		throw new WeComMessageError(
			`The content has ${length} bytes; WeCom takes ${limit} in a ${type} message`,
			'Shorten it (a Chinese character counts three bytes), or set "When Too Long" to Truncate.',
		);
	}
	return truncateUtf8(content, limit, TRUNCATION_MARK) + ending;
}

function listOf(name: string, entries: string[]): Record<string, string[]> {
	return entries.length > 0 ? { [name]: entries } : {};
}
