import { DateTime } from 'luxon';

import {
	buttonsHtml,
	cardHtml,
	escapeHtml,
	linksInMarkdown,
	markdownHtml,
	mentionHtml,
	type Reading,
} from '../reading.mts';

const COLOURS: Record<number, string> = {
	0x3370ff: 'blue',
	0x2ea121: 'green',
	0xff8800: 'orange',
	0xf54a45: 'red',
};

/** What a Discord channel sees of a webhook's message ("Message Formatting", "Allowed Mentions Object"). */
export function readDiscord(body: any, timeZone = 'Asia/Shanghai'): Reading {
	const shown = (markdown: string) => shownIn(timeZone, markdown);
	const content: string = body.content ?? '';
	const embeds = (body.embeds ?? []).map((embed: any) => readEmbed(embed, shown));
	const buttons = (body.components ?? [])
		.flatMap(({ components }: any) => components)
		.map(({ label, url }: any) => ({ text: label, url }));
	return {
		text: [
			shown(content),
			...embeds.map(({ text }: Reading) => text),
			...buttons.map(({ text }: any) => text),
		]
			.filter((part) => part !== '')
			.join('\n'),
		mentions: [
			...mentionsIn(content, body.allowed_mentions ?? { parse: ['users'] }),
			// They notify nobody there, but look as if they did.
			...embeds.flatMap(({ mentions }: Reading) => mentions),
		],
		links: [
			...linksIn(content),
			...embeds.flatMap(({ links }: Reading) => links),
			...buttons.map(({ url }: any) => url),
		],
		html: [
			content ? htmlOf(content) : '',
			...embeds.map(({ html }: Reading) => html),
			buttonsHtml(buttons),
		].join(''),
	};
}

function readEmbed(embed: any, shown: (markdown: string) => string): Reading {
	const { title = '', description = '', fields = [], footer, url } = embed;
	const parts: string[] = [
		title,
		description,
		...fields.flatMap(({ name, value }: any) => [name, value]),
	];
	return {
		text: [...parts.map(shown), footer?.text ?? ''].filter((part) => part !== '').join('\n'),
		mentions: parts.flatMap((part) => mentionsIn(part, { parse: ['users', 'roles', 'everyone'] })),
		links: [...(url ? [url] : []), ...parts.flatMap(linksIn)],
		html: cardHtml({
			colour: COLOURS[embed.color],
			title: shown(title),
			body: [
				htmlOf(description),
				`<div class="columns">${fields
					.map(
						({ name, value }: any) =>
							`<div><b>${escapeHtml(shown(name))}</b><br>${escapeHtml(shown(value))}</div>`,
					)
					.join('')}</div>`,
				footer ? `<small>${escapeHtml(footer.text)}</small>` : '',
			].join(''),
		}),
	};
}

/** Who is notified: the server looks for mentions wherever they stand, also behind a backslash. */
function mentionsIn(content: string, { parse = [], users = [], roles = [] }: any): string[] {
	const named = (pattern: RegExp, type: string, ids: string[]) =>
		[...content.matchAll(pattern)]
			.map(([, id]) => id)
			.filter((id) => parse.includes(type) || ids.includes(id));
	return [
		...named(/<@!?(\d+)/g, 'users', users),
		...named(/<@&(\d+)/g, 'roles', roles),
		...named(/@(everyone|here)/g, 'everyone', []),
	];
}

function linksIn(markdown: string): string[] {
	const times = /<t:\d+(:[a-zA-Z])?>/g;
	return linksInMarkdown(markdown.replace(/\\[^0-9A-Za-z\s]/g, '·').replace(times, ''));
}

/** Without the backslashes that show a mark as itself, and with times as somebody in a time zone reads them. */
function shownIn(timeZone: string, markdown: string): string {
	return markdown
		.replace(/\\([^0-9A-Za-z\s])/g, '$1')
		.replace(/<t:(\d+):f>/g, (_, seconds) => timeIn(timeZone, Number(seconds)))
		.replace(/ \(<t:\d+:R>\)/g, '');
}

function timeIn(timeZone: string, seconds: number): string {
	const time = DateTime.fromSeconds(seconds, { zone: timeZone, locale: 'en' });
	return `${time.toFormat('yyyy-MM-dd HH:mm')} ${time.toFormat('ZZZZ').replace('GMT', 'UTC')}`;
}

function htmlOf(markdown: string): string {
	return markdownHtml(markdown, [
		[/<@&?(\d+)>/g, mentionHtml('$1')],
		[/@(everyone|here)/g, mentionHtml('$1')],
	]);
}
