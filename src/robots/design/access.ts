import type { AskPlatform, PlatformAnswer } from '../../chatApps/connection/dialect';
import type { AppConnection } from '../../chatApps/connection/state';
import type { CredentialFields } from '../credential';
import type { Platform } from '../sending/platform';
import type { RobotResponse } from '../sending/response';

/** One HTTP request to a platform, behind the base URL of its credential. POST unless it says otherwise. */
export interface RobotRequest {
	method?: 'GET' | 'POST' | 'PATCH';
	url?: string;
	qs?: Record<string, string | number | boolean>;
	headers?: Record<string, string>;
	/** Sent as JSON, unless it is bytes and `json` is false. */
	body?: object;
	json?: boolean;
	/** ms. */
	timeout?: number;
	/** The index of the robot that has to make it, where the credential has several; else any may. */
	robot?: number;
}

/** What a platform hands out for a while to whoever has the credential, and wants with every request. */
export interface TokenSource {
	/** The one that is good now; or what was answered in its place, or why nothing was. */
	current(
		ask: AskPlatform,
	): Promise<{ ok: true; token: string } | { ok: false; answer?: PlatformAnswer; error?: unknown }>;
	/** A request with it was refused with this code. */
	wasRefused(token: string, code: string): void;
	/** How a request has it. */
	headers(token: string): Record<string, string>;
}

/** What a credential says of its robots, which post to one group. */
export interface CredentialParts {
	platform: Platform;
	/** What makes each of its robots this one and no other: the limits are counted by it. */
	addresses: string[];
	/** What of the credential nobody may see: the secret parts of the address, what signs. */
	secrets: string[];
	/** What requests that were signed from `from` to `to` (ms since 1970) are proved by. */
	signatures?(from: number, to: number): string[];
	/** Sent besides what the credential adds; undefined where that is all. */
	tokens?: TokenSource;
	/** Path and query of where messages go. */
	request: RobotRequest;
	/**
	 * Brings a request to a platform that is not asked over HTTP, and what it answers
	 * back. @throws {ExplainedError} where that cannot be done from here.
	 */
	carry?(request: RobotRequest): Promise<RobotResponse>;
	/** Where a body goes, where not all go there. */
	routeOf?(body: object): Pick<RobotRequest, 'url'>;
}

/** How a robot is reached. */
export interface RobotAccess extends CredentialParts {
	/** The name of the credential's type in n8n. */
	credentialType: string;
}

/** A robot may take only messages that have one of its keywords. */
export interface KeywordAccess extends RobotAccess {
	keyword?: string;
}

/** What a robot asks its node for before it deals with items. */
export interface RobotNode {
	/** A parameter that is the same for all items. */
	text(name: string): string;
	/** Reads a credential by the name of its type. @throws an error that the editor shows when it names no robot. */
	credential<Parts extends CredentialParts>(
		type: string,
		read: (fields: CredentialFields) => Parts,
	): Promise<Parts & { credentialType: string }>;
	/** The connection that this process has as an app, by its key; undefined where it has none. */
	connection(key: string): AppConnection | undefined;
	/** Whether n8n runs its executions in workers, which have no connections. */
	isQueueMode: boolean;
}
