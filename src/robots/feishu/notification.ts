import type { Root } from '../markdown/tree';
import { renderPlainText } from '../markdown/plainText';
import {
	arranged,
	contentOf,
	footOf,
	linksBeside,
	SEVERITY_SIGNS,
	titleWithCode,
	titleWithKeyword,
	titleWithLabel,
} from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import type { Fact, Notification, NotificationSeverity } from '../notification/notification';
import { vocabularyOf, type Language } from '../../words/language';
import { buttonElements, contentElements, factElements } from './card';
import {
	cardMentions,
	postMentions,
	textMentions,
	withoutMentionTags,
	type FeishuMentions,
} from './mentions';
import { FEISHU_BODY_LIMIT, fitsFeishu } from './platform';
import { pressButtonElements } from './pressButtons';
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

/** A card has 200 components at most; a row of two facts is five. */
const MOST_COLUMN_FACTS = 20;

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
	const isCard = style === 'card';
	const { columns, lines } = arranged(notification.fields, isCard ? MOST_COLUMN_FACTS : 0);
	const content = contentOf({ ...notification, fields: lines }, { ...options, withLinks: !isCard });
	return inParts(content, {
		whenTooLong: options.whenTooLong,
		write: (piece, part) => {
			if (isCard) return cardMessage(notification, columns, piece, part, options);
			const write = style === 'post' ? postMessage : textMessage;
			return write(notification, piece, part, options);
		},
		fits: (body: Body) => fitsFeishu(body),
		mostText: FEISHU_BODY_LIMIT,
		limit: 'the 20 KB of a Feishu message',
		truncationMark: vocabularyOf(options.language).messages.truncated,
	});
}

/** "JSON 2.0 结构" of cards: header, then components one below the other. */
function cardMessage(
	notification: Notification,
	columns: Fact[],
	content: Root,
	part: Part,
	options: FeishuNotificationOptions,
): Body {
	const { severity, buttons } = notification;
	const title = titleOf(notification.title, part, options);
	const foot = footOf(notification);
	const mentions = part.isFirst ? cardMentions(options.mentions) : '';
	return {
		msg_type: 'interactive',
		card: {
			schema: '2.0',
			config: { update_multi: true, enable_forward: true, summary: { content: title } },
			header: {
				title: { tag: 'plain_text', content: title },
				...(foot ? { subtitle: { tag: 'plain_text', content: foot } } : {}),
				template: COLOURS[severity],
			},
			body: {
				direction: 'vertical',
				elements: [
					...contentElements(content.children),
					...(part.isFirst ? factElements(columns) : []),
					...(mentions ? [{ tag: 'markdown', content: mentions }] : []),
					...(part.isFirst && buttons ? pressButtonElements(buttons) : []),
					...(part.isFirst ? buttonElements(linksBeside(notification), !buttons) : []),
				],
			},
		},
	};
}

function postMessage(
	{ title, severity, code }: Notification,
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
					title: `${SEVERITY_SIGNS[severity]} ${titleOf(titleWithCode({ title, code }), part, options)}`,
					content: [...postParagraphs(content), ...(mentions.length > 0 ? [mentions] : [])],
				},
			},
		},
	};
}

function textMessage(
	{ title, severity, code }: Notification,
	content: Root,
	part: Part,
	options: FeishuNotificationOptions,
): Body {
	const plain = withoutMentionTags(
		[
			`${SEVERITY_SIGNS[severity]} ${titleOf(titleWithCode({ title, code }), part, options)}`,
			renderPlainText(content),
		]
			.filter((line) => line !== '')
			.join('\n'),
	);
	const mentions = part.isFirst ? textMentions(options.mentions) : '';
	return { msg_type: 'text', content: { text: mentions ? `${plain}\n${mentions}` : plain } };
}

function titleOf(title: string, { label }: Part, { keyword }: FeishuNotificationOptions): string {
	return titleWithKeyword(titleWithLabel(title, label), keyword);
}
