import { NodeApiError, NodeOperationError, type INode, type JsonObject } from 'n8n-workflow';

import { ExplainedError } from '../../src/explainedError';
import type { Scrubber } from '../../src/secrets/scrubber';

/** An error while a workflow is published: n8n shows nothing of it but the message, so the advice has to be in it. */
export function toActivationError(node: INode, error: unknown): NodeOperationError {
	const { message, description } = toNodeError(node, error);
	return new NodeOperationError(node, description ? `${message}. ${description}` : message);
}

/**
 * Any error as one that the editor shows with what to do about it.
 *
 * @param scrubber takes secrets out of what was not written for a person.
 */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
	scrubber?: Scrubber,
): NodeApiError | NodeOperationError {
	if (error instanceof ExplainedError) return explainedNodeError(node, error, itemIndex);
	const nodeError =
		error instanceof NodeApiError || error instanceof NodeOperationError
			? error
			: new NodeOperationError(node, error instanceof Error ? error.message : String(error), {
					itemIndex,
				});
	return scrubber ? scrubbedNodeError(nodeError, scrubber) : nodeError;
}

function explainedNodeError(
	node: INode,
	{ message, advice: description, code }: ExplainedError,
	itemIndex: number | undefined,
): NodeApiError | NodeOperationError {
	if (code === undefined) return new NodeOperationError(node, message, { itemIndex, description });
	// n8n has sentences of its own for the codes of the network, which say less.
	const response: JsonObject = /^E[A-Z]/.test(code) ? { message } : { code, message };
	return new NodeApiError(node, response, { message, description, itemIndex });
}

/** What of an error n8n needs as it is: it says which node, not what happened. */
const NOT_SAID = new Set(['node', 'level', 'tags', 'timestamp', 'functionality']);

/**
 * An error of n8n without the secrets of a credential, in whatever it tells,
 * keeps or was caused by. n8n copies what servers answer into description,
 * messages and context, and keeps the error of its HTTP client as the cause,
 * with the request and its headers.
 */
function scrubbedNodeError<NodeError extends NodeApiError | NodeOperationError>(
	error: NodeError,
	scrubber: Scrubber,
): NodeError {
	for (const name of Reflect.ownKeys(error)) {
		if (NOT_SAID.has(String(name))) continue;
		const property = Object.getOwnPropertyDescriptor(error, name);
		if (property === undefined) continue;
		const said: unknown = Reflect.get(error, name);
		const value = name === 'cause' ? scrubber.error(said) : scrubber.value(said);
		if (value === said) continue;
		Object.defineProperty(error, name, {
			value,
			enumerable: property.enumerable,
			writable: true,
			configurable: true,
		});
	}
	return error;
}
