import type { IExecuteFunctions, INodeProperties, ITriggerFunctions } from 'n8n-workflow';

import { parameterForAll } from './parameterForAll';

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
	return parameterForAll(node, 'options.changesOutput', false) === true;
}
