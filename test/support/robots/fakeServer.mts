import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

import { listen } from '../process/listen.mts';

/** What a fake robot answers instead of what it would: a code of its platform, no answer, or a proxy's page. */
export type Failure = number | string | 'hangUp' | 'htmlPage';

export interface FakeRequest {
	method: string;
	url: URL;
	headers: IncomingMessage['headers'];
	raw: Buffer;
	/** The body as JSON, undefined when it is none. */
	json: any;
}

export interface FakeResponse {
	status: number;
	headers?: Record<string, string>;
	body: string | object;
}

export type Handler = (request: FakeRequest) => FakeResponse | 'hangUp';

/** Larger bodies are not read: a gateway refuses them. */
const LARGEST_BODY = 30 * 1_024 * 1_024;

/** A web server on 127.0.0.1 that answers by one function. */
export class FakeServer {
	readonly server: Server;

	private constructor(server: Server) {
		this.server = server;
	}

	static async start(handler: Handler, port = 0): Promise<FakeServer> {
		const server = createServer();
		const fake = new FakeServer(server);
		server.on('request', (request, response) => {
			fake.answer(handler, request, response).catch(() => response.destroy());
		});
		await listen(server, { port });
		return fake;
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}

	private async answer(
		handler: Handler,
		request: IncomingMessage,
		response: ServerResponse,
	): Promise<void> {
		const raw = await bytesOf(request);
		const answer = handler({
			method: request.method ?? 'GET',
			url: new URL(request.url ?? '/', this.url),
			headers: request.headers,
			raw,
			json: parsed(raw),
		});
		if (answer === 'hangUp') {
			request.socket.destroy();
			return;
		}
		const isText = typeof answer.body === 'string';
		response.writeHead(answer.status, {
			'content-type': isText ? 'text/html' : 'application/json; charset=UTF-8',
			...answer.headers,
		});
		response.end(isText ? answer.body : JSON.stringify(answer.body));
	}
}

/** The page of a proxy that answered in place of the platform. */
export const htmlPage: FakeResponse = { status: 200, body: '<html>proxy</html>' };

async function bytesOf(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	let length = 0;
	for await (const chunk of request) {
		length += (chunk as Buffer).length;
		if (length <= LARGEST_BODY) chunks.push(chunk as Buffer);
	}
	return Buffer.concat(chunks);
}

function parsed(raw: Buffer): unknown {
	try {
		return JSON.parse(raw.toString('utf8'));
	} catch {
		return undefined;
	}
}
