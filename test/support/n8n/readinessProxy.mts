import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';

import { request } from 'undici';

import { listen } from '../process/listen.mts';

/**
 * A proxy in front of n8n as its page asks for one (docs/troubleshooting.md): as
 * long as n8n is not ready, its clients get 503. n8n itself would answer 200 to
 * anything for a moment of its start.
 */
export class ReadinessProxy {
	private readonly server: Server;

	private constructor(server: Server) {
		this.server = server;
	}

	static async start(n8nUrl: string): Promise<ReadinessProxy> {
		const server = createServer((incoming, response) => {
			void forward(n8nUrl, incoming, response).catch(() => {
				if (!response.headersSent) response.writeHead(503);
				response.end();
			});
		});
		await listen(server);
		return new ReadinessProxy(server);
	}

	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as { port: number }).port}`;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((resolve) => this.server.close(resolve));
	}
}

async function forward(
	n8nUrl: string,
	incoming: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const body = await buffer(incoming);
	const ready = await request(`${n8nUrl}/healthz/readiness`);
	await ready.body.dump();
	if (ready.statusCode !== 200) {
		response.writeHead(503).end();
		return;
	}
	const { connection, host, 'transfer-encoding': encoding, ...headers } = incoming.headers;
	const answer = await request(`${n8nUrl}${incoming.url}`, {
		method: incoming.method as 'POST',
		headers,
		body,
	});
	response.writeHead(answer.statusCode, { 'content-type': 'application/json' });
	response.end(await buffer(answer.body));
}
