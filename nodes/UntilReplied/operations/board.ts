import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import { nodeOf, scopeOf } from '../../../src/nodeScope';
import type { Runtime } from '../../../src/runtime/runtime';
import { DAY } from '../../../src/time/duration';
import { eachItem } from '../../shared/eachItem';
import { numberFrom } from '../../shared/numbers';
import { parsed, workflowIdSchema } from '../../shared/parsed';
import { validForSchema } from './validFor';

const settingsSchema = z.object({
	mayChange: z.boolean('Allow Changes must be true or false'),
	mayChangeRosters: z.boolean('Allow Roster Changes must be true or false'),
	workflowId: workflowIdSchema,
	validFor: validForSchema,
});

export const NO_SERVER_ADVICE =
	"Publish any workflow that contains Repeat Until Replied with the operation Track Event and the same store, then execute again. This workflow itself need not be published. If you have already done so and imported that workflow with n8n's command line or API, save it in the editor and publish it again.";

/** A signed address of the board, which this node serves where it is published, or else another one. */
export async function getBoardLink(
	node: IExecuteFunctions,
	{ clock, links }: Runtime,
): Promise<INodeExecutionData[][]> {
	const scope = scopeOf(node.getWorkflow().id, node.getNode().id);
	const items = await eachItem(node, async (item) => {
		const { validFor, ...settings } = settingsFor(node, item);
		const expiresAt = clock.now() + validFor;
		const server = await links.servingNode(scope, settings.workflowId);
		const url = server && (await links.boardUrl(server, { ...settings, expiresAt }));
		if (!url) {
			throw new NodeOperationError(node.getNode(), 'No published workflow can serve the board', {
				itemIndex: item,
				description: NO_SERVER_ADVICE,
			});
		}
		return {
			url,
			expiresAt: new Date(expiresAt).toISOString(),
			...(server === scope ? {} : { servedBy: nodeOf(server) }),
		};
	});
	return [items];
}

function settingsFor(node: IExecuteFunctions, item: number) {
	return parsed(node, item, settingsSchema, {
		mayChange: node.getNodeParameter('mayChange', item, true),
		mayChangeRosters: node.getNodeParameter('mayChangeRosters', item, false),
		workflowId: node.getNodeParameter('boardWorkflowId', item, ''),
		validFor: numberFrom(node.getNodeParameter('validDays', item, 30)) * DAY,
	});
}
