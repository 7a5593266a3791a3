import type { IExecuteFunctions, INodeProperties, ITriggerFunctions } from 'n8n-workflow';

/** Part of the options of Track Event. No expression: the editor draws the outputs by it. */
export const changesOption: INodeProperties = {
	displayName: 'Changes Output',
	name: 'changesOutput',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	displayOptions: { show: { '/operation': ['track'] } },
	description:
		'Whether the node has one more output, Changes, always the last: it tells who is on it, and who snoozed, cancelled or marked a conversation as replied. Connect it after adding levels: n8n keeps connections by position.',
};

export function hasChangesOutput(node: IExecuteFunctions | ITriggerFunctions): boolean {
	const name = 'options.changesOutput';
	const given: unknown =
		'getInputData' in node
			? node.getNodeParameter(name, 0, false)
			: node.getNodeParameter(name, false);
	return given === true;
}
