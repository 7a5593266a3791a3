import { createServer } from 'node:net';

import { listen } from './listen.mts';

/**
 * Below 32768, where Linux begins to take ports for outgoing connections: a
 * server that is away for its restart finds its port free again.
 */
const FIRST = 15_000;
const COUNT = 17_000;

/** A port of the loopback interface that nobody listens on now. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = FIRST + Math.floor(Math.random() * COUNT);
		const server = createServer();
		try {
			await listen(server, port);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') continue;
			throw error;
		}
		await new Promise((resolve) => server.close(resolve));
		return port;
	}
}
