import type { IExecuteFunctions, INodeProperties, ITriggerFunctions } from 'n8n-workflow';

import { parameterForAll } from './parameterForAll';
import { forRemindingOption } from './remindingOperations';

/** Part of the options of Track Event. No expression: the editor draws the outputs by it. */
export const changesOption: INodeProperties = {
	displayName: 'Changes Output',
	name: 'changesOutput',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	displayOptions: forRemindingOption,
	description:
		'Whether to add the output Changes, which reports who acknowledged, snoozed, cancelled or marked a conversation as replied, and when a target is about to be missed or is missed. It is always the last output. Add levels before you connect it, because n8n keeps connections by position.',
};

export function hasChangesOutput(node: IExecuteFunctions | ITriggerFunctions): boolean {
	return parameterForAll(node, 'options.changesOutput', false) === true;
}
