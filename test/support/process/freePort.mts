import { createServer, type ListenOptions, type Server } from 'node:net';

import { listen } from './listen.mts';

/**
 * Below 32768, where Linux begins to take ports for outgoing connections: a
 * server that is away for its restart finds its port free again.
 */
const FIRST = 15_000;
const COUNT = 17_000;

/** A port of the loopback interface that nobody listens on now, and that no other process gets from here until this one ends. */
export async function freePort(): Promise<number> {
	for (;;) {
		const port = FIRST + Math.floor(Math.random() * COUNT);
		if ((await reserve(port)) && (await isFree(port))) return port;
	}
}

/**
 * False when it is given away already. A server takes seconds to listen, and
 * stops listening while it is restarted. An abstract socket, which only Linux
 * has, goes with its process.
 */
async function reserve(port: number): Promise<boolean> {
	if (process.platform !== 'linux') return true;
	const reservation = await listening({ path: `\0until-replied-port-${port}` });
	reservation?.unref();
	return reservation !== undefined;
}

async function isFree(port: number): Promise<boolean> {
	const server = await listening({ port });
	if (!server) return false;
	await new Promise((resolve) => server.close(resolve));
	return true;
}

/** Undefined when somebody else listens there. */
async function listening(where: ListenOptions): Promise<Server | undefined> {
	const server = createServer();
	try {
		await listen(server, where);
		return server;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return undefined;
		throw error;
	}
}
