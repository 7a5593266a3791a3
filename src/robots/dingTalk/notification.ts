import type { Root } from '../markdown/tree';
import { utf8Length } from '../../text/utf8';
import { plainInMarkdown } from '../markdown/lookAlikes';
import { renderPlainText } from '../markdown/plainText';
import { renderMarkdown } from '../markdown/render';
import {
	contentOf,
	SEVERITY_SIGNS,
	titleWithCode,
	titleWithKeyword,
	titleWithLabel,
} from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import type { Notification } from '../notification/notification';
import { vocabularyOf, type Language } from '../../words/language';
import { dingTalkDialect, dingTalkTarget, type DingTalkPlace } from './markdown';
import { atOf, hasMentions, namesOf, type DingTalkMentions } from './mentions';
import { messageUuid } from '../sending/messageUuid';
import { robotRoom, type DingTalkRoom } from './platform';

export const dingTalkStyles = ['auto', 'actionCard', 'markdown', 'text'] as const;
export type DingTalkStyle = (typeof dingTalkStyles)[number];

export interface DingTalkNotificationOptions {
	style: DingTalkStyle;
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: DingTalkMentions;
	/** Where its links open. */
	place: DingTalkPlace;
	/** One of the robot's keywords, which every message has to have. */
	keyword?: string;
	/** That of a custom robot unless given. */
	room?: DingTalkRoom;
}

type Body = Record<string, unknown>;
type Style = Exclude<DingTalkStyle, 'auto'>;

/** The messages that say it, in order. @throws {ExplainedError} */
export function dingTalkNotification(
	notification: Notification,
	options: DingTalkNotificationOptions,
): Body[] {
	const style = styleOf(notification, options);
	const { bytes, limit } = options.room ?? robotRoom;
	return inParts(contentOf(notification, { ...options, withLinks: style !== 'actionCard' }), {
		whenTooLong: options.whenTooLong,
		write: (content, part) => messageOf(style, notification, content, part, options),
		fits: (body) => utf8Length(JSON.stringify(body)) <= bytes,
		mostText: bytes,
		limit,
		truncationMark: vocabularyOf(options.language).messages.truncated,
	}).map((body, part) => ({ ...body, msgUuid: messageUuid(notification.idempotencyKey, part) }));
}

/** A card has buttons, and mentions nobody; without links it is not to be had, nor with more than it has room for. */
function styleOf(
	{ links }: Notification,
	{ style, mentions, room = robotRoom }: DingTalkNotificationOptions,
): Style {
	const canBeCard = links.length > 0 && links.length <= room.buttons;
	if (style === 'auto') return canBeCard && !hasMentions(mentions) ? 'actionCard' : 'markdown';
	return style === 'actionCard' && !canBeCard ? 'markdown' : style;
}

function messageOf(
	style: Style,
	notification: Notification,
	content: Root,
	part: Part,
	options: DingTalkNotificationOptions,
): Body {
	const title = titleOf(notification, part, options);
	const at = part.isFirst ? atOf(options.mentions) : undefined;
	const names = part.isFirst ? namesOf(options.mentions) : '';
	if (style === 'text') {
		const body = joined([title, renderPlainText(content), names], '\n');
		return { msgtype: 'text', text: { content: body }, ...(at ? { at } : {}) };
	}
	const body = joined(
		[
			`### ${plainInMarkdown(title, false)}`,
			renderMarkdown(content, dingTalkDialect(options.place)),
			plainInMarkdown(names, true),
		],
		'\n\n',
	);
	if (style === 'markdown' || !part.isFirst) {
		return { msgtype: 'markdown', markdown: { title, text: body }, ...(at ? { at } : {}) };
	}
	return {
		msgtype: 'actionCard',
		actionCard: { title, text: body, ...buttonsOf(notification, options) },
		...(at ? { at } : {}),
	};
}

function buttonsOf(
	{ links }: Notification,
	{ place }: DingTalkNotificationOptions,
): Record<string, unknown> {
	const buttons = links.map(({ text: title, url, opensIn }) => ({
		title,
		actionURL: dingTalkTarget(url, place, opensIn),
	}));
	const [first] = buttons;
	if (buttons.length === 1) return { singleTitle: first.title, singleURL: first.actionURL };
	return { btnOrientation: buttons.length > 2 ? '0' : '1', btns: buttons };
}

function titleOf(
	{ title, code, severity }: Notification,
	{ label }: Part,
	{ keyword }: DingTalkNotificationOptions,
): string {
	const named = titleWithLabel(titleWithCode({ title, code }), label);
	return titleWithKeyword(`${SEVERITY_SIGNS[severity]} ${named}`, keyword);
}

function joined(parts: string[], gap: string): string {
	return parts.filter((part) => part !== '').join(gap);
}
