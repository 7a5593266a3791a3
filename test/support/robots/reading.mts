import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';

/** What a group sees of a message. */
export interface Reading {
	/** The words, one line to a line. */
	text: string;
	/** Who is notified: ids as the platform writes them, `all` for everybody. */
	mentions: string[];
	/** Where something that can be clicked leads, but for addresses that stand there as they are. */
	links: string[];
	html: string;
}

export function escapeHtml(text: string): string {
	return text
		.replaceAll('&', '&amp;')
		.replaceAll('<', '&lt;')
		.replaceAll('>', '&gt;')
		.replaceAll('"', '&quot;');
}

export function mentionHtml(name: string): string {
	return `<span class="mention">@${escapeHtml(name)}</span>`;
}

/**
 * Every place of a markdown that some client could take for a link, however
 * sloppily it reads, but in code. More than any client does: what is not found here is none.
 */
export function linksInMarkdown(source: string): string[] {
	const markdown = source.replace(/```[\s\S]*?```/g, '').replace(/`[^`\n]*`/g, '');
	return [
		...[...markdown.matchAll(/\][ \t]*\(\s*<?([^)\s>]*)/g)].map(([, target]) => target),
		...[...markdown.matchAll(/<\s*(?:a|link|img)\b[^>]*?=\s*['"]?([^'"\s>]*)/gi)].map(
			([, target]) => target,
		),
		...[...markdown.matchAll(/<([a-z][a-z+.-]*:[^>\s]*)>/gi)].map(([, target]) => target),
		...[...markdown.matchAll(/^\s{0,3}\[[^\]]+\]:\s*(\S+)/gm)].map(([, target]) => target),
	];
}

/** Markdown as CommonMark shows it, line breaks kept; tags of the platform as given. */
export function markdownHtml(
	markdown: string,
	tags: Array<[tag: RegExp, html: string]> = [],
): string {
	const kept: string[] = [];
	const prepared = tags.reduce(
		(text, [tag, html]) =>
			text.replace(tag, (...match) => {
				const groups = match.slice(1, -2) as string[];
				kept.push(
					html.replace(/\$(\d)/g, (_, index) => escapeHtml(groups[Number(index) - 1] ?? '')),
				);
				return `\ue000${kept.length - 1}\ue001`;
			}),
		markdown,
	);
	const html = micromark(prepared.replace(/([^\n])\n(?=[^\n])/g, keepBreak), {
		extensions: [gfm()],
		htmlExtensions: [gfmHtml()],
	});
	return html.replace(/\ue000(\d+)\ue001/g, (_, index) => kept[Number(index)]);
}

/** Chats show every line break of a paragraph. */
function keepBreak(match: string, character: string): string {
	return character === '|' || character === '`' ? match : `${character}  \n`;
}

export function linesHtml(text: string): string {
	return escapeHtml(text).replaceAll('\n', '<br>');
}

export interface Button {
	text: string;
	/** Where it leads. */
	url?: string;
	/** What it tells the app when it is pressed, where it leads nowhere. */
	value?: string;
	/** The one that stands out. */
	isPrimary?: boolean;
}

export function buttonsHtml(buttons: Button[]): string {
	const shown = buttons.map(({ text, url = '', value, isPrimary }) => {
		const className = `button${isPrimary ? ' primary' : ''}`;
		return value === undefined
			? `<a class="${className}" href="${escapeHtml(url)}">${escapeHtml(text)}</a>`
			: `<button type="button" class="${className}" value="${escapeHtml(value)}">${escapeHtml(text)}</button>`;
	});
	return buttons.length === 0 ? '' : `<div class="buttons">${shown.join('')}</div>`;
}

export function cardHtml(parts: {
	colour?: string;
	title: string;
	subtitle?: string;
	body: string;
	buttons?: Button[];
}): string {
	const { colour = 'grey', title, subtitle, body, buttons = [] } = parts;
	return [
		`<div class="card ${colour}">`,
		title ? `<div class="cardTitle">${escapeHtml(title)}</div>` : '',
		subtitle ? `<div class="subtitle">${escapeHtml(subtitle)}</div>` : '',
		`<div class="cardBody">${body}</div>`,
		buttonsHtml(buttons),
		'</div>',
	].join('');
}
