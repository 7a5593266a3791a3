import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

import { listen } from '../process/listen.mts';

/** How one text is written into another. */
export type Spelling = (text: string) => string;

/** What a gateway repeats of a request, as it is to be found in the answer. */
interface Echo {
	/** Address, headers and body. */
	request: string;
	/** Address and authorization, in one line. */
	line: string;
}

interface EchoingResponse {
	status?: number;
	statusText?: string;
	headers?: Record<string, string>;
	body?: string | object;
	/** Bytes in place of all that. */
	raw?: string;
}

/** What stands in every answer that a person is to read. */
export const GATEWAY_WORDS = 'The gateway says no';

/** How a platform answers, whatever else stands in it. */
export interface GatewayAnswers {
	/** A refusal that no table explains, so that its words are told. */
	refusal(words: string): string | object;
	/** What says that a message was sent, or whatever else was asked done. */
	success(words: string): object;
}

/** In what of an answer the request is repeated. */
export const vehiclesOf = ({
	refusal,
	success,
}: GatewayAnswers): Record<string, (echo: Echo) => EchoingResponse> => ({
	'the words of a refusal': ({ request }) => ({ body: refusal(`${GATEWAY_WORDS}: ${request}`) }),
	'the words of a refusal with HTTP 400': ({ request }) => ({
		status: 400,
		body: refusal(`${GATEWAY_WORDS}: ${request}`),
	}),
	'the words of a refusal with HTTP 429': ({ request }) => ({
		status: 429,
		body: refusal(`${GATEWAY_WORDS}: ${request}`),
	}),
	'the end of long words': ({ request }) => ({
		status: 400,
		body: refusal(`${GATEWAY_WORDS}: ${'-'.repeat(940)}${request}`),
	}),
	'a word and a text': ({ request }) => ({
		status: 404,
		body: `no_service ${GATEWAY_WORDS}: ${request}`,
	}),
	'a text that begins with it': ({ request }) => ({ status: 403, body: request }),
	'a page with HTTP 200': ({ request }) => ({ body: `<html><pre>${request}</pre></html>` }),
	'a page with HTTP 502': ({ request }) => ({ status: 502, body: `<html>${request}</html>` }),
	'a page that asks for a login': ({ request, line }) => ({
		status: 407,
		headers: { 'Proxy-Authenticate': `Basic realm="${line.replaceAll('"', "'")}"` },
		body: `<html>${request}</html>`,
	}),
	'the text of the status': ({ line }) => ({ status: 500, statusText: line, body: '' }),
	'the text of the status of a refusal': ({ line }) => ({
		status: 404,
		statusText: line,
		body: 'Not Found',
	}),
	headers: ({ line }) => ({
		status: 400,
		headers: { 'X-Original-URL': line, 'Set-Cookie': `at=${line}`, 'Retry-After': line },
		body: '',
	}),
	'a redirection': ({ line }) => ({ status: 302, headers: { Location: `/login?from=${line}` } }),
	'a redirection that keeps the method': ({ line }) => ({
		status: 307,
		headers: { Location: `http://127.0.0.1:1/${line}` },
	}),
	'a success': ({ request }) => ({
		body: { ...success(`ok ${request}`), request, [request]: { of: [request] } },
	}),
	'an answer that is no HTTP': ({ line }) => ({ raw: `HTTP/1.1 200 OK\r\n${line}\r\n\r\n` }),
	'the first line of an answer': ({ line }) => ({ raw: `${line}\r\n\r\n` }),
	'an answer that ends too soon': ({ request }) => ({
		raw: `HTTP/1.1 400 Bad Request\r\nContent-Length: 100000\r\n\r\n${request}`,
	}),
});

/** Names of an app and of a form of messages. */
const KNOWN_TO_ALL = /^(?:appKey|msgKey)$/;

/** A gateway that answers instead of the platform, and repeats what it was asked. */
export class EchoingGateway {
	/** What the requests were proved by: what their queries, headers and bodies have under such names. */
	readonly proofs = new Set<string>();

	/** And the times that they were signed at. */
	readonly times = new Set<string>();

	/** How often anything was asked. */
	asked = 0;

	answer: (echo: Echo) => EchoingResponse = () => ({ body: {} });

	/** In place of that, for what is sent to a path. */
	readonly answerAt = new Map<string, (echo: Echo) => EchoingResponse>();

	spelling: Spelling = (text) => text;

	private readonly server: Server;

	private constructor(server: Server) {
		this.server = server;
	}

	static async start(): Promise<EchoingGateway> {
		const server = createServer();
		const gateway = new EchoingGateway(server);
		server.on('request', (request) => void gateway.serve(request).catch(() => undefined));
		await listen(server);
		return gateway;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async serve(request: IncomingMessage): Promise<void> {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const body = Buffer.concat(chunks).toString('utf8');
		this.asked += 1;
		const address = `${this.url}${request.url}`;
		this.note(new URL(address), request, body);
		const headers = request.rawHeaders.join(', ');
		const { authorization = '' } = request.headers;
		const answerAt = [...this.answerAt].find(([path]) => request.url?.startsWith(path))?.[1];
		const answer = (answerAt ?? this.answer)({
			request: this.spelling(`${request.method} ${address}\n${headers}\n${body}`),
			// What no header may have is left out of it.
			line: this.spelling(`${address} Authorization: ${authorization}`).replace(/[^ -~]/g, ' '),
		});
		send(request.socket, answer);
	}

	private note(url: URL, { headers }: IncomingMessage, body: string): void {
		const named: Array<[string, unknown]> = [
			...url.searchParams,
			...Object.entries(headers),
			...leavesOf(body),
		];
		for (const [name, value] of named) {
			if (typeof value !== 'string') continue;
			if (/timestamp/i.test(name)) this.times.add(value);
			if (/sign|token|auth|key/i.test(name) && !KNOWN_TO_ALL.test(name)) {
				this.proofs.add(value.replace(/^(Bearer|Basic) /, ''));
			}
		}
	}
}

function leavesOf(body: string): Array<[string, unknown]> {
	try {
		return Object.entries(JSON.parse(body) as object);
	} catch {
		return [];
	}
}

/** By hand, for what no library would write. */
function send(
	socket: Socket,
	{ status = 200, statusText = 'Status', headers = {}, body = '', raw }: EchoingResponse,
): void {
	const isText = typeof body === 'string';
	const text = isText ? body : JSON.stringify(body);
	const head = {
		'Content-Type': isText ? 'text/html; charset=utf-8' : 'application/json',
		'Content-Length': String(Buffer.byteLength(text)),
		Connection: 'close',
		...headers,
	};
	const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`);
	socket.end(raw ?? `HTTP/1.1 ${status} ${statusText}\r\n${lines.join('')}\r\n${text}`);
}
