import { createServer, type AddressInfo } from 'node:net';

import { listen } from './listen.mts';

/** A port of the loopback interface that nobody listens on now. */
export async function freePort(): Promise<number> {
	const server = createServer();
	await listen(server);
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
