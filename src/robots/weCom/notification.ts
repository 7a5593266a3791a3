import type { PhrasingContent, Root, RootContent } from '../markdown/tree';
import { text } from '../markdown/build';
import { utf8Length } from '../../text/utf8';
import { renderPlainText } from '../markdown/plainText';
import { renderMarkdown } from '../markdown/render';
import { plainInMarkdown } from '../markdown/lookAlikes';
import { contentOf, SEVERITY_SIGNS, titleWithLabel } from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import type { Notification, NotificationSeverity } from '../notification/notification';
import { vocabularyOf, type Language } from '../../words/language';
import { ExplainedError } from '../../explainedError';
import { fitsCard, hasPlacesInCard, weComCard } from './card';
import { weComMarkdown, weComMarkdownV2 } from './markdown';
import {
	hasMentions,
	inlineMentions,
	mentionLists,
	withoutMentions,
	type WeComMentions,
} from './mentions';

export const weComStyles = ['auto', 'card', 'markdown', 'markdownV2', 'text'] as const;
export type WeComStyle = (typeof weComStyles)[number];

export interface WeComNotificationOptions {
	style: WeComStyle;
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: WeComMentions;
}

/** Bytes of UTF-8 ("群机器人配置说明"). */
const TEXT_LIMIT = 2_048;
const MARKDOWN_LIMIT = 4_096;
/** markdown knows three colours: info is green, comment grey, warning orange. */
const COLOURS: Partial<Record<NotificationSeverity, string>> = {
	success: 'info',
	warning: 'warning',
	critical: 'warning',
};
/** What only the newer markdown can show. */
const RICH = new Set(['table', 'code', 'list', 'image', 'emphasis']);

type Body = Record<string, unknown>;

/** The messages that say it, in order: one, unless it is long or mentions need one of their own. */
export function weComNotification(
	notification: Notification,
	options: WeComNotificationOptions,
): Body[] {
	const { mentions } = options;
	switch (styleOf(notification, options)) {
		case 'card':
			if (notification.links.length === 0) {
				throw new ExplainedError(
					'A card needs a link',
					'Every WeCom card needs a link. Add one, or choose another style.',
				);
			}
			return [weComCard(notification), ...mentionMessage(notification, mentions)];
		case 'text':
			return textMessages(notification, options);
		case 'markdown':
			return markdownMessages(notification, options);
		case 'markdownV2':
			return [
				...markdownV2Messages(notification, options),
				...mentionMessage(notification, mentions),
			];
	}
}

function styleOf(
	notification: Notification,
	{ style, mentions }: WeComNotificationOptions,
): Exclude<WeComStyle, 'auto'> {
	if (style === 'auto') return bestStyle(notification, mentions);
	// WeCom cuts the text of a card, and nobody would see the rest of a list.
	return style === 'card' && !hasPlacesInCard(notification) ? inMarkdown(notification) : style;
}

/** A card where all of it fits; else the older markdown, which mentions and has colours, unless the content is rich. */
function bestStyle(
	notification: Notification,
	mentions: WeComMentions,
): Exclude<WeComStyle, 'auto'> {
	if (!hasMentions(mentions) && fitsCard(notification)) return 'card';
	return inMarkdown(notification);
}

function inMarkdown({ body }: Notification): 'markdown' | 'markdownV2' {
	return body && isRich(body.children) ? 'markdownV2' : 'markdown';
}

function isRich(nodes: RootContent[]): boolean {
	return nodes.some((node) => RICH.has(node.type) || ('children' in node && isRich(node.children)));
}

function markdownMessages(notification: Notification, options: WeComNotificationOptions): Body[] {
	const { mentions } = options;
	const inline = inlineMentions(mentions.users);
	const others: WeComMentions = { ...mentions, users: [] };
	const colour = COLOURS[notification.severity];
	const write = (content: Root, { isFirst, label }: Part) => {
		// No colour of markdown is red.
		const sign = notification.severity === 'critical' ? `${SEVERITY_SIGNS.critical} ` : '';
		const title = plainInMarkdown(sign + titleWithLabel(notification.title, label), true);
		const headline = colour ? `<font color="${colour}">${title}</font>` : title;
		return {
			msgtype: 'markdown',
			markdown: {
				content: joined([
					`**${headline}**`,
					renderMarkdown(content, weComMarkdown),
					isFirst ? inline : '',
				]),
			},
		};
	};
	const content = contentOf(notification, { ...options, withLinks: true, nameOf: inGrey });
	return [
		...inParts(content, {
			...options,
			write,
			fits: ({ markdown }) => utf8Length(markdown.content) <= MARKDOWN_LIMIT,
			mostText: MARKDOWN_LIMIT,
			limit: 'the 4096 bytes of a WeCom markdown message',
			truncationMark: vocabularyOf(options.language).messages.truncated,
		}),
		...mentionMessage(notification, others),
	];
}

/** In the colour that the document's own example has for such words, so that values stand out. */
function inGrey(name: string): PhrasingContent {
	return { type: 'font', color: 'comment', children: [text(name)] };
}

function markdownV2Messages(notification: Notification, options: WeComNotificationOptions): Body[] {
	return inParts(contentOf(notification, { ...options, withLinks: true }), {
		...options,
		write: (content, { label }) => ({
			msgtype: 'markdown_v2',
			markdown_v2: {
				content: joined([
					`**${SEVERITY_SIGNS[notification.severity]} ${plainInMarkdown(titleWithLabel(notification.title, label), false)}**`,
					renderMarkdown(content, weComMarkdownV2),
				]),
			},
		}),
		fits: ({ markdown_v2 }) => utf8Length(markdown_v2.content) <= MARKDOWN_LIMIT,
		mostText: MARKDOWN_LIMIT,
		limit: 'the 4096 bytes of a WeCom markdown message',
		truncationMark: vocabularyOf(options.language).messages.truncated,
	});
}

function textMessages(notification: Notification, options: WeComNotificationOptions): Body[] {
	return inParts(contentOf(notification, { ...options, withLinks: true }), {
		...options,
		write: (content, { isFirst, label }) => ({
			msgtype: 'text',
			text: {
				content: withoutMentions(
					[
						`${SEVERITY_SIGNS[notification.severity]} ${titleWithLabel(notification.title, label)}`,
						renderPlainText(content),
					]
						.filter((line) => line !== '')
						.join('\n'),
				),
				...(isFirst ? mentionLists(options.mentions) : {}),
			},
		}),
		fits: ({ text: { content } }) => utf8Length(content) <= TEXT_LIMIT,
		mostText: TEXT_LIMIT,
		limit: 'the 2048 bytes of a WeCom text message',
		truncationMark: vocabularyOf(options.language).messages.truncated,
	});
}

/** Cards and the newer markdown mention nobody: a text that says the title again does. It counts as a message. */
function mentionMessage({ title }: Notification, mentions: WeComMentions): Body[] {
	if (!hasMentions(mentions)) return [];
	return [
		{
			msgtype: 'text',
			text: { content: withoutMentions(title), ...mentionLists(mentions) },
		},
	];
}

function joined(parts: string[]): string {
	return parts.filter((part) => part !== '').join('\n\n');
}
