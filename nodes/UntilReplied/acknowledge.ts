import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../src/runtime';
import { conversationKeyFor } from './parameters';

/** Ends the pushes of each item's conversation, in every workflow that tracks it. */
export async function acknowledge(
	node: IExecuteFunctions,
	runtime: Runtime,
): Promise<INodeExecutionData[][]> {
	const answers: INodeExecutionData[] = [];
	for (let item = 0; item < node.getInputData().length; item += 1) {
		try {
			answers.push({ json: await acknowledgeOne(node, runtime, item), pairedItem: { item } });
		} catch (error) {
			if (!node.continueOnFail()) throw error;
			answers.push({ json: { error: (error as Error).message }, error, pairedItem: { item } });
		}
	}
	return [answers];
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
