import type { Root } from '../markdown/tree';
import { shortened } from '../../text/characters';
import { renderMarkdown } from '../markdown/render';
import { contentOf, SEVERITY_SIGNS, titleWithLabel } from '../notification/content';
import { inParts, type Part, type WhenTooLong } from '../notification/inParts';
import type { Fact, Notification, NotificationSeverity } from '../notification/notification';
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
/** Shorter facts stand side by side. */
const SHORT_FACT = 40;

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

interface Body {
	content?: string;
	embeds?: Embed[];
	allowed_mentions: object;
	flags?: number;
}

/** The messages that say it, in order. @throws {ExplainedError} */
export function discordNotification(
	notification: Notification,
	options: DiscordNotificationOptions,
): Body[] {
	const { style, whenTooLong, language } = options;
	const facts = style === 'embed' ? embedFields(notification.fields) : undefined;
	const content = contentOf(
		{ ...notification, fields: facts ? [] : notification.fields },
		{ language, withLinks: true },
	);
	return inParts(content, {
		whenTooLong,
		write: (piece, part) =>
			style === 'embed'
				? embedMessage(notification, piece, part, facts, options)
				: textMessage(notification, piece, part, options),
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
	fields: Embed['fields'],
	{ mentions }: DiscordNotificationOptions,
): Body {
	const description = renderMarkdown(content, discordMarkdown);
	const named = isFirst ? mentionsInContent(mentions) : '';
	return {
		...(named ? { content: named } : {}),
		embeds: [
			{
				title: shortened(plainInDiscord(titleWithLabel(title, label), true), limits.TITLE),
				...(isFirst && links.length > 0 ? { url: links[0].url } : {}),
				...(description ? { description } : {}),
				color: COLOURS[severity],
				...(isFirst && fields && fields.length > 0 ? { fields } : {}),
				...(isFirst && source ? { footer: { text: source } } : {}),
				...(isFirst && at !== undefined && !Number.isNaN(at)
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

/** The facts as fields of an embed; undefined when they have no room there. */
function embedFields(fields: Fact[]): Embed['fields'] | undefined {
	const written = fields.map(({ name, value }) => ({
		name: plainInDiscord(name, true),
		value: value
			.split('\n')
			.map((line) => plainInDiscord(line, true))
			.join('\n'),
		inline: value.length <= SHORT_FACT,
	}));
	const length = written.reduce((sum, { name, value }) => sum + name.length + value.length, 0);
	const haveRoom = written.every(
		({ name, value }) => name.length <= limits.FIELD_NAME && value.length <= limits.FIELD_VALUE,
	);
	const areFew = written.length <= limits.FIELDS;
	return haveRoom && areFew && length <= ROOM_FOR_FIELDS ? written : undefined;
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
