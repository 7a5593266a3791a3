import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { toNodeError } from './nodeErrors';

/**
 * Does `work` for every item, one after the other. An item that fails stops
 * the node or, with "Continue on fail", leaves it with the reason.
 */
export async function eachItem(
	node: IExecuteFunctions,
	work: (item: number) => Promise<IDataObject>,
): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (let item = 0; item < node.getInputData().length; item += 1) {
		try {
			results.push({ json: await work(item), pairedItem: { item } });
		} catch (error) {
			results.push(failedItem(node, error, item));
		}
	}
	return results;
}

/**
 * The item that stands for one that failed. Without the error beside its JSON:
 * n8n would leave nothing else of it, and at an error output it adds what the
 * item was that failed.
 *
 * @throws when the node is to stop at the first failure.
 */
export function failedItem(
	node: IExecuteFunctions,
	error: unknown,
	item: number,
): INodeExecutionData {
	const nodeError = toNodeError(node.getNode(), error, item);
	if (!node.continueOnFail()) throw nodeError;
	const failed = { json: { error: nodeError.message }, pairedItem: { item } };
	failures.add(failed);
	return failed;
}

const failures = new WeakSet<INodeExecutionData>();

/** Whether an item is one that `failedItem` made. */
export function hasFailed(item: INodeExecutionData): boolean {
	return failures.has(item);
}
