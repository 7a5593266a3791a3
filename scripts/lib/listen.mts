import type { Server } from 'node:net';

/** Listens on the loopback interface, on a free port unless one is given. */
export async function listen(server: Server, port = 0): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
}
