import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	authenticationProperty,
	chatProperty,
	choiceProperty,
	contentProperty,
	forTypes,
	jsonProperty,
	mentionProperties,
	mentionsInContentOption,
	messageTypeProperty,
	operationProperty,
	optionForTypes,
	optionsProperty,
	styleOption,
	switchProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';

const authentication = authenticationProperty([
	{
		name: 'App',
		value: 'app',
		description:
			'Posts to any group the bot of the app is in. Reminders have buttons that people press in Feishu while a Chat Answer Trigger of the same app is published.',
	},
	{
		name: 'Custom Bot',
		value: 'webhook',
		description: 'Posts only to the group that the custom bot (自定义机器人) was added to',
	},
]);

const chat = chatProperty(
	{
		placeholder: 'e.g. oc_a0553eda9014c201e6969b478895c230',
		hint: 'Feishu shows the ID at the end of the settings of the group. For a direct message, enter an Open ID (ou_…) or an email address.',
	},
	{
		displayName: 'Chat',
		name: 'chat',
		displayOptions: { show: { authentication: ['app'] } },
		description:
			'Where to write to. The list has the groups that the bot of the app is in; it needs the permission im:chat:read.',
	},
);

const messageProperties: INodeProperties[] = [
	messageTypeProperty(
		[
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
			{ name: 'Picture', value: 'image', description: 'A picture already uploaded to Feishu' },
			{ name: 'Rich Text', value: 'post', description: 'Title, text and links; for every client' },
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		'How Feishu shows the message',
	),
	textProperty({ displayName: 'Title', name: 'postTitle', displayOptions: forTypes('post') }),
	contentProperty(
		forTypes('text', 'post'),
		'The text to send. In rich text, Markdown links become links. By default, the ready-made text of Repeat Until Replied.',
	),
	textProperty({
		displayName: 'Image Key',
		name: 'imageKey',
		displayOptions: forTypes('image'),
		required: true,
		placeholder: 'e.g. img_v2_xxx',
		description:
			'The image_key that Feishu returned to an app that uploaded the picture. A robot cannot upload pictures.',
	}),
	textProperty({
		displayName: 'Chat ID',
		name: 'chatId',
		displayOptions: forTypes('share_chat'),
		required: true,
		placeholder: 'e.g. oc_xxx',
		description: "The chat ID of the robot's own group. No other group can be shared.",
	}),
	jsonProperty({
		displayName: 'Card',
		name: 'card',
		typeOptions: { rows: 10 },
		displayOptions: forTypes('interactive'),
		default:
			'{\n  "schema": "2.0",\n  "header": { "title": { "tag": "plain_text", "content": "" } },\n  "body": { "elements": [] }\n}',
		description: 'Cards with "schema": "2.0" are of version 2.0, others of version 1.0',
	}),
	textProperty({
		displayName: 'Template ID',
		name: 'templateId',
		displayOptions: forTypes('template'),
		required: true,
		placeholder: 'e.g. AAqyBQVmUN0w',
		description: 'The ID of the template. Add the robot to the template in the card builder first.',
	}),
	textProperty({
		displayName: 'Template Version',
		name: 'templateVersion',
		displayOptions: forTypes('template'),
		placeholder: 'e.g. 1.0.0',
		description: 'Leave empty for the latest published version',
	}),
	{
		displayName: 'Template Variables',
		name: 'templateVariables',
		type: 'json',
		displayOptions: forTypes('template'),
		default: '{}',
		description: 'The variables of the template, as an object',
	},
	jsonProperty({
		displayName: 'Message',
		name: 'json',
		displayOptions: forTypes('json'),
		default: '{\n  "msg_type": "text",\n  "content": { "text": "" }\n}',
		description:
			'The body as Feishu documents it, including "msg_type". The node adds the signature.',
	}),
];

const mention = mentionProperties(
	'Who to mention',
	[
		switchProperty({
			displayName: 'Everybody',
			name: 'everybody',
			description:
				'Whether to mention everybody in the group. If the group does not allow it, Feishu refuses cards.',
		}),
		textProperty({
			displayName: 'Users',
			name: 'users',
			placeholder: 'e.g. ou_18eac85d35a26f989317ad4f02e8bbbb',
			description:
				'Open IDs (ou_…) or User IDs, separated by commas. Robots cannot mention people by mobile number or email.',
		}),
	],
	['text', 'post'],
);

const options = optionsProperty(
	[
		mentionsInContentOption('<code>&lt;at user_id="…"&gt;</code> inside a text', 'text'),
		choiceProperty({
			displayName: 'Rich Text Language',
			name: 'postLanguage',
			displayOptions: optionForTypes('post'),
			options: [
				{ name: 'Chinese', value: 'zh_cn' },
				{ name: 'English', value: 'en_us' },
			],
			default: 'zh_cn',
			description: 'The language under which Feishu files the message. Every client shows it.',
		}),
		styleOption(
			'How Feishu shows the notification',
			[
				{
					name: 'Card',
					value: 'card',
					description: 'Color, formatting and buttons; for clients since 7.20',
				},
				{ name: 'Rich Text', value: 'post', description: 'Text and links; for every client' },
				{ name: 'Text', value: 'text', description: 'Plain text' },
			],
			'card',
		),
	],
	'A message can have up to 20 KB',
	optionForTypes('text', 'post'),
);

export const properties: INodeProperties[] = [
	authentication,
	operationProperty(),
	chat,
	...notificationProperties,
	...messageProperties,
	...mention,
	options,
];
