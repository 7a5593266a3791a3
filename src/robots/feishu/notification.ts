import type { Root } from '../markdown/tree';
import { utf8Length } from '../../text/utf8';
import { renderPlainText } from '../markdown/plainText';
import { renderMarkdown } from '../markdown/render';
import {
	contentOf,
	SEVERITY_SIGNS,
	titleWithKeyword,
	titleWithLabel,
} from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import type { Button, Notification, NotificationSeverity } from '../notification/notification';
import { vocabularyOf, type Language } from '../../words/language';
import { feishuCardDialect } from './markdown';
import {
	cardMentions,
	postMentions,
	textMentions,
	withoutMentionTags,
	type FeishuMentions,
} from './mentions';
import { FEISHU_BODY_LIMIT } from './platform';
import { postParagraphs } from './post';

export const feishuStyles = ['card', 'post', 'text'] as const;
export type FeishuStyle = (typeof feishuStyles)[number];

export interface FeishuNotificationOptions {
	style: FeishuStyle;
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: FeishuMentions;
	/** One of the bot's keywords, which every message has to have. */
	keyword?: string;
}

const COLOURS: Record<NotificationSeverity, string> = {
	info: 'blue',
	success: 'green',
	warning: 'orange',
	critical: 'red',
};

type Body = Record<string, unknown>;

/** The messages that say it, in order. @throws {ExplainedError} */
export function feishuNotification(
	notification: Notification,
	options: FeishuNotificationOptions,
): Body[] {
	const { style } = options;
	const write = { card: cardMessage, post: postMessage, text: textMessage }[style];
	return inParts(contentOf(notification, { ...options, withLinks: style !== 'card' }), {
		whenTooLong: options.whenTooLong,
		write: (content, part) => write(notification, content, part, options),
		fits: (body) => utf8Length(JSON.stringify(body)) <= FEISHU_BODY_LIMIT,
		mostText: FEISHU_BODY_LIMIT,
		limit: 'the 20 KB of a Feishu message',
		truncationMark: vocabularyOf(options.language).messages.truncated,
	});
}

/** "JSON 2.0 结构" of cards: header, then components one below the other. */
function cardMessage(
	{ severity, links, source, ...notification }: Notification,
	content: Root,
	part: Part,
	options: FeishuNotificationOptions,
): Body {
	const title = titleOf(notification.title, part, options);
	const mentions = part.isFirst ? cardMentions(options.mentions) : '';
	const markdown = renderMarkdown(content, feishuCardDialect());
	return {
		msg_type: 'interactive',
		card: {
			schema: '2.0',
			config: { update_multi: true, enable_forward: true, summary: { content: title } },
			header: {
				title: { tag: 'plain_text', content: title },
				...(source ? { subtitle: { tag: 'plain_text', content: source } } : {}),
				template: COLOURS[severity],
			},
			body: {
				direction: 'vertical',
				elements: [
					...(markdown ? [{ tag: 'markdown', content: markdown }] : []),
					...(mentions ? [{ tag: 'markdown', content: mentions }] : []),
					...(part.isFirst && links.length > 0 ? [buttonRow(links)] : []),
				],
			},
		},
	};
}

function buttonRow(links: Button[]): Record<string, unknown> {
	return {
		tag: 'column_set',
		flex_mode: 'flow',
		columns: links.map(({ text: label, url }, index) => ({
			tag: 'column',
			width: 'auto',
			elements: [
				{
					tag: 'button',
					type: index === 0 ? 'primary' : 'default',
					text: { tag: 'plain_text', content: label },
					behaviors: [{ type: 'open_url', default_url: url }],
				},
			],
		})),
	};
}

function postMessage(
	{ title, severity }: Notification,
	content: Root,
	part: Part,
	options: FeishuNotificationOptions,
): Body {
	const mentions = part.isFirst ? postMentions(options.mentions) : [];
	return {
		msg_type: 'post',
		content: {
			post: {
				[options.language === 'zh' ? 'zh_cn' : 'en_us']: {
					title: `${SEVERITY_SIGNS[severity]} ${titleOf(title, part, options)}`,
					content: [...postParagraphs(content), ...(mentions.length > 0 ? [mentions] : [])],
				},
			},
		},
	};
}

function textMessage(
	{ title, severity }: Notification,
	content: Root,
	part: Part,
	options: FeishuNotificationOptions,
): Body {
	const plain = withoutMentionTags(
		[`${SEVERITY_SIGNS[severity]} ${titleOf(title, part, options)}`, renderPlainText(content)]
			.filter((line) => line !== '')
			.join('\n'),
	);
	const mentions = part.isFirst ? textMentions(options.mentions) : '';
	return { msg_type: 'text', content: { text: mentions ? `${plain}\n${mentions}` : plain } };
}

function titleOf(title: string, { label }: Part, { keyword }: FeishuNotificationOptions): string {
	return titleWithKeyword(titleWithLabel(title, label), keyword);
}
