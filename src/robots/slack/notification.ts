import type { Root, RootContent } from '../markdown/tree';
import { chunksOf } from '../../chunks';
import { shortened } from '../../text/characters';
import { renderPlainText } from '../markdown/plainText';
import { isMisleading, webUrl } from '../markdown/webUrl';
import {
	arranged,
	contentOf,
	footOf,
	linksBeside,
	SEVERITY_SIGNS,
	titleWithLabel,
} from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import {
	pageOf,
	type Button,
	type Fact,
	type Notification,
	type NotificationSeverity,
} from '../notification/notification';
import { vocabularyOf, type Language } from '../../words/language';
import { mentionElements, withoutControlSequences, type SlackMentions } from './mentions';
import { factInMrkdwn } from './mrkdwn';
import { pressButtonsBlock } from './pressButtons';
import { richTextElements, section, type Element } from './richText';
import { tableBlock } from './table';

/*
 * A message in four parts: the title and the words as blocks, which Slack shows
 * whole; what comes behind a table; the facts, with a bar in the colour of the
 * severity, which only attachments have; and the buttons.
 *
 * Buttons that only lead somewhere are link buttons of attachments. Those of
 * blocks ask the app for an answer when they are pressed, and warn where nobody
 * gives one (Slack's developers, "Out and back again"): so they are there only
 * where somebody listens.
 */

export interface SlackNotificationOptions {
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: SlackMentions;
}

const COLOURS: Record<NotificationSeverity, string> = {
	info: '#3370ff',
	success: '#2ea121',
	warning: '#ff8800',
	critical: '#f54a45',
};

/** Characters of the top-level text, which notifications and screen readers use ("best ≤ 4000"). */
const FALLBACK = 1_000;
/**
 * Characters of all blocks together. Slack documents 12000 for markdown blocks;
 * messages of a little more than 13000 were seen to be refused (msg_blocks_too_long).
 */
const CHARACTERS = 11_500;
const MOST_ELEMENTS = 100;
/** "Section block": fields of one, which are shown in two columns. */
const MOST_FIELDS = 10;
const MOST_SECTIONS = 2;
/** "Message buttons": of one attachment. */
const MOST_BUTTONS = 5;
/** Of one message; where the others are, the text says. */
const MOST_PICTURES = 5;

type Block = Element & { elements?: unknown[] };

interface Attachment {
	color?: string;
	blocks?: Block[];
	fallback?: string;
	image_url?: string;
	actions?: Element[];
}

interface Body {
	text: string;
	blocks: Block[];
	attachments?: Attachment[];
	unfurl_links: boolean;
	unfurl_media: boolean;
}

/** The messages that say it, in order. @throws {ExplainedError} */
export function slackNotification(
	notification: Notification,
	options: SlackNotificationOptions,
): Body[] {
	const { columns, lines } = arranged(notification.fields, MOST_FIELDS * MOST_SECTIONS);
	const content = contentOf(
		{ ...notification, fields: lines },
		{ language: options.language, withLinks: false },
	);
	return inParts(content, {
		whenTooLong: options.whenTooLong,
		write: (piece, part) => messageOf(notification, columns, piece, part, options),
		fits: ({ blocks, attachments = [] }) =>
			charactersOf([blocks, attachments]) <= CHARACTERS &&
			[blocks, ...attachments.map((attachment) => attachment.blocks ?? [])]
				.flat()
				.every(({ elements = [] }) => elements.length <= MOST_ELEMENTS),
		mostText: CHARACTERS,
		limit: `the ${CHARACTERS} characters of a Slack message`,
		truncationMark: vocabularyOf(options.language).messages.truncated,
	});
}

function messageOf(
	notification: Notification,
	columns: Fact[],
	content: Root,
	part: Part,
	{ mentions }: SlackNotificationOptions,
): Body {
	const { severity, quote, links, buttons } = notification;
	const title = titleWithLabel(notification.title, part.label);
	const color = COLOURS[severity];
	const at = part.isFirst ? mentionElements(mentions) : [];
	const { before, table, behind } = aroundTable(content.children);
	const attachments: Attachment[] = [
		...(table ? [{ color, blocks: [table] }] : []),
		...richTextOf(behind).map((block) => ({ color, blocks: [block] })),
		...picturesIn(content.children).map(({ alt, url }) => ({
			color,
			fallback: withoutControlSequences(alt || url),
			image_url: url,
		})),
		...(part.isFirst ? factsOf(columns, footOf(notification)) : []).map((blocks) => ({
			color,
			blocks,
		})),
		...(part.isFirst && buttons ? [{ color, blocks: [pressButtonsBlock(buttons)] }] : []),
		...(part.isFirst ? linkButtonsOf(linksBeside(notification), buttons !== undefined) : []).map(
			(linkButtons) => ({
				color,
				...linkButtons,
			}),
		),
	];
	return {
		text: withoutControlSequences(
			shortened(
				[`${SEVERITY_SIGNS[severity]} ${title}`, quote ?? renderPlainText(content)]
					.join('\n')
					.trim(),
				FALLBACK,
			),
		),
		blocks: [
			richText([section(titleElements(`${SEVERITY_SIGNS[severity]} `, title, links))]),
			...(at.length > 0 ? [richText([section(at)])] : []),
			...richTextOf(before),
		],
		...(attachments.length > 0 ? { attachments } : {}),
		unfurl_links: false,
		unfurl_media: false,
	};
}

function richText(elements: Element[]): Block {
	return { type: 'rich_text', elements };
}

function richTextOf(children: RootContent[]): Block[] {
	const elements = richTextElements(children);
	return elements.length > 0 ? [richText(elements)] : [];
}

/** In bold, and a link to the page: unless it names another one, as a customer could. */
function titleElements(sign: string, title: string, links: Button[]): Element[] {
	const page = pageOf(links);
	const style = { bold: true };
	return [
		{ type: 'text', text: sign },
		page && !isMisleading(title, page.url)
			? { type: 'link', url: page.url, text: title, style }
			: { type: 'text', text: title, style },
	];
}

interface AroundTable {
	before: RootContent[];
	table?: Block;
	behind: RootContent[];
}

/** The first table as such, and what stands before and behind it. Any other is written in columns. */
function aroundTable(children: RootContent[]): AroundTable {
	for (const [index, child] of children.entries()) {
		const table = child.type === 'table' ? tableBlock(child) : undefined;
		if (table)
			return { before: children.slice(0, index), table, behind: children.slice(index + 1) };
	}
	return { before: children, behind: [] };
}

/**
 * The pictures of a body. Not as image blocks: Slack refuses the whole message
 * where it cannot fetch one ("downloading image failed", slackapi/java-slack-sdk
 * issue 1396); of an attachment it leaves that out.
 */
function picturesIn(children: RootContent[]): Array<{ alt: string; url: string }> {
	const pictures = imagesIn(children).flatMap(({ alt, url }) => {
		const target = webUrl(url);
		return target === undefined ? [] : [{ alt, url: target }];
	});
	return pictures.slice(0, MOST_PICTURES);
}

function imagesIn(nodes: RootContent[]): Array<{ alt: string; url: string }> {
	return nodes.flatMap((node) => {
		if (node.type === 'image') return [node];
		return 'children' in node ? imagesIn(node.children) : [];
	});
}

/** In two columns, and below them the foot. */
function factsOf(columns: Fact[], foot: string): Block[][] {
	const sections = chunksOf(columns, MOST_FIELDS).map((facts) => ({
		type: 'section',
		fields: facts.map((fact) => ({ type: 'mrkdwn', text: factInMrkdwn(fact), verbatim: true })),
	}));
	const context = foot
		? [{ type: 'context', elements: [{ type: 'plain_text', text: foot, emoji: true }] }]
		: [];
	const blocks = [...sections, ...context];
	return blocks.length > 0 ? [blocks] : [];
}

/** @param hasActions whether other buttons do what the links that are actions would. */
function linkButtonsOf(
	links: Button[],
	hasActions: boolean,
): Array<Pick<Attachment, 'fallback' | 'actions'>> {
	const buttons = links.map(({ text, url }, index) => ({
		type: 'button',
		text,
		url,
		...(index === 0 && !hasActions ? { style: 'primary' } : {}),
	}));
	return chunksOf(buttons, MOST_BUTTONS).map((actions) => {
		const labels = actions.map(({ text }) => text).join(' · ');
		return { fallback: withoutControlSequences(labels), actions };
	});
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
