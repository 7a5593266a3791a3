import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import { RobotMessageError } from '../../../src/robots/robotMessageError';
import { RobotBusyError } from '../../../src/robots/sending/rateLimiter';
import type { Unsent } from '../../../src/robots/sending/send';
import type { Scrubber } from '../../../src/secrets/scrubber';
import { scrubbedNodeError, toNodeError } from '../nodeErrors';

/** A message that did not get through, whatever item it is of. */
export class UndeliveredError extends Error {
	constructor(
		/** `Unsent`, or what was thrown. */
		readonly failure: unknown,
		/** How many messages of how many had got through. */
		readonly progress: { sentBefore: number; of: number },
	) {
		super('The message was not delivered');
	}
}

/**
 * Whatever kept a message from its group, as an error of this item that the
 * editor shows with what to do about it, and without the robot's secrets.
 */
export function robotError(
	node: INode,
	thrown: unknown,
	itemIndex: number,
	scrubber: Scrubber,
): NodeApiError | NodeOperationError {
	const isUndelivered = thrown instanceof UndeliveredError;
	const error = isUndelivered ? thrown.failure : thrown;
	const { sentBefore, of } = isUndelivered ? thrown.progress : { sentBefore: 0, of: 1 };
	const before = sentBefore > 0 ? `${sentBefore} of ${of} messages were sent before. ` : '';
	if (error instanceof RobotBusyError) {
		return new NodeApiError(
			node,
			{ code: 'rateLimited', message: error.message },
			{
				message: error.message,
				description: `${before}The robot has to wait longer than "Wait at Most" allows. Raise it, reminder less often, switch the digest on, or let several robots share the work.`,
				itemIndex,
			},
		);
	}
	if (error instanceof RobotMessageError) {
		return new NodeOperationError(node, error.message, { itemIndex, description: error.advice });
	}
	// What came by the platform had its secrets taken out when it arrived; this has not.
	if (!isUnsent(error)) return scrubbedNodeError(toNodeError(node, error, itemIndex), scrubber);
	const { code, description, tryAgainAt } = error;
	const message = tryAgainAt
		? `${error.message}, try again at ${new Date(tryAgainAt).toISOString()}`
		: error.message;
	// n8n has sentences of its own for the codes of the network, which say less.
	const response: JsonObject = /^E[A-Z]/.test(code) ? { message } : { code, message };
	return new NodeApiError(node, response, {
		message,
		description: before + description,
		itemIndex,
	});
}

function isUnsent(error: unknown): error is Unsent {
	return typeof error === 'object' && error !== null && (error as Unsent).ok === false;
}
