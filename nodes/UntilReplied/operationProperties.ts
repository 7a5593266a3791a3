import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { boardProperties, revokeProperties } from './boardProperties';
import { durationProperties } from './durationProperties';
import { forgetProperties } from './forgetProperties';

/** Operations that do something to one conversation. */
const CHANGES = ['acknowledge', 'cancel', 'markReplied', 'snooze'];

/** n8n offers them in this order when the node is added: first what most come for. */
export const operations: INodePropertyOptions[] = [
	{
		name: 'Track Event',
		value: 'track',
		action: 'Reminder again and again until somebody replied',
		description: 'Reminder again and again until somebody replied',
		displayOptions: { hide: { '@tool': [true] } },
	},
	{
		name: 'Acknowledge',
		value: 'acknowledge',
		action: 'Acknowledge a conversation',
		description:
			'Somebody is on it: hold the reminders of a conversation, whichever workflow tracks it; they go on when nobody replied by then',
	},
	{
		name: 'Cancel',
		value: 'cancel',
		action: 'Cancel the reminders of a conversation',
		description: 'End the reminders of a conversation without a word, whichever workflow tracks it',
	},
	{
		name: 'Forget',
		value: 'forget',
		action: 'Forget a customer',
		description:
			'Erase what is stored of a customer, by conversation key or visitor: events, conversations, reminders, replies. It cannot be undone.',
	},
	{
		name: 'Get',
		value: 'get',
		action: 'Get a conversation',
		description: 'What is known of a conversation: state, reminders, timeline',
	},
	{
		name: 'Get Board Link',
		value: 'getBoardLink',
		action: 'Get a link to the board',
		description: 'The address of a page that shows who waits, with buttons for what to do',
	},
	{
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many conversations',
		description: 'List conversations that wait, or have ended',
	},
	{
		name: 'Mark as Replied',
		value: 'markReplied',
		action: 'Mark a conversation as replied',
		description:
			'Somebody replied: end the reminders of a conversation, whichever workflow tracks it',
	},
	{
		name: 'Revoke Links',
		value: 'revokeLinks',
		action: 'Revoke links',
		description:
			'Make links useless that were handed out before: those of boards, or those in notifications too',
	},
	{
		name: 'Snooze',
		value: 'snooze',
		action: 'Snooze a conversation',
		description:
			'Send no reminder of a conversation for a while, whichever workflow tracks it; a reply still ends it',
	},
];

export const operationProperty: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: operations,
	default: 'track',
};

const acknowledgeProperties: INodeProperties[] = durationProperties({
	displayName: 'Hold Reminders For',
	name: 'holdFor',
	default: 30,
	displayOptions: { show: { operation: ['acknowledge'] } },
	description: 'How long to send no reminder. When nobody replied by then, the reminders go on.',
});

const snoozeProperties: INodeProperties[] = [
	{
		displayName: 'Snooze',
		name: 'snooze',
		type: 'options',
		options: [
			{ name: 'For a Duration', value: 'for' },
			{ name: 'Until a Time', value: 'until' },
		],
		default: 'for',
		displayOptions: { show: { operation: ['snooze'] } },
		description: 'How to say when reminders may go out again',
	},
	...durationProperties({
		displayName: 'Snooze For',
		name: 'snoozeFor',
		default: 30,
		displayOptions: { show: { operation: ['snooze'], snooze: ['for'] } },
		description: 'How long to send no reminder',
	}),
	{
		displayName: 'Snooze Until',
		name: 'snoozeUntil',
		type: 'dateTime',
		default: '',
		required: true,
		displayOptions: { show: { operation: ['snooze'], snooze: ['until'] } },
		description: "When reminders may go out again, in the workflow's time zone",
	},
];

const getManyProperties: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		displayOptions: { show: { operation: ['getMany'] } },
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		displayOptions: { show: { operation: ['getMany'], returnAll: [false] } },
		description: 'Max number of results to return',
	},
	{
		displayName: 'Skip',
		name: 'skip',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		displayOptions: { show: { operation: ['getMany'], returnAll: [false] } },
		description: 'How many of the latest to leave out, for the pages after the first',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		displayOptions: { show: { operation: ['getMany'] } },
		options: [
			{
				displayName: 'Conversation Key',
				name: 'conversationKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. twt:my-shop:name=Visitor15',
				description: 'Only of this conversation',
			},
			{
				displayName: 'Opened Before',
				name: 'openedBefore',
				type: 'dateTime',
				default: '',
				description: 'Only what opened before this time',
			},
			{
				displayName: 'Opened From',
				name: 'openedFrom',
				type: 'dateTime',
				default: '',
				description: 'Only what opened at this time or later',
			},
			{
				displayName: 'States',
				name: 'states',
				type: 'multiOptions',
				options: [
					{ name: 'Acknowledged', value: 'acknowledged', description: 'Somebody is on it' },
					{ name: 'Cancelled', value: 'cancelled' },
					{ name: 'Exhausted', value: 'exhausted' },
					{ name: 'Open', value: 'open', description: 'Waiting until the next reminder is due' },
					{ name: 'Reminding', value: 'reminding', description: 'A reminder is on its way' },
					{ name: 'Replied', value: 'replied' },
					{ name: 'Snoozed', value: 'snoozed' },
				],
				default: ['open', 'acknowledged', 'reminding', 'snoozed'],
				description: 'Only those in one of these states',
			},
			{
				displayName: 'Workflow ID',
				name: 'workflowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
				description: 'Only those that this workflow tracks',
			},
		],
	},
];

/** What the operations other than Track Event need. */
export const operationProperties: INodeProperties[] = [
	...acknowledgeProperties,
	...snoozeProperties,
	{
		displayName: 'By',
		name: 'actor',
		type: 'string',
		default: '',
		placeholder: 'e.g. Li Lei',
		displayOptions: { show: { operation: CHANGES } },
		description: 'Who did it, if known. Shown in the timeline, and by the Replied output.',
	},
	...boardProperties,
	...forgetProperties,
	...getManyProperties,
	...revokeProperties,
];
