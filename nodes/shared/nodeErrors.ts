import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import type { Scrubber } from '../../src/secrets/scrubber';
import { StoreError } from '../../src/store/store';

/** An error while a workflow is published: n8n shows nothing of it but the message, so the advice has to be in it. */
export function toActivationError(node: INode, error: unknown): NodeOperationError {
	const { message, description } = toNodeError(node, error);
	return new NodeOperationError(node, description ? `${message}. ${description}` : message);
}

/** Any error as one that the editor shows with what to do about it. */
export function toNodeError(
	node: INode,
	error: unknown,
	itemIndex?: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	return new NodeOperationError(node, message, {
		itemIndex,
		description: error instanceof StoreError ? error.advice : undefined,
	});
}

/** What of an error n8n needs as it is: it says which node, not what happened. */
const NOT_SAID = new Set(['node', 'level', 'tags', 'timestamp', 'functionality']);

/**
 * An error of n8n without the secrets of a credential, in whatever it tells,
 * keeps or was caused by. n8n copies what servers answer into description,
 * messages and context, and keeps the error of its HTTP client as the cause,
 * with the request and its headers.
 */
export function scrubbedNodeError<NodeError extends NodeApiError | NodeOperationError>(
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
