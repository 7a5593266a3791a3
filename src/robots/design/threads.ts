import type { RobotRequest } from './access';

/** What a platform said of a message that it has posted, and what it was asked. */
export interface Posted {
	request: RobotRequest;
	response: Record<string, unknown>;
}

/**
 * Where a platform lets a robot answer its own messages, and change them: then
 * all about one conversation can be one thread, whose first message says in the
 * end that somebody replied.
 */
export interface Threads {
	/** By what the platform knows a message, as a text that is kept; undefined where it did not say. */
	messageId(posted: Posted): string | undefined;
	/** The same request as an answer to that message; undefined where it has no thread. */
	asAnswer(request: RobotRequest, messageId: string): RobotRequest | undefined;
	/** Whether the platform has posted it as an answer, which it was asked for. */
	isAnswer(posted: Posted): boolean;
	/** The request that makes this of that message. */
	asChange(request: RobotRequest, messageId: string): RobotRequest;
	/** Another request for a message that was refused with this code, where the platform wants it otherwise; undefined where nothing helps. */
	instead?(request: RobotRequest, code: string): RobotRequest | undefined;
}
