import { randomUUID } from 'node:crypto';

import { foreignWords } from '../../secrets/foreignWords';
import type { Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import { inTime } from '../../time/inTime';
import type { Incoming } from '../incoming';
import {
	ConnectionError,
	type Acknowledge,
	type ChatReply,
	type ChatRequest,
	type Frame,
	type Reading,
	type Session,
} from './dialect';
import type { ChatSocket, openSocket } from './socket';

/** ms from the address to the platform's word that it is ready. */
const READY_WITHIN = 20 * SECOND;
/** ms between two signs of life that are asked for. */
const PING_EVERY = 20 * SECOND;
/** Pings in a row without any sign of life: then nobody is there, within a minute. */
const MOST_UNANSWERED = 2;
/** ms for the answer to what is asked by the connection itself. */
const ANSWERED_WITHIN = 15 * SECOND;
/** ms for the other side to say goodbye. */
const CLOSE_WITHIN = 2 * SECOND;

/** Without a reason every abort makes an error, with its stack. */
const OVER = 'over';

/** How a connection ended, or that it is about to. */
export type Ending =
	| { why: 'renew' }
	| { why: 'kicked' }
	| { why: 'failed'; error: ConnectionError };

export interface LiveOptions {
	session: Session;
	clock: Clock;
	open: typeof openSocket;
	/** It is stored when this resolves. */
	onIncoming: (incoming: Incoming, acknowledge: Acknowledge) => Promise<Frame[]>;
	/** Something was left out: in words without anything of what came. */
	onLeftOut: (what: string) => void;
}

/** One connection, from its address to its end. */
export class Live {
	/** Resolves when the platform says that it is ready, with the connections of the app where it tells; undefined where it never was. */
	readonly ready: Promise<{ connections: number | undefined } | undefined>;

	/** Resolves as soon as another connection has to take its place. */
	readonly ending: Promise<Ending>;

	/** Resolves when the socket is gone. */
	readonly gone: Promise<void>;

	isReady = false;

	isGone = false;

	private readonly socket: ChatSocket;

	private readonly over = new AbortController();

	private readonly readyOrOver = new AbortController();

	private readonly handled = new Set<Promise<void>>();

	/** Who waits for an answer, by the id of what was asked. */
	private readonly asked = new Map<string, (reply: ChatReply) => void>();

	private wasHeard = false;

	private setReady!: (ready: { connections: number | undefined } | undefined) => void;

	private setEnding!: (ending: Ending) => void;

	private setGone!: () => void;

	constructor(
		url: string,
		private readonly options: LiveOptions,
	) {
		this.ready = new Promise((resolve) => (this.setReady = resolve));
		this.ending = new Promise((resolve) => (this.setEnding = resolve));
		this.gone = new Promise((resolve) => (this.setGone = resolve));
		this.socket = options.open(url, {
			opened: () => {
				this.sendAll(options.session.greeting);
				if (options.session.isReadyWhenOpen) this.becomeReady(undefined);
			},
			heard: () => (this.wasHeard = true),
			frame: (data) => this.read(data),
			ended: (reason) => this.end(reason),
		});
		void this.waitUntilReady();
	}

	send(frame: Frame): void {
		this.socket.send(frame);
	}

	/** Asks the platform something, by the connection itself. */
	async ask(request: ChatRequest): Promise<ChatReply> {
		const { session, clock } = this.options;
		if (!session.ask || !this.isReady) return { is: 'unsent' };
		const { command, id = `${command}_${randomUUID()}` } = request;
		const reply = new Promise<ChatReply>((resolve) => this.asked.set(id, resolve));
		this.send(session.ask(id, request));
		const [heard] = await Promise.allSettled([
			inTime(reply, ANSWERED_WITHIN, () => new Error('no answer in time'), clock),
		]);
		this.asked.delete(id);
		return heard.status === 'fulfilled' ? heard.value : { is: 'lost' };
	}

	/** Ends it when what has come is acknowledged: nothing is lost that was stored. */
	async close(): Promise<void> {
		const { clock } = this.options;
		await Promise.race([
			Promise.all(this.handled),
			this.gone,
			clock.sleep(CLOSE_WITHIN, this.over.signal),
		]);
		if (this.isGone) return;
		this.socket.close();
		await Promise.race([this.gone, clock.sleep(CLOSE_WITHIN, this.over.signal)]);
		this.terminate();
		await this.gone;
	}

	/** Ends it at once. */
	terminate(): void {
		if (!this.isGone) this.socket.terminate();
	}

	private async waitUntilReady(): Promise<void> {
		await this.options.clock.sleep(READY_WITHIN, this.readyOrOver.signal);
		if (this.isReady || this.isGone) return;
		this.fail(new SilentPlatformError());
	}

	/** Counts pings, not time: a process that stood still finds nobody silent who was not. */
	private async watch(): Promise<void> {
		const { session, clock } = this.options;
		let unanswered = 0;
		for (;;) {
			this.wasHeard = false;
			if (session.ping) this.send(session.ping());
			else this.socket.ping();
			await clock.sleep(PING_EVERY, this.over.signal);
			if (this.isGone) return;
			unanswered = this.wasHeard ? 0 : unanswered + 1;
			if (unanswered < MOST_UNANSWERED) continue;
			this.fail(new SilentPlatformError());
			return;
		}
	}

	private read(data: Buffer): void {
		for (const reading of this.readingsOf(data)) {
			switch (reading.is) {
				case 'ready':
					this.becomeReady(reading.connections);
					break;
				case 'respond':
					this.send(reading.frame);
					break;
				case 'incoming':
					this.take(reading.incoming, reading.acknowledge);
					break;
				case 'failed':
					this.fail(reading.error);
					break;
				case 'renew':
				case 'kicked':
					this.setEnding({ why: reading.is });
					break;
				case 'answer':
					this.hearAnswer(reading);
					break;
				case 'unreadable':
					this.options.onLeftOut('a frame that cannot be read');
					break;
				case 'nothing':
					break;
			}
		}
	}

	/** Whatever a frame has in it, the next one is read. */
	private readingsOf(data: Buffer): Reading[] {
		const { session, clock } = this.options;
		try {
			return session.read(data, clock.now());
		} catch {
			return [{ is: 'unreadable' }];
		}
	}

	private hearAnswer({ to, code, answer }: Extract<Reading, { is: 'answer' }>): void {
		const hear = this.asked.get(to);
		if (hear) return hear({ is: 'answered', id: to, answer });
		if (code === undefined) return;
		this.options.onLeftOut(`what the platform does not take (${foreignWords(code)})`);
	}

	private becomeReady(connections: number | undefined): void {
		if (this.isReady) return;
		this.isReady = true;
		this.setReady({ connections });
		this.readyOrOver.abort(OVER);
		void this.watch();
	}

	private take(incoming: Incoming, acknowledge: Acknowledge): void {
		const work = this.options
			.onIncoming(incoming, acknowledge)
			.then((frames) => this.sendAll(frames))
			// Without an acknowledgement the person sees that nothing happened.
			.catch(() => this.options.onLeftOut('an acknowledgement'))
			.finally(() => this.handled.delete(work));
		this.handled.add(work);
	}

	private sendAll(frames: Frame[]): void {
		for (const frame of frames) this.send(frame);
	}

	private fail(error: ConnectionError): void {
		this.isReady = false;
		this.setEnding({ why: 'failed', error });
		this.terminate();
	}

	private end(reason: string): void {
		this.isGone = true;
		this.isReady = false;
		// No more than the first of them counts.
		this.setEnding({ why: 'failed', error: lost(foreignWords(reason)) });
		this.setReady(undefined);
		for (const hear of this.asked.values()) hear({ is: 'lost' });
		this.readyOrOver.abort(OVER);
		this.over.abort(OVER);
		this.setGone();
	}
}

const CHECK_NETWORK =
	'n8n tries again by itself. If it does not pass, check the network and the proxy between n8n and the platform.';

class SilentPlatformError extends ConnectionError {
	constructor() {
		super('The platform has fallen silent', CHECK_NETWORK, { isTemporary: true });
	}
}

/** @param reason without secrets, see `foreignWords`. */
export function lost(reason: string): ConnectionError {
	return new ConnectionError(`The connection was lost: ${reason}`, CHECK_NETWORK, {
		isTemporary: true,
	});
}
