import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import { boardProperties, metricsProperties, revokeProperties } from './boardProperties';
import { durationProperties } from './durationProperties';
import { forgetProperties } from './forgetProperties';
import { muteProperties } from './muteProperties';
import { statisticsProperties } from './statisticsProperties';

/** Operations of which it is told who did it. */
const CHANGES = ['acknowledge', 'cancel', 'markReplied', 'mute', 'snooze'];

/** n8n offers them in this order when the node is added: first what most come for. */
export const operations: INodePropertyOptions[] = [
	{
		name: 'Track Event',
		value: 'track',
		action: 'Track event and send reminders until replied',
		description: 'Send reminders about a conversation until someone replies',
		displayOptions: { hide: { '@tool': [true] } },
	},
	{
		name: 'Expect Event',
		value: 'expect',
		action: 'Expect event and send reminders when it does not come',
		description:
			'Send reminders when something that should come regularly does not, such as a nightly backup',
		displayOptions: { hide: { '@tool': [true] } },
	},
	{
		name: 'Acknowledge',
		value: 'acknowledge',
		action: 'Acknowledge conversation',
		description:
			'Someone is handling it: pause the reminders of a conversation, no matter which workflow tracks it. They resume if there is no reply by then.',
	},
	{
		name: 'Cancel Reminders',
		value: 'cancel',
		action: 'Cancel reminders',
		description:
			'End the reminders of a conversation without output, no matter which workflow tracks it. An expected event is no longer expected until it comes again.',
	},
	{
		name: 'Forget Customer',
		value: 'forget',
		action: 'Forget customer',
		description:
			'Erase what is stored about a customer: events, conversations, reminders and replies. This cannot be undone.',
	},
	{
		name: 'Get Board Link',
		value: 'getBoardLink',
		action: 'Get board link',
		description: 'Get the address of a page that shows who is waiting for a reply',
	},
	{
		name: 'Get Conversation',
		value: 'get',
		action: 'Get conversation',
		description: 'Get the state, reminders and timeline of a conversation',
	},
	{
		name: 'Get Many Conversations',
		value: 'getMany',
		action: 'Get many conversations',
		description: 'List conversations that are waiting or have ended',
	},
	{
		name: 'Get Many Mutes',
		value: 'getMutes',
		action: 'Get many mutes',
		description:
			'List which projects, agents, kinds of events or conversations are muted, until when, by whom, and how many conversations were held back',
	},
	{
		name: 'Get Metrics Link',
		value: 'getMetricsLink',
		action: 'Get metrics link',
		description:
			'Get the address and the token by which Prometheus reads how many conversations are open, how fast they are answered and whether reminders are sent',
	},
	{
		name: 'Get Statistics',
		value: 'getStatistics',
		action: 'Get statistics',
		description:
			'Report how many conversations were answered, exhausted and cancelled, how long customers waited for the first reply (median and 90th percentile, by the clock and in working time), and how often targets were met',
	},
	{
		name: 'Mark as Replied',
		value: 'markReplied',
		action: 'Mark conversation as replied',
		description:
			'Someone replied: end the reminders of a conversation, no matter which workflow tracks it',
	},
	{
		name: 'Mute Reminders',
		value: 'mute',
		action: 'Mute reminders',
		description:
			'Hold back the reminders of a project, an agent, a kind of event or some conversations for a time or at the same hours every week, in all workflows. Nothing is lost: they go out afterwards if nobody replied.',
	},
	{
		name: 'Revoke Links',
		value: 'revokeLinks',
		action: 'Revoke links',
		description:
			'Invalidate links handed out so far: board links, or links in notifications as well',
	},
	{
		name: 'Snooze',
		value: 'snooze',
		action: 'Snooze conversation',
		description:
			'Pause the reminders of a conversation for a while, no matter which workflow tracks it. A reply still ends them.',
	},
	{
		name: 'Unmute Reminders',
		value: 'unmute',
		action: 'Unmute reminders',
		description: 'End a mute early: reminders resume within a minute',
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
	description: 'How long to pause reminders. They resume if there is no reply by then.',
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
		description: 'How to enter when reminders may go out again',
	},
	...durationProperties({
		displayName: 'Snooze For',
		name: 'snoozeFor',
		default: 30,
		displayOptions: { show: { operation: ['snooze'], snooze: ['for'] } },
		description: 'How long to pause reminders',
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
		description: 'How many of the latest conversations to skip, for example to fetch the next page',
	},
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: { show: { operation: ['getMany'] } },
		options: [
			{
				displayName: 'Conversation Key',
				name: 'conversationKey',
				type: 'string',
				default: '',
				placeholder: 'e.g. twt:my-shop:name=Visitor15',
				description: 'Only include this conversation',
			},
			{
				displayName: 'Opened Before',
				name: 'openedBefore',
				type: 'dateTime',
				default: '',
				description: 'Only include conversations opened before this time',
			},
			{
				displayName: 'Opened From',
				name: 'openedFrom',
				type: 'dateTime',
				default: '',
				description: 'Only include conversations opened at or after this time',
			},
			{
				displayName: 'States',
				name: 'states',
				type: 'multiOptions',
				options: [
					{ name: 'Acknowledged', value: 'acknowledged', description: 'Someone is handling it' },
					{ name: 'Cancelled', value: 'cancelled' },
					{ name: 'Exhausted', value: 'exhausted' },
					{
						name: 'Expected',
						value: 'expected',
						description: 'An expected event that is not overdue: nobody is waiting',
					},
					{ name: 'Open', value: 'open', description: 'Waiting for the next reminder' },
					{ name: 'Reminding', value: 'reminding', description: 'A reminder is on its way' },
					{ name: 'Replied', value: 'replied' },
					{ name: 'Snoozed', value: 'snoozed' },
				],
				default: ['open', 'acknowledged', 'reminding', 'snoozed'],
				description: 'Only include conversations in one of these states',
			},
			{
				displayName: 'Workflow ID',
				name: 'workflowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
				description: 'Only include conversations that this workflow tracks',
			},
		],
	},
];

/** What the operations other than Track Event and Expect Event need. */
export const operationProperties: INodeProperties[] = [
	...acknowledgeProperties,
	...snoozeProperties,
	...muteProperties,
	{
		displayName: 'By',
		name: 'actor',
		type: 'string',
		default: '',
		placeholder: 'e.g. Li Lei',
		displayOptions: { show: { operation: CHANGES } },
		description:
			'Who did it, if known. Shown in the timeline, on the board and in items of the output Replied.',
	},
	...boardProperties,
	...forgetProperties,
	...getManyProperties,
	...metricsProperties,
	...revokeProperties,
	...statisticsProperties,
];
