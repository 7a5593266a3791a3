import type { IExecuteFunctions, INodeProperties, ITriggerFunctions } from 'n8n-workflow';

import { parameterForAll } from './parameterForAll';
import { forRemindingOption } from './remindingOperations';

type Group =
	| 'activeHours'
	| 'failures'
	| 'grouping'
	| 'links'
	| 'onDuty'
	| 'replies'
	| 'schedule'
	| 'targets';

/**
 * What belongs together among the options of Track Event: n8n's collections have
 * no headings, so a group is an option that has fields of its own, as with n8n's
 * HTTP Request. All of its fields show when it is added: so each default has to
 * mean what holds without the group, but where one comes for that very field.
 */
export function optionGroup(group: {
	displayName: string;
	name: Group;
	description: string;
	/** In the order in which one decides them: all show at once. */
	fields: INodeProperties[];
}): INodeProperties {
	const { displayName, name, description, fields } = group;
	return {
		displayName,
		name,
		type: 'fixedCollection',
		default: { settings: {} },
		displayOptions: forRemindingOption,
		description,
		options: [{ displayName, name: 'settings', values: fields }],
	};
}

/** The fields of a group that say something; none where it was not added. */
export function groupFor(
	node: IExecuteFunctions,
	name: Group,
	item: number,
): Record<string, unknown> {
	return (node.getNodeParameter(`options.${name}.settings`, item, {}) ?? {}) as Record<
		string,
		unknown
	>;
}

/** The same where there are no items, for fields that take no expressions. */
export function groupForAll(
	node: IExecuteFunctions | ITriggerFunctions,
	name: Group,
): Record<string, unknown> {
	return (parameterForAll(node, `options.${name}.settings`, {}) ?? {}) as Record<string, unknown>;
}
