import type { INodeProperties } from 'n8n-workflow';

import {
	digestOption,
	languageOption,
	maximumWaitOption,
	mentionProperties,
	notificationProperties,
	operationProperty,
	whenTooLongOption,
} from '../shared/robot/properties';

const show = (...messageType: string[]) => ({
	show: { operation: ['sendMessage'], messageType },
});

const messageProperties: INodeProperties[] = [
	{
		displayName: 'Message Type',
		name: 'messageType',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { operation: ['sendMessage'] } },
		options: [
			{ name: 'Action Card', value: 'actionCard', description: 'Markdown with buttons' },
			{ name: 'Feed Card', value: 'feedCard', description: 'Several pictures with links' },
			{ name: 'JSON', value: 'json', description: 'The whole message as DingTalk documents it' },
			{ name: 'Link', value: 'link', description: 'Title, text and picture that lead somewhere' },
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'Headings, bold, italic, links, pictures, lists and quotes',
			},
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		default: 'text',
		description: 'How DingTalk shows the message',
	},
	{
		displayName: 'Title',
		name: 'messageTitle',
		type: 'string',
		displayOptions: show('actionCard', 'link', 'markdown'),
		default: '',
		description:
			'Of markdown and action cards only the list of conversations shows it. Empty in markdown for the first line.',
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 5 },
		displayOptions: show('actionCard', 'link', 'markdown', 'text'),
		default: '={{ $json.text }}',
		required: true,
		placeholder: 'e.g. Visitor15 is waiting for an answer',
		description:
			'What the group reads. The default is the ready-made text of Repeat Until Replied and of the Service Event Trigger.',
	},
	{
		displayName: 'Link URL',
		name: 'linkUrl',
		type: 'string',
		displayOptions: show('link'),
		default: '',
		required: true,
		placeholder: 'e.g. https://example.com/orders/4711',
	},
	{
		displayName: 'Picture URL',
		name: 'pictureUrl',
		type: 'string',
		displayOptions: show('link'),
		default: '',
		placeholder: 'e.g. https://example.com/picture.png',
	},
	{
		displayName: 'Buttons',
		name: 'buttons',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: show('actionCard'),
		placeholder: 'Add Button',
		default: {},
		description: 'With one button the whole card leads there',
		options: [
			{
				displayName: 'Button',
				name: 'rows',
				values: [
					{ displayName: 'Text', name: 'title', type: 'string', default: '' },
					{ displayName: 'URL', name: 'url', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Links',
		name: 'feedLinks',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: show('feedCard'),
		placeholder: 'Add Link',
		default: {},
		options: [
			{
				displayName: 'Link',
				name: 'rows',
				values: [
					{ displayName: 'Title', name: 'title', type: 'string', default: '' },
					{ displayName: 'URL', name: 'url', type: 'string', default: '' },
					{ displayName: 'Picture URL', name: 'pictureUrl', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Message',
		name: 'json',
		type: 'json',
		typeOptions: { rows: 8 },
		displayOptions: show('json'),
		default: '{\n  "msgtype": "text",\n  "text": { "content": "" }\n}',
		required: true,
		description: 'The body as DingTalk documents it, with "msgtype"',
	},
];

const mention = mentionProperties(
	{
		description: 'Who is notified, at most 50 people',
		options: [
			{
				displayName: 'Everybody',
				name: 'everybody',
				type: 'boolean',
				default: false,
				description: 'Whether to mention everybody in the group',
			},
			{
				displayName: 'Mobiles',
				name: 'mobiles',
				type: 'string',
				default: '',
				placeholder: 'e.g. 13800001111',
				description: 'Mobile numbers, separated by commas',
			},
			{
				displayName: 'Users',
				name: 'users',
				type: 'string',
				default: '',
				placeholder: 'e.g. user123',
				description: 'User IDs, separated by commas',
			},
		],
	},
	['text', 'markdown', 'actionCard'],
);

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Buttons Side by Side',
			name: 'areSideBySide',
			type: 'boolean',
			displayOptions: { show: { '/messageType': ['actionCard'] } },
			default: false,
			description: 'Whether the buttons stand in one row',
		},
		digestOption,
		{
			displayName: 'Hide Avatar',
			name: 'hideAvatar',
			type: 'boolean',
			displayOptions: { show: { '/messageType': ['actionCard'] } },
			default: false,
			description: 'Whether the card is shown without the picture of the robot',
		},
		languageOption,
		{
			displayName: 'Style',
			name: 'style',
			type: 'options',
			displayOptions: { show: { '/operation': ['sendNotification'] } },
			options: [
				{ name: 'Action Card', value: 'actionCard', description: 'With buttons; needs a link' },
				{
					name: 'Automatic',
					value: 'auto',
					description:
						'An action card where there are links and nobody is mentioned, else markdown',
				},
				{ name: 'Markdown', value: 'markdown', description: 'Links are written, not buttons' },
				{ name: 'Text', value: 'text', description: 'Plain text' },
			],
			default: 'auto',
			description: 'How DingTalk shows the notification',
		},
		maximumWaitOption,
		whenTooLongOption('A message may have 20000 bytes; a Chinese character counts three'),
	],
};

export const properties: INodeProperties[] = [
	operationProperty(),
	...notificationProperties,
	...messageProperties,
	...mention,
	options,
];
