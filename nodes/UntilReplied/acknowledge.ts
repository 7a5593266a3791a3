import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../src/runtime';
import { eachItem } from '../shared/eachItem';
import { conversationKeyFor } from './parameters';

/** Ends the pushes of each item's conversation, in every workflow that tracks it. */
export async function acknowledge(
	node: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][]> {
	return [await eachItem(node, async (item) => await acknowledgeOne(node, runtime, item))];
}

async function acknowledgeOne(
	node: IExecuteFunctions,
	runtime: Runtime,
	item: number,
): Promise<IDataObject> {
	const conversationKey = conversationKeyFor(node, item);
	const actor = String(node.getNodeParameter('actor', item, '') ?? '').trim();
	const ended = await runtime.engine.acknowledge(conversationKey, actor || null);
	for (const { scope } of ended) runtime.wake(scope);
	return {
		conversation: { key: conversationKey },
		acknowledged: ended.length,
		escalations: ended.map(({ id, pushCount, openedAt }) => ({
			id,
			pushCount,
			openedAt: new Date(openedAt).toISOString(),
		})),
	};
}
