import type { INodeProperties } from 'n8n-workflow';

import { durationProperties } from './durationProperties';
import { hoursValues } from './hoursValues';

const forMute = { show: { operation: ['mute'] } };

/** Of Mute Reminders and Unmute Reminders. */
export const muteProperties: INodeProperties[] = [
	{
		displayName: 'Mute',
		name: 'muteWhen',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'For a Duration', value: 'for', description: 'From now on' },
			{
				name: 'Every Week',
				value: 'weekly',
				description: 'At the same hours every week, for example during maintenance',
			},
			{
				name: 'By a Calendar',
				value: 'calendar',
				description: 'During the events of an iCalendar, for example of planned maintenance',
			},
		],
		default: 'for',
		displayOptions: forMute,
		description: 'When no reminders go out',
	},
	...durationProperties({
		displayName: 'Mute For',
		name: 'muteFor',
		default: 120,
		displayOptions: { show: { operation: ['mute'], muteWhen: ['for'] } },
		description: 'How long no reminders go out',
	}),
	{
		displayName: 'Weekly Hours',
		name: 'muteHours',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add hours',
		default: { ranges: [{ weekdays: [7], from: '02:00', to: '04:00' }] },
		displayOptions: { show: { operation: ['mute'], muteWhen: ['weekly'] } },
		description: "When no reminders go out, in the workflow's time zone",
		options: [{ displayName: 'Hours', name: 'ranges', values: hoursValues }],
	},
	{
		displayName: 'Calendar Address',
		name: 'muteCalendarAddress',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/maintenance.ics',
		displayOptions: { show: { operation: ['mute'], muteWhen: ['calendar'] } },
		description:
			'The address of the calendar in iCal format (.ics). It is read now, and every 15 minutes while a workflow with Repeat Until Replied is published.',
	},
	{
		displayName: 'Event Titles',
		name: 'muteEventTitles',
		type: 'string',
		default: '',
		placeholder: 'e.g. *maintenance*',
		displayOptions: { show: { operation: ['mute'], muteWhen: ['calendar'] } },
		description:
			'Only events with such a title. * stands for any text; separate several with commas. Leave empty for all events.',
	},
	{
		displayName: 'Reminders About',
		name: 'muteFilters',
		type: 'collection',
		placeholder: 'Add filter',
		default: {},
		displayOptions: forMute,
		description:
			'Which conversations to mute: those that match all filters. * stands for any text; separate several with commas. To mute all, enter * as the conversation key.',
		options: [
			{
				displayName: 'Agent',
				name: 'agents',
				type: 'string',
				default: '',
				placeholder: 'e.g. Li Lei',
				description: 'Names or IDs of the agents in charge; * means any, but not nobody',
			},
			{
				displayName: 'Conversation Key',
				name: 'conversationKeys',
				type: 'string',
				default: '',
				placeholder: 'e.g. twt:my-shop:*',
				description: 'Keys of the conversations',
			},
			{
				displayName: 'Event Kind',
				name: 'kinds',
				type: 'string',
				default: '',
				placeholder: 'e.g. alert.*',
				description: 'Kinds of the newest event, as <code>event.kind</code> has them',
			},
			{
				displayName: 'Project',
				name: 'projects',
				type: 'string',
				default: '',
				placeholder: 'e.g. my-shop',
				description: 'Names or IDs of the projects; * means any, but not none',
			},
			{
				displayName: 'Workflow ID',
				name: 'workflowId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 7bsOPdJcCLcVbxCC',
				description: 'Only conversations that this workflow tracks',
			},
		],
	},
	{
		displayName: 'Reason',
		name: 'muteReason',
		type: 'string',
		default: '',
		placeholder: 'e.g. Maintenance of the database',
		displayOptions: forMute,
		description: 'Why, if you want to tell others. The board and the timeline show it.',
	},
	{
		displayName: 'Mute ID',
		name: 'muteId',
		type: 'string',
		default: '={{ $json.id }}',
		required: true,
		placeholder: 'e.g. 1f0c9a3e',
		displayOptions: { show: { operation: ['unmute'] } },
		description: 'The ID of the mute, as Mute Reminders and Get Many Mutes output it',
	},
];
