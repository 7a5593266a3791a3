import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';

import { StoreError } from '../../src/store/store';

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
