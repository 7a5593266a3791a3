import { cleanText, utf8Length } from '../../text/utf8';
import { contentParts } from '../contentParts';
import { splitMarkdownSource } from '../markdown/splitSource';
import { splitText } from '../markdown/splitText';
import type { WhenTooLong } from '../notification/inParts';
import { ExplainedError } from '../../explainedError';
import { atOf, namesOf, type DingTalkMentions } from './mentions';
import { required } from '../values';
import { robotRoom, type DingTalkRoom } from './platform';

/* The message types of "消息类型和数据格式" (open.dingtalk.com), as request bodies. */

type Body = Record<string, unknown>;

export interface DingTalkContentOptions {
	mentions: DingTalkMentions;
	whenTooLong: WhenTooLong;
	/** One of the robot's keywords, which every message has to have. */
	keyword?: string;
	/** That of a custom robot unless given. */
	room?: DingTalkRoom;
}

/** One text message, or several when it is long. @throws {ExplainedError} */
export function dingTalkTextMessages(content: string, options: DingTalkContentOptions): Body[] {
	return contentMessages(content, options, false, (part) => ({
		msgtype: 'text',
		text: { content: part },
	}));
}

/** One markdown message, or several when it is long. @throws {ExplainedError} */
export function dingTalkMarkdownMessages(
	title: string,
	content: string,
	options: DingTalkContentOptions,
): Body[] {
	const shown = cleanText(title).trim() || firstLineOf(content);
	const { keyword = '' } = options;
	const lacking = { ...options, keyword: shown.includes(keyword) ? undefined : keyword };
	return contentMessages(withLineBreaks(content), lacking, true, (part) => ({
		msgtype: 'markdown',
		markdown: { title: shown, text: part },
	}));
}

/** DingTalk joins lines without two blanks between them ("换行 建议 \n 前后分别加2个空格"), unless the second begins a block. */
function withLineBreaks(content: string): string {
	return content.replace(/(?<=\S) ?(?=\r?\n(?![ \t]*(?:[>#*+|-]|\d+[.)]))[^\r\n])/g, '  ');
}

/** Nobody is mentioned whom the message does not name: names that the first one lacks go to its end. */
function contentMessages(
	content: string,
	{ mentions, whenTooLong, keyword, room = robotRoom }: DingTalkContentOptions,
	isMarkdown: boolean,
	bodyOf: (part: string) => Body,
): Body[] {
	const at = atOf(mentions);
	const names = namesOf(mentions)
		.split(' ')
		.filter((name) => name !== '');
	const lackingIn = (text: string) => names.filter((name) => !isNamed(name, text));
	let lacking = lackingIn(content);
	// What stands at the end of a long content is not in its first part, which gets shorter with every name.
	for (;;) {
		const ending = endingOf(lacking);
		const [first, ...others] = contentParts(cleanText(content), {
			whenTooLong,
			split: isMarkdown ? splitMarkdownSource : splitText,
			fits: (part) => utf8Length(JSON.stringify({ ...bodyOf(part + ending), at })) <= room.bytes,
			limit: room.limit,
			keyword,
		});
		const lost = lackingIn(first + ending);
		if (lost.length === 0) {
			return [{ ...bodyOf(first + ending), ...(at ? { at } : {}) }, ...others.map(bodyOf)];
		}
		lacking = [...lacking, ...lost];
	}
}

function endingOf(names: string[]): string {
	return names.length > 0 ? `\n\n${names.join(' ')}` : '';
}

/** Whether the content has the name, and not only as the beginning of a longer one. */
function isNamed(name: string, content: string): boolean {
	const [, ...afters] = content.split(name);
	return afters.some((after) => !/^(?:[\w-]|\.\w)/.test(after));
}

function firstLineOf(content: string): string {
	const [line = ''] = content.split('\n').filter((candidate) => candidate.trim() !== '');
	return line.replace(/^[\s#>*-]+/, '').slice(0, 64) || '…';
}

export interface DingTalkLink {
	title: string;
	text: string;
	messageUrl: string;
	picUrl?: string;
}

export function dingTalkLink({ title, text, messageUrl, picUrl }: DingTalkLink): Body {
	return {
		msgtype: 'link',
		link: {
			title: required(title, 'Title'),
			text: required(text, 'Text'),
			messageUrl: required(messageUrl, 'Link URL'),
			...(picUrl ? { picUrl } : {}),
		},
	};
}

export interface DingTalkActionCard {
	title: string;
	text: string;
	buttons: Array<{ title: string; actionURL: string }>;
	areSideBySide: boolean;
	hideAvatar: boolean;
}

/** One button makes a card that leads somewhere as a whole. @throws {ExplainedError} */
export function dingTalkActionCard(card: DingTalkActionCard, mentions: DingTalkMentions): Body {
	const { buttons } = card;
	const [first] = buttons;
	if (!first) throw new ExplainedError('The card has no button', 'Add at least one.');
	for (const { title, actionURL } of buttons) {
		required(title, 'Button Text');
		required(actionURL, 'Button URL');
	}
	const names = namesOf(mentions);
	const at = atOf(mentions);
	return {
		msgtype: 'actionCard',
		actionCard: {
			title: required(card.title, 'Title'),
			text: withLineBreaks(names ? `${card.text}\n\n${names}` : required(card.text, 'Text')),
			...(card.hideAvatar ? { hideAvatar: '1' } : {}),
			...(buttons.length === 1
				? { singleTitle: first.title, singleURL: first.actionURL }
				: { btnOrientation: card.areSideBySide ? '1' : '0', btns: buttons }),
		},
		...(at ? { at } : {}),
	};
}

export interface DingTalkFeedLink {
	title: string;
	messageURL: string;
	picURL: string;
}

export function dingTalkFeedCard(links: DingTalkFeedLink[]): Body {
	if (links.length === 0)
		throw new ExplainedError('The feed card has no link', 'Add at least one.');
	for (const { title, messageURL } of links) {
		required(title, 'Title');
		required(messageURL, 'Link URL');
	}
	return { msgtype: 'feedCard', feedCard: { links } };
}
