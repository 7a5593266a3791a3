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
			{
				name: 'Card',
				value: 'interactive',
				description: 'The JSON of a card, version 1.0 or 2.0, as the card builder exports it',
			},
			{
				name: 'Card Template',
				value: 'template',
				description: 'A card of the card builder (搭建工具), by its ID and variables',
			},
			{ name: 'Group Card', value: 'share_chat', description: 'The card of the group itself' },
			{ name: 'JSON', value: 'json', description: 'The whole message as Feishu documents it' },
			{ name: 'Picture', value: 'image', description: 'A picture that was uploaded to Feishu' },
			{ name: 'Rich Text', value: 'post', description: 'Title, text and links; every client' },
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		default: 'text',
		description: 'How Feishu shows the message',
	},
	{
		displayName: 'Title',
		name: 'postTitle',
		type: 'string',
		displayOptions: show('post'),
		default: '',
	},
	{
		displayName: 'Content',
		name: 'content',
		type: 'string',
		typeOptions: { rows: 5 },
		displayOptions: show('text', 'post'),
		default: '={{ $json.text }}',
		required: true,
		placeholder: 'e.g. Visitor15 is waiting for an answer',
		description:
			'What the group reads. In rich text, links of markdown are links. The default is the ready-made text of Repeat Until Replied.',
	},
	{
		displayName: 'Image Key',
		name: 'imageKey',
		type: 'string',
		displayOptions: show('image'),
		default: '',
		required: true,
		placeholder: 'e.g. img_v2_xxx',
		description: 'What Feishu gave an app that uploaded the picture. A robot cannot upload.',
	},
	{
		displayName: 'Chat ID',
		name: 'chatId',
		type: 'string',
		displayOptions: show('share_chat'),
		default: '',
		required: true,
		placeholder: 'e.g. oc_xxx',
		description: 'Of the group that the robot is in; no other can be shared',
	},
	{
		displayName: 'Card',
		name: 'card',
		type: 'json',
		typeOptions: { rows: 10 },
		displayOptions: show('interactive'),
		default:
			'{\n  "schema": "2.0",\n  "header": { "title": { "tag": "plain_text", "content": "" } },\n  "body": { "elements": [] }\n}',
		required: true,
		description: 'Cards with "schema": "2.0" are of version 2.0, others of version 1.0',
	},
	{
		displayName: 'Template ID',
		name: 'templateId',
		type: 'string',
		displayOptions: show('template'),
		default: '',
		required: true,
		placeholder: 'e.g. AAqyBQVmUN0w',
		description: 'The robot has to be added to the template in the card builder',
	},
	{
		displayName: 'Template Version',
		name: 'templateVersion',
		type: 'string',
		displayOptions: show('template'),
		default: '',
		placeholder: 'e.g. 1.0.0',
		description: 'Empty for the newest that was published',
	},
	{
		displayName: 'Template Variables',
		name: 'templateVariables',
		type: 'json',
		displayOptions: show('template'),
		default: '{}',
		description: 'An object with the variables of the template',
	},
	{
		displayName: 'Message',
		name: 'json',
		type: 'json',
		typeOptions: { rows: 8 },
		displayOptions: show('json'),
		default: '{\n  "msg_type": "text",\n  "content": { "text": "" }\n}',
		required: true,
		description: 'The body as Feishu documents it, with "msg_type". The signature is added.',
	},
];

const mention = mentionProperties(
	{
		description: 'Who is notified',
		options: [
			{
				displayName: 'Everybody',
				name: 'everybody',
				type: 'boolean',
				default: false,
				description:
					'Whether to mention everybody in the group. Where the group does not allow it, a card is refused.',
			},
			{
				displayName: 'Users',
				name: 'users',
				type: 'string',
				default: '',
				placeholder: 'e.g. ou_18eac85d35a26f989317ad4f02e8bbbb',
				description:
					'Open IDs (ou_…) or User IDs, separated by commas. Robots cannot mention by mobile or e-mail.',
			},
		],
	},
	['text', 'post'],
);

const options: INodeProperties = {
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
			displayOptions: { show: { '/operation': ['sendMessage'] } },
			default: false,
			description:
				'Whether <code>&lt;at user_id="…"&gt;</code> inside a text mentions somebody. Leave it off when customers can write parts of it.',
		},
		digestOption,
		languageOption,
		{
			displayName: 'Rich Text Language',
			name: 'postLanguage',
			type: 'options',
			displayOptions: { show: { '/messageType': ['post'] } },
			options: [
				{ name: 'Chinese', value: 'zh_cn' },
				{ name: 'English', value: 'en_us' },
			],
			default: 'zh_cn',
			description: 'Under which language the message is filed; every client shows it',
		},
		{
			displayName: 'Style',
			name: 'style',
			type: 'options',
			displayOptions: { show: { '/operation': ['sendNotification'] } },
			options: [
				{
					name: 'Card',
					value: 'card',
					description: 'Colour, formatting and buttons; clients since 7.20',
				},
				{ name: 'Rich Text', value: 'post', description: 'Text and links; every client' },
				{ name: 'Text', value: 'text', description: 'Plain text' },
			],
			default: 'card',
			description: 'How Feishu shows the notification',
		},
		maximumWaitOption,
		whenTooLongOption('A message may have 20 KB'),
	],
};

export const properties: INodeProperties[] = [
	operationProperty(),
	...notificationProperties,
	...messageProperties,
	...mention,
	options,
];
