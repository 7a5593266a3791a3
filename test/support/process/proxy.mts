import { connect, createServer, type Server, type Socket } from 'node:net';

type Direction = 'fromClient' | 'fromServer';

interface Pair {
	client: Socket;
	server: Socket;
	/** Nothing is forwarded any more, and nobody is told. */
	isSilent: Record<Direction, boolean>;
}

/**
 * A network between a client and a server on this machine, which behaves as bad
 * ones do: it forgets connections without closing them, as firewalls and load
 * balancers do with those that they think are idle, or cuts them.
 */
export class Proxy {
	readonly port: number;

	private readonly listener: Server;

	private readonly pairs = new Set<Pair>();

	/** What new connections are. */
	private isDown = false;

	/** ms that each packet from a client takes longer. */
	private delay = 0;

	private readonly eachTime: Array<{ data: string; act: (pair: Pair) => void }> = [];

	private constructor(listener: Server, target: { host: string; port: number }) {
		this.listener = listener;
		this.port = (listener.address() as { port: number }).port;
		listener.on('connection', (client) => this.join(client, connect(target.port, target.host)));
	}

	static async start(target: { host: string; port: number }): Promise<Proxy> {
		const listener = createServer();
		await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
		return new Proxy(listener, target);
	}

	/** How many connections there are, silent ones too. */
	get connections(): number {
		return this.pairs.size;
	}

	/** All connections that there are fall silent, for good. New ones work. */
	swallow(...directions: Direction[]): void {
		for (const pair of this.pairs) silence(pair, directions);
	}

	/** So do all that come, until it is up again. */
	setDown(isDown: boolean): void {
		this.isDown = isDown;
		if (isDown) this.swallow('fromClient', 'fromServer');
	}

	/** All connections that there are end at once. */
	cut(): void {
		for (const { client, server } of this.pairs) {
			client.resetAndDestroy();
			server.destroy();
		}
	}

	/** What clients say comes packet by packet, each so many ms after the one before it. */
	slowDown(delay: number): void {
		this.delay = delay;
	}

	/** Nobody reads any more what the server says, as when a client stands still. */
	stopReading(): void {
		for (const { server } of this.pairs) server.pause();
	}

	/** The connection by which a client next says this falls silent: before the server hears of it, or after. */
	swallowAt(data: string, direction: Direction): void {
		this.eachTime.push({ data, act: (pair) => silence(pair, [direction]) });
	}

	/** It is cut: the server hears of what was said, the client hears nothing more but that it ended. */
	cutAfter(data: string): void {
		this.eachTime.push({
			data,
			act: (pair) => {
				pair.isSilent.fromServer = true;
				pair.server.once('data', () => pair.client.resetAndDestroy());
			},
		});
	}

	async stop(): Promise<void> {
		for (const { client, server } of this.pairs) {
			client.destroy();
			server.destroy();
		}
		await new Promise((resolve) => this.listener.close(resolve));
	}

	private join(client: Socket, server: Socket): void {
		const { isDown } = this;
		const pair: Pair = { client, server, isSilent: { fromClient: isDown, fromServer: isDown } };
		this.pairs.add(pair);
		client.setNoDelay();
		server.setNoDelay();
		client.on('data', (data) => {
			this.look(data, pair);
			if (pair.isSilent.fromClient) return;
			if (this.delay === 0) {
				server.write(data);
				return;
			}
			client.pause();
			setTimeout(() => {
				server.write(data);
				client.resume();
			}, this.delay);
		});
		server.on('data', (data) => {
			if (!pair.isSilent.fromServer) client.write(data);
		});
		client.on('error', () => undefined);
		server.on('error', () => undefined);
		client.on('close', () => {
			this.pairs.delete(pair);
			// What a client says at its end is swallowed too.
			if (!pair.isSilent.fromClient) server.destroy();
		});
		server.on('close', () => {
			if (!pair.isSilent.fromServer) client.destroy();
		});
	}

	private look(data: Buffer, pair: Pair): void {
		const found = this.eachTime.findIndex((one) => data.includes(one.data));
		if (found === -1) return;
		const [{ act }] = this.eachTime.splice(found, 1);
		act(pair);
	}
}

function silence({ isSilent }: Pair, directions: Direction[]): void {
	for (const direction of directions) isSilent[direction] = true;
}
