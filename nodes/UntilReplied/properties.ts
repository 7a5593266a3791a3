import type { INodeProperties } from 'n8n-workflow';

const trackOnly = { show: { operation: ['track'] } };

function durationField(options: {
	displayName: string;
	name: string;
	amount: number;
	description: string;
}): INodeProperties[] {
	const { displayName, name, amount, description } = options;
	return [
		{
			displayName,
			name,
			type: 'number',
			typeOptions: { minValue: 0 },
			default: amount,
			required: true,
			displayOptions: trackOnly,
			description,
		},
		{
			displayName: `${displayName} Unit`,
			name: `${name}Unit`,
			type: 'options',
			options: [
				{ name: 'Hours', value: 'hours' },
				{ name: 'Minutes', value: 'minutes' },
				{ name: 'Seconds', value: 'seconds' },
			],
			default: 'minutes',
			displayOptions: trackOnly,
			description: `The unit of "${displayName}"`,
		},
	];
}

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
		displayOptions: trackOnly,
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
	...durationField({
		displayName: 'First Push After',
		name: 'firstPushAfter',
		amount: 5,
		description:
			'How long to wait for a reply before the first push, counted from the arrival of the event',
	}),
	...durationField({
		displayName: 'Repeat Every',
		name: 'repeatEvery',
		amount: 5,
		description: 'How long to wait between pushes, and after the last one before Exhausted',
	}),
	{
		displayName: 'Maximum Pushes',
		name: 'maximumPushes',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000, numberPrecision: 0 },
		default: 4,
		required: true,
		displayOptions: trackOnly,
		description: 'How many pushes to send before giving up and leaving by Exhausted',
	},
	{
		displayName: 'Replied By',
		name: 'actor',
		type: 'string',
		default: '',
		placeholder: 'e.g. Li Lei',
		displayOptions: { show: { operation: ['acknowledge'] } },
		description: 'Who answered, if known. Shown by the Replied output.',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: trackOnly,
		options: [
			{
				displayName: 'Announce Every Reply',
				name: 'announceEveryReply',
				type: 'boolean',
				default: false,
				description:
					'Whether the Replied output also speaks of conversations that were answered before any push went out',
			},
			{
				displayName: 'Event Is a Reply',
				name: 'isReply',
				type: 'boolean',
				default: '={{ $json.conversation.effect === "answers" }}',
				description:
					"Whether this event says that somebody replied. An expression for events of other sources; without this option the event's <code>conversation.effect</code> decides.",
			},
		],
	},
];
