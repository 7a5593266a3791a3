import type { IExecuteFunctions } from 'n8n-workflow';

import { isRepeat } from '../neighbours';

/** What an item leaves with that says nothing. */
export const NOTHING_TO_SEND = { nothingToSend: true };

/**
 * Whether an item is only there because its node has the setting Always Output
 * Data: n8n 2 puts an empty one on the first output whenever nothing leaves by
 * it. Words of the user's own are sent for any item, such as a Manual Trigger's,
 * but not for what Repeat Until Replied did not say.
 */
export function saysNothing(node: IExecuteFunctions, item: number): boolean {
	if (Object.keys(node.getInputData()[item].json).length > 0) return false;
	const isFromItem =
		node.getNodeParameter('operation', item) === 'sendNotification' &&
		node.getNodeParameter('notification', item, 'item') === 'item';
	return isFromItem || isBehindRepeat(node);
}

function isBehindRepeat(node: IExecuteFunctions): boolean {
	const { name } = node.getNode();
	try {
		const { previousNode } = node.getInputSourceData();
		return node
			.getParentNodes(name, { depth: 1 })
			.some((parent) => parent.name === previousNode && isRepeat(parent));
	} catch {
		// The execution begins here.
		return false;
	}
}
