import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

import Mustache from 'mustache';
import { request as fetchFrom } from 'undici';

import { chatHtml, chatStyle } from '../../test/support/robots/chat.mts';
import { listen } from '../../test/support/process/listen.mts';
import { owner } from '../../test/support/n8n/n8nApi.mts';
import { root } from '../../test/support/repository/root.mts';
import type { Demo } from './demo.mts';
import type { DemoGroup, DemoGroups } from './demoGroups.mts';
import type { DemoN8n } from './demoN8n.mts';
import { demoWords, type DemoLanguage } from './words.mts';

export interface DemoPageOptions {
	demo: Demo;
	n8n: DemoN8n;
	groups: DemoGroups;
	/** Seconds between two reminders. */
	interval: number;
	/** Of n8n. */
	version: string;
}

/** Files of the page, by their path. The page's colours are those of the package's own pages. */
const FILES: Record<string, [type: string, path: string]> = {
	'/page.css': ['text/css', 'src/web/page.css'],
	'/demo.css': ['text/css', 'scripts/demo/page/demo.css'],
	'/demo.client.js': ['text/javascript', 'scripts/demo/page/demo.client.js'],
	'/logo.svg': ['image/svg+xml', 'icons/untilReplied.svg'],
	'/logo.dark.svg': ['image/svg+xml', 'icons/untilReplied.dark.svg'],
};

const LONGEST_BODY = 10_000;
const LONGEST_MESSAGE = 500;

class RequestError extends Error {
	readonly status: number;

	constructor(status: number, message: string) {
		super(message);
		this.status = status;
	}
}

/** The page of the demo, on the loopback interface. */
export class DemoPage {
	private readonly server: Server;

	private readonly options: DemoPageOptions;

	private constructor(options: DemoPageOptions) {
		this.options = options;
		this.server = createServer((request, response) => {
			this.answer(request, response).catch((error: Error) => {
				const status = error instanceof RequestError ? error.status : 500;
				send(response, status, 'text/plain', error.message);
			});
		});
	}

	static async start(options: DemoPageOptions): Promise<DemoPage> {
		const page = new DemoPage(options);
		await listen(page.server);
		return page;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
		const language = languageOf(searchParams.get('lang') ?? request.headers['accept-language']);
		const file = FILES[pathname];
		if (pathname === '/board') await this.passOn(request, response, language);
		else if (request.method === 'POST') await this.act(pathname.slice(1), request, response);
		else if (pathname === '/') {
			send(response, 200, 'text/html; charset=utf-8', await this.page(language));
		} else if (pathname === '/chat.css') send(response, 200, 'text/css', chatStyle);
		else if (pathname === '/state') {
			const since = Number(searchParams.get('since')) || 0;
			const state = await this.options.demo.state(since, language);
			sendJson(response, state);
		} else if (file) send(response, 200, file[0], await readFile(join(root, file[1])));
		else throw new RequestError(404, 'There is no such page');
	}

	/** Does what was pressed, and answers at once: what comes of it is in the state. */
	private async act(
		action: string,
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		// Other sites may send forms, but no JSON.
		if (request.headers['content-type'] !== 'application/json') {
			throw new RequestError(415, 'Only for the page itself');
		}
		const { lang, text = '', message = '', value = '' } = jsonOf(await bodyOf(request));
		const language = languageOf(String(lang));
		const written = String(text).trim().slice(0, LONGEST_MESSAGE);
		const { demo } = this.options;
		switch (action) {
			case 'open':
			case 'another':
				demo[action](language);
				break;
			case 'write':
				if (written) await demo.write(written, language);
				break;
			case 'say':
				if (written) return sendJson(response, await demo.say(written, language));
				break;
			case 'press':
				return sendJson(response, await demo.press(String(message), String(value), language));
			case 'answer':
				demo.answer();
				break;
			case 'night':
			case 'kill':
			case 'startOver':
				void demo[action](language);
				break;
			case 'start':
				void demo.start();
				break;
			default:
				throw new RequestError(404, 'There is no such button');
		}
		send(response, 204, 'text/plain', '');
	}

	private async page(language: DemoLanguage): Promise<string> {
		const { groups, n8n, interval, version } = this.options;
		const words = demoWords[language];
		const [template, composer] = await Promise.all(
			['demo', 'composer'].map(
				async (name) => await readFile(join(root, `scripts/demo/page/${name}.html`), 'utf8'),
			),
		);
		const window = ({ id, platform }: DemoGroup) =>
			chatHtml({
				id,
				platform,
				language,
				title: id === 'manager' ? words.managers : platform.groupCalled[language],
				below: id === groups.answering.id ? Mustache.render(composer, words) : '',
			});
		return Mustache.render(template, {
			words,
			language,
			otherLanguage: language === 'en' ? 'zh' : 'en',
			json: JSON.stringify({ words, language, interval }).replaceAll('<', '\\u003c'),
			groups: groups.service.map(window).join(''),
			manager: window(groups.manager),
			editorUrl: n8n.editorUrl,
			login: filled(words.login, owner),
			honest: filled(words.honest, { version, interval: String(interval) }),
			boardUrl: n8n.boardUrl,
			boardQuery: new URL(n8n.boardUrl).search,
			controls: ['answer', 'night', 'kill', 'startOver'].map((action) => {
				const [title, hint] = words.controls[action as keyof typeof words.controls];
				return { action, title, hint };
			}),
		});
	}

	/** The board of the real n8n: it forbids to be shown within other pages, so it comes as one of this server's. */
	private async passOn(
		request: IncomingMessage,
		response: ServerResponse,
		language: DemoLanguage,
	): Promise<void> {
		const { search } = new URL(request.url ?? '/', this.url);
		const url = new URL(this.options.n8n.boardUrl);
		const isPost = request.method === 'POST';
		const answer = await fetchFrom(`${url.origin}${url.pathname}${search}`, {
			method: isPost ? 'POST' : 'GET',
			headers: {
				'accept-language': language,
				'content-type': request.headers['content-type'] ?? 'text/plain',
			},
			body: isPost ? await bodyOf(request) : undefined,
		}).catch(() => undefined);
		// While it starts, n8n answers for itself.
		if (!answer || !this.options.demo.isRunning) {
			await answer?.body.dump();
			response.setHeader('refresh', '1');
			const text = `<link rel="stylesheet" href="/page.css"><p>${demoWords[language].n8n.killed}</p>`;
			send(response, 502, 'text/html; charset=utf-8', text);
			return;
		}
		const headers = Object.entries(answer.headers).filter(([name]) => PASSED_ON.has(name));
		for (const [name, value] of headers) {
			response.setHeader(
				name,
				String(value).replace("frame-ancestors 'none'", "frame-ancestors 'self'"),
			);
		}
		response.writeHead(answer.statusCode).end(await answer.body.text());
	}
}

const PASSED_ON = new Set([
	'access-control-allow-origin',
	'cache-control',
	'content-security-policy',
	'content-type',
	'referrer-policy',
]);

function languageOf(accepted: string | undefined): DemoLanguage {
	const [first = ''] = (accepted ?? '').match(/\b(en|zh)\b/i) ?? [];
	return first.toLowerCase() === 'zh' ? 'zh' : 'en';
}

function filled(text: string, values: Record<string, string>): string {
	return text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

function send(response: ServerResponse, status: number, type: string, body: string | Buffer): void {
	response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

function sendJson(response: ServerResponse, body: unknown): void {
	send(response, 200, 'application/json', JSON.stringify(body));
}

function jsonOf(body: string): Partial<Record<'lang' | 'text' | 'message' | 'value', unknown>> {
	try {
		return Object(JSON.parse(body));
	} catch {
		throw new RequestError(400, 'This is not JSON');
	}
}

async function bodyOf(request: IncomingMessage): Promise<string> {
	let body = '';
	for await (const chunk of request) {
		body += String(chunk);
		if (body.length > LONGEST_BODY) throw new RequestError(413, 'Too long');
	}
	return body;
}
