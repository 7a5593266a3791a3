import { ExplainedError } from '../../explainedError';
import type { ChatResponse, Incoming } from '../incoming';

/** What goes over a socket: text, or bytes. */
export type Frame = string | Uint8Array;

export interface PlatformRequest {
	url: string;
	headers: Record<string, string>;
	/** Sent as JSON. */
	body?: Record<string, unknown>;
	/** Else POST with a body, and GET without. */
	method?: 'PATCH' | 'PUT';
}

export interface PlatformAnswer {
	status: number;
	/** By names in lower case. */
	headers: Record<string, unknown>;
	/** JSON that was read, or text. */
	body: unknown;
}

/** Sends a request, by whatever reaches the platform from here. Rejects only where there was no answer. */
export type AskPlatform = (request: PlatformRequest) => Promise<PlatformAnswer>;

/** How one platform speaks with an app that connects to it. */
export interface ChatDialect {
	/** The app as people know it, for errors: never a secret. */
	readonly name: string;
	/** Whether the platform is reached encrypted: then no answer of it leads to a connection that is not. */
	readonly isEncrypted: boolean;
	/**
	 * Where to connect now: most platforms give a ticket that is good for one connection.
	 *
	 * @throws {ConnectionError}
	 */
	address(ask: AskPlatform): Promise<string>;
	/** Of one connection to this address. */
	session(address: string): Session;
}

/** The frames of one connection. Nothing in it reads, waits or knows the time but what it is told. */
export interface Session {
	/** What is said first. */
	readonly greeting: Frame[];
	/** Whether who gets in is ready, without a word. */
	readonly isReadyWhenOpen?: boolean;
	/** What asks for a sign of life; undefined where the WebSocket's own ping does ("RFC 6455", 5.5.2). */
	ping?(): Frame;
	/** How something is asked by the connection itself; undefined where a platform is asked over HTTP. */
	ask?(id: string, request: ChatRequest): Frame;
	/** @param now ms since 1970. */
	read(data: Buffer, now: number): Reading[];
}

/** What a platform is asked by the connection itself. */
export interface ChatRequest {
	command: string;
	/** Of the delivery that it answers, where the platform knows an answer by it; else it gets one of its own. */
	id?: string;
	body: Record<string, unknown>;
}

/**
 * What came of it. `answered`: what the platform says, with the id that the request
 * had. `lost`: it may have arrived, or not. `unsent`: there was no connection.
 */
export type ChatReply =
	| { is: 'answered'; id: string; answer: unknown }
	| { is: 'lost' }
	| { is: 'unsent' };

/**
 * What a frame means. `ready`: from now on answers come. `renew`: the platform
 * ends this connection soon. `kicked`: another connection of the app has
 * taken its place. `failed`: for good, or for now. `respond`: to be sent back.
 * `answer`: to what was sent with this id; with a code where the platform does not
 * take it. `nothing`: what we do not need.
 */
export type Reading =
	| { is: 'ready'; connections?: number }
	| { is: 'renew' }
	| { is: 'kicked' }
	| { is: 'failed'; error: ConnectionError }
	| { is: 'respond'; frame: Frame }
	| { is: 'incoming'; incoming: Incoming; acknowledge: Acknowledge }
	| { is: 'answer'; to: string; code: string | undefined; answer: unknown }
	| { is: 'nothing' }
	| { is: 'unreadable' };

/** What the platform is told of something that is stored; or, without `stored`, that it could not be. */
export type Acknowledge = (outcome: Acknowledged) => Frame[];
export type Acknowledged = { stored: true; response?: ChatResponse } | { stored: false };

export interface ConnectionErrorDetails {
	/** The platform's own word. */
	code?: string;
	/** Whether trying again may help. What a person has to change first is final. */
	isTemporary: boolean;
	/** ms before it is tried again, where the platform says so. */
	waitFor?: number;
	cause?: unknown;
}

/** Why there is no connection, for people. */
export class ConnectionError extends ExplainedError {
	readonly waitFor: number;

	constructor(
		message: string,
		advice: string,
		{ waitFor = 0, ...details }: ConnectionErrorDetails,
	) {
		super(message, advice, details);
		this.name = 'ConnectionError';
		this.waitFor = waitFor;
	}
}
