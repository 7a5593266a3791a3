import { ExplainedError } from '../../../src/explainedError';
import type { RobotRequest } from '../../../src/robots/design/access';
import type { Threads } from '../../../src/robots/design/threads';
import { orRefusal } from './refusal';
import type { Answered, RobotSession } from './robotSession';
import type { ThreadOutcome } from './threadOutcome';

/* What is said in several messages, as few chats take a long one. */

export interface Sent {
	/** What the platform said of the last message. */
	response: Record<string, unknown>;
	messagesSent: number;
	/** What it said of the first. */
	first: Answered;
	/** Where the messages about a conversation are one thread. */
	thread?: ThreadOutcome;
}

/**
 * Sends messages one after the other, each as soon as the robot may.
 * @param threads where the further ones are answers to the first.
 * @throws {ExplainedError} which names no item: a digest is of several, also of other executions.
 */
export async function sendParts(
	session: RobotSession,
	bodies: object[],
	deadline: number,
	request: RobotRequest = session.access.request,
	threads?: Threads,
): Promise<Sent> {
	const first = await sendFirst(session, { ...request, body: bodies[0] }, deadline, threads);
	return await sendOthers(session, first, bodies, deadline, request, threads);
}

/** Once more where the platform wants it otherwise. @throws {ExplainedError} */
export async function sendFirst(
	session: RobotSession,
	request: RobotRequest,
	deadline: number,
	threads?: Threads,
): Promise<Answered> {
	const asked = session.request(request, deadline);
	const answer = await orRefusal(asked);
	const isRefused = answer instanceof ExplainedError;
	const instead = isRefused ? threads?.instead?.(request, answer.code) : undefined;
	return instead ? await session.request(instead, deadline) : await asked;
}

/** The further parts: in the thread of the first, where that is no answer itself. @throws {ExplainedError} */
export async function sendOthers(
	session: RobotSession,
	first: Answered,
	[, ...others]: object[],
	deadline: number,
	request: RobotRequest,
	threads?: Threads,
	messageId = threads?.messageId(first),
): Promise<Sent> {
	let { response } = first;
	const messagesSent = 1 + others.length;
	for (const [index, body] of others.entries()) {
		const plain = { ...request, body };
		const asAnswer = messageId && threads?.asAnswer({ ...plain, robot: first.robot }, messageId);
		try {
			({ response } = await session.request(asAnswer || plain, deadline));
		} catch (error) {
			throw afterOthers(error, index + 1, messagesSent);
		}
	}
	return { response, messagesSent, first };
}

/** What was thrown, and that the group has a part of the messages. */
function afterOthers(error: unknown, sentBefore: number, of: number): unknown {
	if (!(error instanceof ExplainedError)) return error;
	const { message, advice } = error;
	return new ExplainedError(
		message,
		`${sentBefore} of ${of} messages had been sent before. ${advice}`,
		error,
	);
}
