import type { ListenOptions, Server } from 'node:net';

/** Listens on the loopback interface, on a free port unless another place is given. */
export async function listen(server: Server, where: ListenOptions = { port: 0 }): Promise<void> {
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen({ host: '127.0.0.1', ...where }, resolve);
	});
}
