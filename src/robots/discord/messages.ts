import { cleanText } from '../../text/utf8';
import { contentParts } from '../contentParts';
import { splitMarkdownSource } from '../markdown/splitSource';
import { splitText } from '../markdown/splitText';
import type { WhenTooLong } from '../notification/inParts';
import { ExplainedError } from '../../explainedError';
import * as limits from './limits';
import { plainInDiscord, withoutBroadcasts } from './markdown';
import {
	allowedMentions,
	EVERY_MENTION,
	mentionsInContent,
	NOBODY,
	type AllowedMentions,
	type DiscordMentions,
} from './mentions';

/* Messages of "Execute Webhook" (Discord developer documentation), as request bodies. */

type Body = Record<string, unknown>;

/** "Message Flags": links in the content show no preview. */
export const SUPPRESS_EMBEDS = 1 << 2;

export interface DiscordMessageOptions {
	mentions: DiscordMentions;
	/** Whether mentions that the content itself brings are mentions. */
	allowMentionsInContent: boolean;
}

export interface DiscordTextOptions extends DiscordMessageOptions {
	/** Whether the text is Discord's markdown; else it is shown as it is. */
	isMarkdown: boolean;
	/** Whether addresses in the text get a preview. */
	showPreviews: boolean;
	whenTooLong: WhenTooLong;
}

/** One text message, or several when it is long. @throws {ExplainedError} */
export function discordTextMessages(rawContent: string, options: DiscordTextOptions): Body[] {
	const { isMarkdown, whenTooLong, showPreviews } = options;
	const mentions = mentionsInContent(options.mentions);
	const ending = mentions ? `\n${mentions}` : '';
	const isOnlyOurs = options.mentions.everybody !== 'none' && !options.allowMentionsInContent;
	const asAllowed = isOnlyOurs ? withoutBroadcasts : (part: string) => part;
	const written = (part: string) => (isMarkdown ? asAllowed(part) : plainLines(part));
	return contentParts(cleanText(rawContent), {
		whenTooLong,
		split: isMarkdown ? splitMarkdownSource : splitText,
		fits: (part) => written(part).length + ending.length <= limits.CONTENT,
		limit: `the ${limits.CONTENT} characters of a Discord message`,
	}).map((part, index) => ({
		content: index === 0 ? written(part) + ending : written(part),
		allowed_mentions: allowedIn(index === 0 ? options : { ...options, mentions: NOBODY }),
		...(showPreviews ? {} : { flags: SUPPRESS_EMBEDS }),
	}));
}

function plainLines(text: string): string {
	return text
		.split('\n')
		.map((line) => plainInDiscord(line, true))
		.join('\n');
}

export interface DiscordEmbed {
	title: string;
	url: string;
	description: string;
	/** `#ff8800`. */
	color: string;
	fields: Array<{ name: string; value: string; inline: boolean }>;
	imageUrl: string;
	thumbnailUrl: string;
	footer: string;
}

/** An embed by the parameters of a form; what is empty is left out. @throws {ExplainedError} */
export function discordEmbed(embed: DiscordEmbed, options: DiscordMessageOptions): Body {
	const { title, url, description, color, fields, imageUrl, thumbnailUrl, footer } = embed;
	if ([title, description, imageUrl].every((part) => part.trim() === '') && fields.length === 0) {
		throw new ExplainedError(
			'The embed is empty',
			'Enter a title, a description, a field or a picture.',
		);
	}
	return discordEmbeds(
		[
			{
				...(title ? { title } : {}),
				...(url ? { url } : {}),
				...(description ? { description } : {}),
				...(color ? { color: colourOf(color) } : {}),
				...(fields.length > 0 ? { fields } : {}),
				...(imageUrl ? { image: { url: imageUrl } } : {}),
				...(thumbnailUrl ? { thumbnail: { url: thumbnailUrl } } : {}),
				...(footer ? { footer: { text: footer } } : {}),
			},
		],
		options,
	);
}

/** Embeds as their author wrote them: a list, one, or a whole message with `embeds` in it. @throws {ExplainedError} */
export function discordEmbeds(value: unknown, options: DiscordMessageOptions): Body {
	const embeds = embedsIn(value);
	if (embeds.length === 0) {
		throw new ExplainedError('The list of embeds is empty', 'Enter a JSON list of embeds.');
	}
	if (embeds.length > limits.EMBEDS) {
		throw new ExplainedError(
			`A Discord message can have at most ${limits.EMBEDS} embeds, not ${embeds.length}`,
			'Send several messages.',
		);
	}
	const tooMany = embeds.find(
		({ fields }) => Array.isArray(fields) && fields.length > limits.FIELDS,
	);
	if (tooMany) {
		throw new ExplainedError(
			`A Discord embed can have at most ${limits.FIELDS} fields`,
			'Use fewer, or a second embed.',
		);
	}
	const content = mentionsInContent(options.mentions);
	return {
		...(content ? { content } : {}),
		embeds,
		allowed_mentions: allowedIn(options),
	};
}

/** A message as Discord documents it; it mentions nobody unless it says so. */
export function discordMessage(message: Body): Body {
	return { allowed_mentions: { parse: [] }, ...message };
}

function allowedIn({ mentions, allowMentionsInContent }: DiscordMessageOptions): AllowedMentions {
	return allowMentionsInContent ? EVERY_MENTION : allowedMentions(mentions);
}

function embedsIn(value: unknown): Body[] {
	if (Array.isArray(value)) return value as Body[];
	if (typeof value !== 'object' || value === null) return [];
	const { embeds } = value as { embeds?: unknown };
	return Array.isArray(embeds) ? (embeds as Body[]) : [value as Body];
}

function colourOf(color: string): number {
	const digits = /^#?([0-9a-f]{6})$/i.exec(color.trim())?.[1];
	if (digits) return parseInt(digits, 16);
	throw new ExplainedError(`"${color}" is not a color`, 'Enter it as #ff8800.');
}
