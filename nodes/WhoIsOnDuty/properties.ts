import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { storeOption } from '../shared/store';
import { rosterProperties } from './rosterProperties';

/** n8n offers them in this order when the node is added: first what most come for. */
export const operations: INodePropertyOptions[] = [
	{
		name: 'Get On Duty',
		value: 'getOnDuty',
		action: 'Get who is on duty',
		description:
			'Look up who is on duty now or at another time, in one layer or in each of them, with their IDs on every platform',
	},
	{
		name: 'Get Roster',
		value: 'getRoster',
		action: 'Get roster',
		description: 'Get the people, layers, overrides and history of a roster',
	},
	{
		name: 'Override',
		value: 'override',
		action: 'Override who is on duty',
		description: 'Put someone on duty for a stretch of time, instead of one person or of everybody',
	},
	{
		name: 'Remove Override',
		value: 'removeOverride',
		action: 'Remove override',
		description: 'Take an override or a swap back',
	},
	{
		name: 'Save Roster',
		value: 'saveRoster',
		action: 'Save roster',
		description:
			'Store the people and shifts entered below, for all workflows with the same store. Overrides are kept.',
	},
	{
		name: 'Swap',
		value: 'swap',
		action: 'Swap turns',
		description: "Let two people take each other's next turn",
	},
];

const show = (...operation: string[]) => ({ show: { operation } });

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: operations,
		default: 'getOnDuty',
	},
	{
		displayName: 'Roster',
		name: 'roster',
		type: 'string',
		default: 'default',
		required: true,
		placeholder: 'e.g. Support',
		description: 'The name of the roster. One store can have several.',
	},
	{
		displayName: 'Layer',
		name: 'layer',
		type: 'string',
		default: '',
		placeholder: 'e.g. primary',
		displayOptions: show('getOnDuty'),
		description: 'The name of a layer. Leave empty for one item per layer.',
	},
	{
		displayName: 'Time',
		name: 'time',
		type: 'dateTime',
		default: '',
		displayOptions: show('getOnDuty'),
		description:
			'When to look, in the workflow\'s time zone. Leave empty for now, when whoever has pressed "I\'m on it" counts as on duty.',
	},
	{
		displayName: 'Layer',
		name: 'layer',
		type: 'string',
		default: 'primary',
		required: true,
		placeholder: 'e.g. primary',
		displayOptions: show('override', 'swap'),
		description: 'The name of the layer',
	},
	{
		displayName: 'Person',
		name: 'person',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Li Lei',
		displayOptions: show('override', 'swap'),
		description: 'Who is on duty instead, or swaps: a name or an alias in the roster',
	},
	{
		displayName: 'Swap With',
		name: 'swapWith',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. Han Meimei',
		displayOptions: show('swap'),
		description: 'The other person: a name or an alias in the roster',
	},
	{
		displayName: 'Instead Of',
		name: 'insteadOf',
		type: 'string',
		default: '',
		placeholder: 'e.g. Han Meimei',
		displayOptions: show('override'),
		description:
			'Whom to replace while they would be on duty. Leave empty to replace everybody in the layer.',
	},
	{
		displayName: 'From',
		name: 'from',
		type: 'dateTime',
		default: '',
		displayOptions: show('override', 'swap'),
		description:
			"When it begins, in the workflow's time zone. Leave empty for now. A swap takes the turn that goes on then, or the next one.",
	},
	{
		displayName: 'Until',
		name: 'until',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: show('override'),
		description: "When it ends, in the workflow's time zone",
	},
	{
		displayName: 'Override IDs',
		name: 'overrideIds',
		type: 'string',
		default: '={{ $json.overrides.map((override) => override.id) }}',
		required: true,
		placeholder: 'e.g. 0b6e4c1a-6f0f-4f4e-9d6b-5b0f6f0f4f4e',
		displayOptions: show('removeOverride'),
		description: 'As Override, Swap and Get Roster give them, separated by commas',
	},
	...rosterProperties,
	{
		displayName: 'By',
		name: 'actor',
		type: 'string',
		default: '',
		placeholder: 'e.g. Li Lei',
		displayOptions: show('override', 'removeOverride', 'saveRoster', 'swap'),
		description: 'Who did it, if known. Shown in the history of the roster.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [storeOption],
	},
	{
		// Where the panel shows the credentials, see Repeat Until Replied.
		displayName: 'Credentials',
		name: 'credentials',
		type: 'credentials',
		default: '',
	},
];
