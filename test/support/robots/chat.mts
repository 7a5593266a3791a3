import { readFileSync } from 'node:fs';

import type { Language } from '../../../src/words/language.ts';
import type { PlayedPlatform } from './playedPlatform.mts';
import { playedPlatforms } from './playedPlatforms.mts';
import { escapeHtml } from './reading.mts';

export interface ChatWindow {
	platform: PlayedPlatform;
	/** The group or the channel. */
	title: string;
	language: Language;
	id?: string;
	/** As `messageHtml` makes them, the oldest first. */
	messages?: string[];
}

const beside = (path: string) => new URL(path, import.meta.url);
const icon = readFileSync(beside('../../../icons/untilReplied.svg'), 'base64');

const sheets = ['chat.css', ...playedPlatforms.map(({ name }) => `${name}/chat.css`)];

/** How chats and what is in them look, on any page: of all, and of each platform besides. */
export const chatStyle = `${sheets.map((path) => readFileSync(beside(path), 'utf8')).join('\n')}
.chat .avatar { background-image: url(data:image/svg+xml;base64,${icon}); }
`;

/** A group chat as somebody sees it who has it open. */
export function chatHtml({ platform, title, language, id = '', messages }: ChatWindow): string {
	const name = escapeHtml(title);
	const platformText = escapeHtml(platform.called[language]);
	return [
		`<section class="chat ${platform.name}" id="${id}" aria-label="${platformText}: ${name}">`,
		`<header><h2>${name}</h2><span class="platform">${platformText}</span></header>`,
		`<div class="log" role="log" aria-label="${platformText}: ${name}" tabindex="0">`,
		...(messages ?? []),
		'</div></section>',
	].join('');
}

/**
 * A robot's message in a group.
 *
 * @param html as the view of its platform makes it.
 * @param time as people read it.
 */
export function messageHtml(html: string, time = ''): string {
	return [
		'<article class="message"><span class="avatar"></span>',
		`<div class="from"><span class="robot">Until Replied</span> ${escapeHtml(time)}</div>`,
		`<div class="bubble">${withDots(html)}</div></article>`,
	].join('');
}

/** Machines without emoji show boxes instead. */
const DOTS: Record<string, string> = {
	'🔵': '#3370ff',
	'🟢': '#2ea121',
	'🟠': '#ff8800',
	'🔴': '#f54a45',
};

/** The HTML of a message, for machines with and without emoji. */
function withDots(html: string): string {
	return html.replace(
		/🔵|🟢|🟠|🔴/gu,
		(sign) => `<span class="dot" style="background:${DOTS[sign]}"></span>`,
	);
}
