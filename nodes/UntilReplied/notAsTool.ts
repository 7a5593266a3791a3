import { NodeOperationError, type INode } from 'n8n-workflow';

/**
 * As a tool of an AI agent n8n gives a node one output, to the agent (its type
 * is then called `…Tool`): what falls due would leave for nowhere, and count.
 *
 * @throws {NodeOperationError}
 */
export function refuseRemindingAsTool(node: INode): void {
	if (!node.type.endsWith('Tool')) return;
	throw new NodeOperationError(
		node,
		'Track Event and Expect Event cannot be tools of an AI agent',
		{
			description:
				'A tool has no outputs for reminders. Choose another operation, or let the agent call a workflow that contains Repeat Until Replied.',
		},
	);
}
