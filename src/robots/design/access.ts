import type { CredentialFields } from '../credential';
import type { Platform } from '../sending/platform';

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

/** What a credential says of its robots, which post to one group. */
export interface CredentialParts {
	platform: Platform;
	/** What makes each of its robots this one and no other: the limits are counted by it. */
	addresses: string[];
	/** What of the credential nobody may see: the secret parts of the address, what signs. */
	secrets: string[];
	/** What requests that were signed from `from` to `to` (ms since 1970) are proved by. */
	signatures?(from: number, to: number): string[];
	/** Path and query of where messages go. */
	request: RobotRequest;
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
}
