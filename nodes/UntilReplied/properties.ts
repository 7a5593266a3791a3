import type { INodeProperties } from 'n8n-workflow';

import { levelsProperty } from './levels';
import { optionProperties } from './optionProperties';
import { scheduleProperties } from './scheduleProperties';

export const properties: INodeProperties[] = [
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Acknowledge',
				value: 'acknowledge',
				action: 'Acknowledge a conversation',
				description:
					'Somebody replied: end the pushes of a conversation, whichever workflow tracks it',
			},
			{
				name: 'Track Event',
				value: 'track',
				action: 'Push until a conversation is replied to',
				description: 'Push again and again until somebody replied',
			},
		],
		default: 'track',
	},
	{
		displayName:
			'Connect <b>Push</b> to a robot node. Pushes go out while the workflow is published; a manual execution only shows what the first push would be.',
		name: 'previewNotice',
		type: 'notice',
		default: '',
		displayOptions: { show: { operation: ['track'] } },
	},
	{
		displayName: 'Conversation Key',
		name: 'conversationKey',
		type: 'string',
		default: '={{ $json.conversation.key }}',
		required: true,
		placeholder: 'e.g. twt:my-shop:Visitor15',
		description:
			'Events with the same key belong to the same conversation. The default is right for events of the Service Event Trigger.',
	},
	...scheduleProperties,
	levelsProperty,
	{
		displayName: 'Replied By',
		name: 'actor',
		type: 'string',
		default: '',
		placeholder: 'e.g. Li Lei',
		displayOptions: { show: { operation: ['acknowledge'] } },
		description: 'Who answered, if known. Shown by the Replied output.',
	},
	optionProperties,
];
