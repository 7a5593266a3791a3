import { globalAgent } from 'node:https';

import { WebSocket } from 'ws';

import type { Frame } from './dialect';

/** Bytes of a frame: a press carries the whole message that has the button. */
const LARGEST_FRAME = 1_024 * 1_024;
/** Bytes that wait because the other side does not read: then it is not there any more. */
const MOST_UNSENT = 4 * 1_024 * 1_024;

export interface SocketListener {
	opened(): void;
	/** Anything came: a frame, or a ping or pong of the WebSocket itself. */
	heard(): void;
	frame(data: Buffer): void;
	/** Once, however it ended. @param reason in the words of whoever ended it; may have the address in it. */
	ended(reason: string): void;
}

/** One WebSocket as a client has it. */
export interface ChatSocket {
	/** Nothing happens where it is over, or the other side reads nothing any more. */
	send(frame: Frame): void;
	/** A ping of the WebSocket itself. */
	ping(): void;
	/** Says goodbye, and ends when the other side has said so too. */
	close(): void;
	/** Ends at once. */
	terminate(): void;
}

/**
 * Connects. n8n puts the agent of its proxy in the place of Node's own when it
 * starts, which `ws` asks for only where it is told to; so it is looked up each time.
 *
 * @param url `wss:`, or `ws:` on this machine and where a gateway of the company's own has no TLS.
 */
export function openSocket(url: string, listener: SocketListener): ChatSocket {
	const socket = new WebSocket(url, {
		maxPayload: LARGEST_FRAME,
		// A peer could pack far more than it sends.
		perMessageDeflate: false,
		...(url.startsWith('wss:') ? { agent: globalAgent } : {}),
	});
	let reason = '';
	let isOver = false;
	const isOpen = () => socket.readyState === WebSocket.OPEN;
	socket.on('open', () => listener.opened());
	socket.on('ping', () => listener.heard());
	socket.on('pong', () => listener.heard());
	socket.on('message', (data: Buffer) => {
		listener.heard();
		listener.frame(data);
	});
	socket.on('error', ({ message }) => (reason ||= message));
	socket.on('close', (code, said) => {
		if (isOver) return;
		isOver = true;
		listener.ended(reason || [`closed with ${code}`, said.toString()].filter(Boolean).join(': '));
	});
	return {
		send(frame) {
			if (!isOpen()) return;
			if (socket.bufferedAmount > MOST_UNSENT) socket.terminate();
			else socket.send(frame);
		},
		ping: () => {
			if (isOpen()) socket.ping();
		},
		close: () => socket.close(1_000),
		terminate: () => socket.terminate(),
	};
}
