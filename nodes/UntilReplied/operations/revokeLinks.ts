import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import type { Runtime } from '../../../src/runtime/runtime';
import { eachItem } from '../../shared/eachItem';
import { parsed, workflowIdSchema } from '../../shared/parsed';

const settingsSchema = z.object({
	which: z.enum(['board', 'metrics', 'all'], 'Links must be "board", "metrics" or "all"'),
	workflowId: workflowIdSchema,
});

/** Makes worthless what was handed out before: links of boards or of metrics, or those of reminders too. */
export async function revokeLinks(
	node: IExecuteFunctions,
	{ links }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const { which, workflowId } = settingsFor(node, item);
		const nodes = await links.revoke(which, workflowId);
		if (nodes.length === 0) {
			throw new NodeOperationError(node.getNode(), 'There are no links to revoke', {
				itemIndex: item,
				description: `No node ${workflowId ? `of workflow "${workflowId}" ` : ''}has created links with this store. Check Workflow ID, and choose the same store as the node that created the links.`,
			});
		}
		return { revoked: which, nodes };
	});
	return [items];
}

function settingsFor(node: IExecuteFunctions, item: number) {
	return parsed(node, item, settingsSchema, {
		which: node.getNodeParameter('linksToRevoke', item, 'board'),
		workflowId: node.getNodeParameter('revokeWorkflowId', item),
	});
}
