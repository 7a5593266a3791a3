import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { z } from 'zod';

import type { Whom } from '../../../src/engine/whom';
import type { Runtime } from '../../../src/runtime/runtime';
import { eachItem } from '../../shared/eachItem';
import { conversationKeyFor } from '../parameters';
import { parsed } from '../../shared/parsed';

/** What is not ours to erase. */
const NOTICE =
	"n8n's executions still contain the data that passed through the nodes: delete them in the Executions tab of each workflow, or let n8n prune them (EXECUTIONS_DATA_MAX_AGE). Messages already sent stay in their chats.";
const ON_THEIR_WAY =
	'Some data is in executions that are still running and cannot be recalled. An event among them may open the conversation again, so run Forget Customer again when these executions have ended.';

const whomSchema = z.object({
	by: z.enum(
		['conversationKey', 'visitorId', 'visitorName'],
		'Forget By must be "conversationKey", "visitorId" or "visitorName"',
	),
	workflowId: z
		.string('Workflow ID must be text')
		.trim()
		.transform((id) => id || undefined),
});

/** Erases what is stored of a customer. */
export async function forget(
	node: IExecuteFunctions,
	{ engine }: Runtime,
): Promise<INodeExecutionData[][]> {
	const items = await eachItem(node, async (item) => {
		const { onTheirWay, ...forgotten } = await engine.forget(whomFor(node, item));
		const isAnyOnItsWay = onTheirWay.reminders + onTheirWay.events > 0;
		return {
			forgotten,
			onTheirWay,
			notice: isAnyOnItsWay ? `${ON_THEIR_WAY} ${NOTICE}` : NOTICE,
		};
	});
	return [items];
}

function whomFor(node: IExecuteFunctions, item: number): Whom {
	const { by, workflowId } = parsed(node, item, whomSchema, {
		by: node.getNodeParameter('forgetBy', item, 'conversationKey'),
		workflowId: node.getNodeParameter('forgetWorkflowId', item, ''),
	});
	const value = by === 'conversationKey' ? conversationKeyFor(node, item) : visitorFor(node, item);
	return { by, value, workflowId };
}

function visitorFor(node: IExecuteFunctions, item: number): string {
	const value: unknown = node.getNodeParameter('visitor', item, '');
	const visitor =
		typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	if (visitor !== '') return visitor;
	throw new NodeOperationError(node.getNode(), 'The visitor is empty', {
		itemIndex: item,
		description: 'Enter the ID or name of the customer exactly as it appears in the events.',
	});
}
