import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	authenticationProperty,
	chatProperty,
	choiceProperty,
	contentProperty,
	forNotificationOptions,
	forTypes,
	jsonProperty,
	mentionProperties,
	messageTypeProperty,
	operationProperty,
	optionForTypes,
	optionsProperty,
	rowsProperty,
	styleOption,
	switchProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';

const authentication = authenticationProperty([
	{
		name: 'App',
		value: 'app',
		description:
			'Posts to any group the robot of the app is in. People answer reminders in DingTalk while a Chat Answer Trigger of the same app is published.',
	},
	{
		name: 'Custom Robot',
		value: 'webhook',
		description: 'Posts only to the group that the custom robot (自定义机器人) was added to',
	},
]);

const chat = chatProperty(
	{
		placeholder: 'e.g. cid6KeBBLoveMJOGXoYKF5x7EeiodoA==',
		hint: "Find the ID (cid…) in n8n's log, or as chatId in the output of the Chat Answer Trigger.",
	},
	{
		displayName: 'Chat',
		name: 'chat',
		displayOptions: { show: { authentication: ['app'] } },
		description:
			'The group. Publish a Chat Answer Trigger of the same app, and write to the robot in the group (@robot hello): then it is in the list.',
	},
);

/** What only a custom robot can do. */
const ofCustomRobot = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: {
		...property.displayOptions,
		show: { ...property.displayOptions?.show, authentication: ['webhook'] },
	},
});

const messageProperties: INodeProperties[] = [
	messageTypeProperty(
		[
			{ name: 'Action Card', value: 'actionCard', description: 'Markdown with buttons' },
			{
				name: 'Feed Card',
				value: 'feedCard',
				description: 'Several pictures with links; custom robots only',
			},
			{ name: 'JSON', value: 'json', description: 'The whole message as DingTalk documents it' },
			{ name: 'Link', value: 'link', description: 'Title, text and picture that open a link' },
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'Headings, bold, italic, links, pictures, lists and quotes',
			},
			{ name: 'Text', value: 'text', description: 'Plain text' },
		],
		'How DingTalk shows the message',
	),
	textProperty({
		displayName: 'Title',
		name: 'messageTitle',
		displayOptions: forTypes('actionCard', 'link', 'markdown'),
		description:
			'For markdown and action cards, only the list of conversations shows it. Leave it empty for the first line of the markdown.',
	}),
	contentProperty(forTypes('actionCard', 'link', 'markdown', 'text')),
	textProperty({
		displayName: 'Link URL',
		name: 'linkUrl',
		displayOptions: forTypes('link'),
		required: true,
		placeholder: 'e.g. https://example.com/orders/4711',
	}),
	textProperty({
		displayName: 'Picture URL',
		name: 'pictureUrl',
		displayOptions: forTypes('link'),
		placeholder: 'e.g. https://example.com/picture.png',
	}),
	rowsProperty(
		'Button',
		[
			textProperty({ displayName: 'Text', name: 'title' }),
			textProperty({ displayName: 'URL', name: 'url' }),
		],
		{
			displayName: 'Buttons',
			name: 'buttons',
			displayOptions: forTypes('actionCard'),
			description: 'With one button, the whole card opens its link',
		},
	),
	rowsProperty(
		'Link',
		[
			textProperty({ displayName: 'Title', name: 'title' }),
			textProperty({ displayName: 'URL', name: 'url' }),
			textProperty({ displayName: 'Picture URL', name: 'pictureUrl' }),
		],
		{ displayName: 'Links', name: 'feedLinks', displayOptions: forTypes('feedCard') },
	),
	jsonProperty({
		displayName: 'Message',
		name: 'json',
		displayOptions: forTypes('json'),
		default: '{\n  "msgtype": "text",\n  "text": { "content": "" }\n}',
		description: 'The body as DingTalk documents it, including "msgtype"',
	}),
];

const mention = mentionProperties(
	'Who to mention, at most 50 people',
	[
		switchProperty({
			displayName: 'Everybody',
			name: 'everybody',
			description: 'Whether to mention everybody in the group',
		}),
		textProperty({
			displayName: 'Mobiles',
			name: 'mobiles',
			placeholder: 'e.g. 13800001111',
			description: 'Mobile numbers, separated by commas',
		}),
		textProperty({
			displayName: 'Users',
			name: 'users',
			placeholder: 'e.g. user123',
			description: 'User IDs, separated by commas',
		}),
	],
	['text', 'markdown', 'actionCard'],
);

// Twice, like "Mention".
const openLinksIn = [forNotificationOptions, optionForTypes('link', 'actionCard', 'feedCard')].map(
	(displayOptions) =>
		choiceProperty({
			displayName: 'Open Links In',
			name: 'openLinksIn',
			displayOptions,
			options: [
				{ name: 'Browser', value: 'browser', description: 'The default browser of the computer' },
				{ name: 'Sidebar', value: 'sidebar', description: 'Beside the chat, as DingTalk does' },
			],
			default: 'sidebar',
			description:
				'Where links and buttons open on a computer. Addresses that begin with dingtalk:// stay as they are.',
		}),
);

const options = optionsProperty(
	[
		switchProperty({
			displayName: 'Buttons Side by Side',
			name: 'areSideBySide',
			displayOptions: optionForTypes('actionCard'),
			description: 'Whether to show the buttons in one row',
		}),
		switchProperty({
			displayName: 'Hide Avatar',
			name: 'hideAvatar',
			displayOptions: {
				show: { ...optionForTypes('actionCard')?.show, '/authentication': ['webhook'] },
			},
			description: 'Whether to hide the picture of the robot on the card',
		}),
		...openLinksIn,
		styleOption(
			'How DingTalk shows the notification',
			[
				{ name: 'Action Card', value: 'actionCard', description: 'With buttons; requires a link' },
				{
					name: 'Automatic',
					value: 'auto',
					description:
						'An action card if there are links and nobody is mentioned, otherwise markdown',
				},
				{
					name: 'Markdown',
					value: 'markdown',
					description: 'Links in the text instead of buttons',
				},
				{ name: 'Text', value: 'text', description: 'Plain text' },
			],
			'auto',
		),
	],
	'A message can have up to 20000 bytes, and that of an app 15000; a Chinese character takes three',
	optionForTypes('text', 'markdown'),
);

export const properties: INodeProperties[] = [
	authentication,
	operationProperty(),
	chat,
	...notificationProperties,
	...messageProperties,
	...mention.map(ofCustomRobot),
	options,
];
