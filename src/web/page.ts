import { createHash } from 'node:crypto';

import Mustache from 'mustache';

import { cleanTexts } from '../text/utf8';
import pageCss from './page.css';

/** A page as it is sent. */
export interface Page {
	status: number;
	headers: Record<string, string>;
	html: string;
}

export interface PageParts {
	template: string;
	/** What the template is filled with. All of it is cleaned and escaped. */
	view: Record<string, unknown>;
	/** Style and script of this page, which are ours. */
	css: string;
	script?: string;
	/** What the script finds as JSON in the element `words`. */
	words?: unknown;
	/** What the page may do, in words of the sandbox directive ("Content Security Policy Level 3"). */
	sandbox?: string;
}

/** Nobody keeps it, finds it, frames it, or learns from it where the visitor came from. */
const HEADERS = {
	'Content-Type': 'text/html; charset=utf-8',
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Frame-Options': 'DENY',
	'X-Robots-Tag': 'noindex, nofollow',
	Vary: 'Accept-Language',
};

/** A page that holds all it needs: no address but its own is ever asked for anything. */
export function page(
	status: number,
	{ template, view, css, script, words, sandbox }: PageParts,
): Page {
	const html = Mustache.render(template, {
		...cleanTexts(view),
		css: `${pageCss}\n${css}`,
		scripts: script === undefined ? '' : scriptElements(script, words),
	});
	return {
		status,
		html,
		headers: {
			...HEADERS,
			'Content-Security-Policy': [
				"default-src 'none'",
				`style-src ${hashOf(html, 'style')}`,
				...(script === undefined
					? []
					: [`script-src ${hashOf(html, 'script')}`, "connect-src 'self'"]),
				"form-action 'self'",
				"base-uri 'none'",
				"frame-ancestors 'none'",
				...(sandbox === undefined ? [] : [`sandbox ${sandbox}`]),
			].join('; '),
		},
	};
}

/** Ours alone. The escape keeps the words from ending their element, whatever they say. */
function scriptElements(script: string, words: unknown): string {
	const json = JSON.stringify(words).replaceAll('<', '\\u003c');
	return `<script type="application/json" id="words">${json}</script>\n<script>${script}</script>`;
}

/** Of the first such element: what others wrote is escaped, and makes none. */
function hashOf(html: string, element: 'style' | 'script'): string {
	const [, content = ''] = new RegExp(`<${element}>([^]*?)</${element}>`).exec(html) ?? [];
	return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
