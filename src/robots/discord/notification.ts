import type { Root } from '../markdown/tree';
import { shortened } from '../../text/characters';
import { renderMarkdown } from '../markdown/render';
import {
	arranged,
	contentOf,
	SEVERITY_SIGNS,
	titleWithLabel,
	type ArrangedFacts,
} from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import {
	pageOf,
	type Button,
	type Fact,
	type Notification,
	type NotificationSeverity,
} from '../notification/notification';
import { chunksOf } from '../../chunks';
import { SECOND } from '../../time/duration';
import { vocabularyOf, type Language } from '../../words/language';
import * as limits from './limits';
import { discordMarkdown, plainInDiscord, withoutBroadcasts } from './markdown';
import { allowedMentions, mentionsInContent, NOBODY, type DiscordMentions } from './mentions';
import { SUPPRESS_EMBEDS } from './messages';

export const discordStyles = ['embed', 'text'] as const;
export type DiscordStyle = (typeof discordStyles)[number];

export interface DiscordNotificationOptions {
	style: DiscordStyle;
	language: Language;
	whenTooLong: WhenTooLong;
	mentions: DiscordMentions;
}

const COLOURS: Record<NotificationSeverity, number> = {
	info: 0x3370ff,
	success: 0x2ea121,
	warning: 0xff8800,
	critical: 0xf54a45,
};
/** Characters that facts may take from an embed as fields of its own; longer ones are written into its description. */
const ROOM_FOR_FIELDS = 1_500;
/** Of them, besides those limits. */
const MOST_FIELDS = 24;
/** "Button": label and address of a link button; "Action Row": buttons of one. */
const BUTTON_LABEL = 80;
const BUTTON_URL = 512;
const BUTTONS_OF_A_ROW = 5;

interface Embed {
	title: string;
	url?: string;
	description?: string;
	color: number;
	fields?: Array<{ name: string; value: string; inline: boolean }>;
	footer?: { text: string };
	/** ISO 8601. */
	timestamp?: string;
}

type Component = Record<string, unknown>;

interface Body {
	content?: string;
	embeds?: Embed[];
	components?: Component[];
	allowed_mentions: object;
	flags?: number;
}

/** The messages that say it, in order. @throws {ExplainedError} */
export function discordNotification(
	notification: Notification,
	options: DiscordNotificationOptions,
): Body[] {
	const { style, whenTooLong, language } = options;
	const { columns, lines } = arrangedFor(style, notification.fields);
	const buttons = notification.links.filter(isButton);
	const content = contentOf(
		{
			...notification,
			fields: lines,
			links: notification.links.filter((link) => !buttons.includes(link)),
		},
		{ language, withLinks: true },
	);
	return inParts(content, {
		whenTooLong,
		write: (piece, part) => ({
			...(style === 'embed'
				? embedMessage(notification, piece, part, columns, options)
				: textMessage(notification, piece, part, options)),
			...(part.isFirst && buttons.length > 0 ? { components: buttonRows(buttons) } : {}),
		}),
		fits: ({ content: said = '', embeds = [] }) =>
			said.length <= limits.CONTENT &&
			embeds.every(({ description = '' }) => description.length <= limits.DESCRIPTION) &&
			charactersOf(embeds) <= limits.ALL_EMBEDS,
		mostText: style === 'embed' ? limits.DESCRIPTION : limits.CONTENT,
		limit:
			style === 'embed'
				? `the ${limits.DESCRIPTION} characters of a Discord embed`
				: `the ${limits.CONTENT} characters of a Discord message`,
		truncationMark: vocabularyOf(language).messages.truncated,
	});
}

function embedMessage(
	{ title, severity, links, source, at }: Notification,
	content: Root,
	{ isFirst, label }: Part,
	columns: Fact[],
	{ mentions }: DiscordNotificationOptions,
): Body {
	const page = isFirst ? pageOf(links) : undefined;
	const isTold = columns.some((fact) => fact.at === at);
	const description = renderMarkdown(content, discordMarkdown);
	const named = isFirst ? mentionsInContent(mentions) : '';
	return {
		...(named ? { content: named } : {}),
		embeds: [
			{
				title: shortened(plainInDiscord(titleWithLabel(title, label), true), limits.TITLE),
				...(page ? { url: page.url } : {}),
				...(description ? { description } : {}),
				color: COLOURS[severity],
				...(isFirst && columns.length > 0 ? { fields: columns.map(fieldOf) } : {}),
				...(isFirst && source ? { footer: { text: source } } : {}),
				...(isFirst && !isTold && at !== undefined && !Number.isNaN(at)
					? { timestamp: new Date(at).toISOString() }
					: {}),
			},
		],
		allowed_mentions: allowedMentions(isFirst ? mentions : NOBODY),
	};
}

function textMessage(
	{ title, severity }: Notification,
	content: Root,
	{ isFirst, label }: Part,
	{ mentions }: DiscordNotificationOptions,
): Body {
	const headline = plainInDiscord(titleWithLabel(title, label), false);
	const said = [
		`**${SEVERITY_SIGNS[severity]} ${headline}**`,
		renderMarkdown(content, discordMarkdown),
	];
	return {
		content: joined([
			// Two texts beside one another may make a mention that neither of them has.
			withoutBroadcasts(joined(said)),
			isFirst ? mentionsInContent(mentions) : '',
		]),
		allowed_mentions: allowedMentions(isFirst ? mentions : NOBODY),
		flags: SUPPRESS_EMBEDS,
	};
}

function joined(lines: string[]): string {
	return lines.filter((line) => line !== '').join('\n');
}

/** In columns are those of an embed, unless they have no room there together. */
function arrangedFor(style: DiscordStyle, facts: Fact[]): ArrangedFacts {
	const arrangedFacts = arranged(facts, style === 'embed' ? MOST_FIELDS : 0);
	const written = arrangedFacts.columns.map(fieldOf);
	const length = written.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
	const haveRoom = written.every(
		({ name, value }) => name.length <= limits.FIELD_NAME && value.length <= limits.FIELD_VALUE,
	);
	return haveRoom && length <= ROOM_FOR_FIELDS ? arrangedFacts : { columns: [], lines: facts };
}

/** "Timestamps": a time in the zone of whoever reads it, and how long ago that was. */
function fieldOf({ name, value, at }: Fact): { name: string; value: string; inline: boolean } {
	const seconds = at === undefined ? undefined : Math.floor(at / SECOND);
	return {
		name: plainInDiscord(name, true),
		value:
			seconds === undefined ? plainInDiscord(value, true) : `<t:${seconds}:f> (<t:${seconds}:R>)`,
		inline: true,
	};
}

function isButton({ text, url }: Button): boolean {
	return text.length <= BUTTON_LABEL && url.length <= BUTTON_URL;
}

/** "Action Row" (1) of "Button" (2) in the style of a link (5), which asks nobody for an answer. */
function buttonRows(links: Button[]): Component[] {
	return chunksOf(links, BUTTONS_OF_A_ROW).map((row) => ({
		type: 1,
		components: row.map(({ text, url }) => ({ type: 2, style: 5, label: text, url })),
	}));
}

/** What "Embed Limits" counts together. */
function charactersOf(embeds: Embed[]): number {
	return embeds
		.flatMap(({ title, description = '', fields = [], footer }) => [
			title,
			description,
			footer?.text ?? '',
			...fields.flatMap(({ name, value }) => [name, value]),
		])
		.reduce((sum, text) => sum + text.length, 0);
}
