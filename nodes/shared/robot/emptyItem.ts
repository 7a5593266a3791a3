import type { IExecuteFunctions } from 'n8n-workflow';

import { isRepeat } from '../neighbours';

/** What an item leaves with that says nothing. */
export const NOTHING_TO_SEND = { nothingToSend: true };

/**
 * Whether an item is only there because Repeat Until Replied has the setting
 * Always Output Data: n8n 2 puts an empty one on the first output whenever
 * nothing leaves by it. It is not to be told with words of the user's own either.
 */
export function saysNothing(node: IExecuteFunctions, item: number): boolean {
	return Object.keys(node.getInputData()[item].json).length === 0 && isBehindRepeat(node);
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
