import { createServer as createHttpServer, type Server } from 'node:http';
import { readFileSync, writeFileSync } from 'node:fs';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { join } from 'node:path';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls';

import { listen } from '../process/listen.mts';
import { Certificates } from '../store/certificates.mts';

/**
 * A server that is reached by HTTPS, by a name that nobody can look up, and by a
 * proxy alone (CONNECT): what goes past the proxy arrives nowhere.
 */
export class BehindProxy {
	/** Where the proxy was asked to connect to, in order. */
	readonly asked: string[] = [];

	/** A file with the authority that signed its certificate. */
	readonly authority: string;

	private readonly certificates: Certificates;

	private readonly sockets = new Set<Socket>();

	private readonly proxy: Server;

	private readonly front: TlsServer;

	/** @param name of the server. @param target where it really is: `http://127.0.0.1:…`. */
	private constructor(name: string, target: string, folder: string) {
		this.certificates = new Certificates();
		const { certificate, key, authority } = this.certificates.signed(`DNS:${name}`);
		this.authority = join(folder, 'authority.pem');
		writeFileSync(this.authority, authority);
		const keyPair = { cert: readFileSync(certificate), key: readFileSync(key) };
		const { hostname, port } = new URL(target);
		this.front = createTlsServer(keyPair, (client) => {
			this.join(client, connect(Number(port), hostname));
		});
		this.proxy = createHttpServer((_, response) => {
			response.writeHead(502);
			response.end();
		});
		this.proxy.on('connect', ({ url = '' }, client: Socket) => {
			this.asked.push(url);
			if (url !== `${name}:443`) {
				client.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
				return;
			}
			client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
			this.join(client, connect((this.front.address() as AddressInfo).port, '127.0.0.1'));
		});
	}

	static async start(name: string, target: string, folder: string): Promise<BehindProxy> {
		const started = new BehindProxy(name, target, folder);
		await listen(started.front);
		await listen(started.proxy);
		return started;
	}

	get proxyUrl(): string {
		return `http://127.0.0.1:${(this.proxy.address() as AddressInfo).port}`;
	}

	async stop(): Promise<void> {
		for (const socket of this.sockets) socket.destroy();
		for (const server of [this.proxy, this.front]) {
			await new Promise((resolve) => server.close(resolve));
		}
		this.certificates.remove();
	}

	private join(one: Socket, other: Socket): void {
		for (const [from, to] of [
			[one, other],
			[other, one],
		]) {
			this.sockets.add(from);
			from.pipe(to);
			from.on('error', () => to.destroy());
			from.on('close', () => {
				this.sockets.delete(from);
				to.destroy();
			});
		}
	}
}
