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
	/** HTML below the messages: where somebody writes. */
	below?: string;
}

const beside = (path: string) => new URL(path, import.meta.url);
const icon = readFileSync(beside('../../../icons/untilReplied.svg'), 'base64');

const sheets = ['chat.css', ...playedPlatforms.map(({ name }) => `${name}/chat.css`)];

/** How chats and what is in them look, on any page: of all, and of each platform besides. */
export const chatStyle = `${sheets.map((path) => readFileSync(beside(path), 'utf8')).join('\n')}
.chat .avatar { background-image: url(data:image/svg+xml;base64,${icon}); }
`;

/** A group chat as somebody sees it who has it open. */
export function chatHtml(window: ChatWindow): string {
	const { platform, title, language, id = '', messages, below = '' } = window;
	const name = escapeHtml(title);
	const platformText = escapeHtml(platform.called[language]);
	return [
		`<section class="chat ${platform.name}" id="${id}" aria-label="${platformText}: ${name}">`,
		`<header><h2>${name}</h2><span class="platform">${platformText}</span></header>`,
		`<div class="log" role="log" aria-label="${platformText}: ${name}" tabindex="0">`,
		...(messages ?? []),
		`</div>${below}</section>`,
	].join('');
}

/**
 * A robot's message in a group.
 *
 * @param html as the view of its platform makes it.
 * @param time as people read it.
 */
export function messageHtml(html: string, time = ''): string {
	return articleHtml(
		'<span class="avatar"></span>',
		`<span class="robot">Until Replied</span> ${escapeHtml(time)}`,
		withSigns(html),
	);
}

/** What a person of a group has written. @param time as people read it. */
export function personMessageHtml(name: string, html: string, time: string): string {
	return articleHtml(
		`<span class="avatar initial" aria-hidden="true">${escapeHtml(name.slice(0, 1))}</span>`,
		`<span class="person">${escapeHtml(name)}</span> ${escapeHtml(time)}`,
		`<p>${html}</p>`,
	);
}

function articleHtml(avatar: string, from: string, html: string): string {
	return [
		`<article class="message">${avatar}`,
		`<div class="from">${from}</div>`,
		`<div class="bubble">${html}</div></article>`,
	].join('');
}

const dot = (colour: string) => `<circle cx="8" cy="8" r="7" fill="${colour}"/>`;
const line = (colour: string, path: string) =>
	`<path d="${path}" fill="none" stroke="${colour}" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>`;

/** Machines without emoji show boxes instead. 16 units wide and high. */
const SIGNS: Record<string, string> = {
	'🔵': dot('#3370ff'),
	'🟢': dot('#2ea121'),
	'🟠': dot('#ff8800'),
	'🔴': dot('#f54a45'),
	'✅': `<rect width="16" height="16" rx="3" fill="#2ea121"/>${line('#fff', 'M4 8.5 7 11.5 12 5')}`,
	'💤': line('#3370ff', 'M2 7h6l-6 7h6M10 2h4l-4 5h4'),
	'✋': [
		'<path d="M4 8h9v3a4.5 4.5 0 0 1-8.4 2.3L4 12z" fill="#f2a93b"/>',
		line('#f2a93b', 'M5 4.5V10M7.5 2.5V10M10 2.5V10M12.5 4.5V10M2 8.5 5 12.5'),
	].join(''),
};
const ANY_SIGN = new RegExp(Object.keys(SIGNS).join('|'), 'gu');

/** The HTML of a message, for machines with and without emoji. */
function withSigns(html: string): string {
	return html.replace(
		ANY_SIGN,
		(sign) =>
			`<svg class="sign" viewBox="0 0 16 16" role="img" aria-label="${sign}">${SIGNS[sign]}</svg>`,
	);
}
