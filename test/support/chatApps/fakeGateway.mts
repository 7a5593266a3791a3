import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

import { WebSocketServer, type WebSocket } from 'ws';

import { FakeServer, type FakeRequest, type FakeResponse } from '../robots/fakeServer.mts';
import { until } from '../time/until.mts';

/** A connection as the platform has it. */
export interface Peer {
	socket: WebSocket;
	/** Where it connected to. */
	url: URL;
	/** It has done what the platform wants before it sends anything. */
	isReady: boolean;
	isSilent: boolean;
}

/**
 * Where apps of a platform connect to: HTTP and WebSockets on 127.0.0.1. What
 * the platforms have in common; each says the rest in its own frames. A
 * platform gives each thing to one connection of the app, here to the latest that is ready.
 */
export abstract class FakeGateway {
	/** Connections that were ready, ever. */
	connections = 0;

	/** How many were tried, refused ones too. */
	attempts = 0;

	protected readonly peers = new Set<Peer>();

	/** The platform's code, from now on. */
	protected refusal: string | number | undefined;

	private isSilent = false;

	private web!: FakeServer;

	private readonly sockets = new WebSocketServer({ noServer: true, autoPong: false });

	protected async listen(port = 0): Promise<void> {
		this.web = await FakeServer.start((request) => this.answer(request), port);
		this.web.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
	}

	/** Without a slash at its end. */
	get url(): string {
		return this.web.url;
	}

	get socketUrl(): string {
		return this.url.replace(/^http/, 'ws');
	}

	/** Connections that are ready. */
	get ready(): Peer[] {
		return [...this.peers].filter(({ isReady }) => isReady);
	}

	/** Resolves when so many connections have been ready. */
	async connected(count: number): Promise<void> {
		await until(() => this.connections >= count);
	}

	/** Cuts all connections, as a network does. */
	drop(): void {
		for (const { socket } of this.peers) socket.terminate();
	}

	/** From now on whoever connects is refused; undefined lets them in again. */
	refuse(code: string | number | undefined): void {
		this.refusal = code;
	}

	/** From now on nothing is said any more, to nobody, though connections stay open. */
	silent(isSilent = true): void {
		this.isSilent = isSilent;
		for (const peer of this.peers) peer.isSilent = isSilent;
	}

	/** Sends what no platform would. */
	malformed(frame: string | Buffer): void {
		for (const { socket } of this.ready) socket.send(frame);
	}

	async stop(): Promise<void> {
		this.drop();
		this.sockets.close();
		await this.web.stop();
	}

	/** An HTTP request. */
	protected abstract answer(request: FakeRequest): FakeResponse | 'hangUp';

	/** Somebody connects: 101 lets them in, any other status refuses them. */
	protected abstract admit(url: URL): number;

	/** Somebody is connected. */
	protected abstract greet(peer: Peer): void;

	/** Somebody said something. */
	protected abstract hear(peer: Peer, data: Buffer): void;

	protected give(peer: Peer, frame: string | Buffer): void {
		if (!peer.isSilent) peer.socket.send(frame);
	}

	protected become(peer: Peer): void {
		peer.isReady = true;
		this.connections += 1;
	}

	/** Whom the platform gives what happens next. @throws where nobody is connected. */
	protected get receiver(): Peer {
		const peer = this.ready.at(-1);
		if (!peer) throw new Error('No client is connected');
		return peer;
	}

	private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
		this.attempts += 1;
		const url = new URL(request.url ?? '/', this.socketUrl);
		const status = this.admit(url);
		if (status !== 101) {
			socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
			return;
		}
		this.sockets.handleUpgrade(request, socket, head, (accepted) => this.accept(accepted, url));
	}

	private accept(socket: WebSocket, url: URL): void {
		const peer: Peer = { socket, url, isReady: false, isSilent: this.isSilent };
		this.peers.add(peer);
		socket.on('error', () => undefined);
		socket.on('close', () => this.peers.delete(peer));
		socket.on('ping', (data) => {
			if (!peer.isSilent) socket.pong(data);
		});
		socket.on('message', (data: Buffer) => {
			if (!peer.isSilent) this.hear(peer, data);
		});
		if (!peer.isSilent) this.greet(peer);
	}
}
