import type { Root } from '../markdown/tree';
import { shortened } from '../../text/characters';
import { renderPlainText } from '../markdown/plainText';
import { contentOf, SEVERITY_SIGNS, titleWithLabel } from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import type { Notification } from '../notification/notification';
import { vocabularyOf, type Language } from '../../words/language';
import { mentionElements, withoutControlSequences, type SlackMentions } from './mentions';
import { richTextElements } from './richText';

export interface SlackNotificationOptions {
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: SlackMentions;
}

/** Characters of a header, "Header block". */
const HEADER = 150;
/** Characters of the top-level text, which notifications and screen readers use ("best ≤ 4000"). */
const FALLBACK = 1_000;
/**
 * Characters of all blocks together. Slack documents 12000 for markdown blocks;
 * messages of a little more than 13000 were seen to be refused (msg_blocks_too_long).
 */
const CHARACTERS = 11_500;
const MOST_ELEMENTS = 100;

type Block = Record<string, unknown> & { elements?: unknown[] };

interface Body {
	text: string;
	blocks: Block[];
	unfurl_links: boolean;
	unfurl_media: boolean;
}

/** The messages that say it, in order. @throws {ExplainedError} */
export function slackNotification(
	notification: Notification,
	options: SlackNotificationOptions,
): Body[] {
	return inParts(contentOf(notification, { ...options, withLinks: false }), {
		whenTooLong: options.whenTooLong,
		write: (content, part) => messageOf(notification, content, part, options),
		fits: ({ blocks }) =>
			charactersOf(blocks) <= CHARACTERS &&
			blocks.every(({ elements = [] }) => elements.length <= MOST_ELEMENTS),
		mostText: CHARACTERS,
		limit: `the ${CHARACTERS} characters of a Slack message`,
		truncationMark: vocabularyOf(options.language).messages.truncated,
	});
}

function messageOf(
	notification: Notification,
	content: Root,
	part: Part,
	{ mentions }: SlackNotificationOptions,
): Body {
	const { title, severity, quote, links, source } = notification;
	const labelled = `${SEVERITY_SIGNS[severity]} ${titleWithLabel(title, part.label)}`;
	const elements = richTextElements(content.children);
	const at = part.isFirst ? mentionElements(mentions) : [];
	return {
		text: withoutControlSequences(
			shortened([labelled, quote ?? renderPlainText(content)].join('\n').trim(), FALLBACK),
		),
		blocks: [
			{
				type: 'header',
				text: { type: 'plain_text', text: shortened(labelled, HEADER), emoji: true },
			},
			...(at.length > 0
				? [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: at }] }]
				: []),
			...(elements.length > 0 ? [{ type: 'rich_text', elements }] : []),
			...(part.isFirst && links.length > 0
				? [
						{
							type: 'actions',
							elements: links.map(({ text: label, url }, index) => ({
								type: 'button',
								text: { type: 'plain_text', text: label, emoji: true },
								url,
								action_id: `link-${index}`,
								...(index === 0 ? { style: 'primary' } : {}),
							})),
						},
					]
				: []),
			...(part.isFirst && source
				? [{ type: 'context', elements: [{ type: 'plain_text', text: source, emoji: true }] }]
				: []),
		],
		unfurl_links: false,
		unfurl_media: false,
	};
}

/** All that is shown, in characters. */
function charactersOf(value: unknown): number {
	if (typeof value === 'string') return value.length;
	if (typeof value !== 'object' || value === null) return 0;
	return Object.entries(value).reduce(
		(sum, [key, entry]) => sum + (key === 'type' || key === 'style' ? 0 : charactersOf(entry)),
		0,
	);
}
