import type { INodeProperties } from 'n8n-workflow';

export const properties: INodeProperties[] = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'Headings, bold, links, quotes and three colours',
			},
			{
				name: 'Text',
				value: 'text',
				description: 'Plain text; can mention everybody, also by mobile number',
			},
		],
		default: 'text',
		description: 'How WeCom shows the message',
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 5 },
		default: '={{ $json.text }}',
		required: true,
		placeholder: 'e.g. Visitor15 is waiting for an answer',
		description:
			'What the group reads. The default is the ready-made text of Repeat Until Replied and of the Service Event Trigger.',
	},
	{
		displayName: 'Mentioned Users',
		name: 'mentionedUsers',
		type: 'string',
		default: '',
		placeholder: 'e.g. lilei,hanmeimei',
		description:
			'User IDs to mention, separated by commas. In a text, <code>@all</code> mentions everybody.',
	},
	{
		displayName: 'Mentioned Mobiles',
		name: 'mentionedMobiles',
		type: 'string',
		default: '',
		placeholder: 'e.g. 13800001111',
		displayOptions: { show: { messageType: ['text'] } },
		description: 'Mobile numbers to mention, separated by commas, where the user ID is not known',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Allow Mentions in Content',
				name: 'allowMentionsInContent',
				type: 'boolean',
				default: false,
				description:
					'Whether <code>&lt;@userid&gt;</code> inside the content mentions somebody. Leave it off when customers can write parts of it.',
			},
			{
				displayName: 'When Too Long',
				name: 'whenTooLong',
				type: 'options',
				options: [
					{ name: 'Fail', value: 'fail', description: 'Raise an error and send nothing' },
					{ name: 'Truncate', value: 'truncate', description: 'Cut the end off and say so' },
				],
				default: 'truncate',
				description: 'A text may have 2048 bytes, markdown 4096; a Chinese character counts three',
			},
		],
	},
];
