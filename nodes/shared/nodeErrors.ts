import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

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
		description: error instanceof StoreError ? error.hint : undefined,
	});
}
