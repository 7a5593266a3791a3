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
import { cardProperties } from './cardProperties';
import { messageProperties, uploadProperties } from './messageProperties';

const mention = mentionProperties(
	{
		description:
			'Who is notified. Only texts mention everybody and mobile numbers, so cards and markdown are followed by a short text, which counts as a message.',
		options: [
			{
				displayName: 'Everybody',
				name: 'everybody',
				type: 'boolean',
				default: false,
				description: 'Whether to mention everybody in the group (@all)',
			},
			{
				displayName: 'Mobiles',
				name: 'mobiles',
				type: 'string',
				default: '',
				placeholder: 'e.g. 13800001111',
				description: 'Mobile numbers, separated by commas, where the user ID is not known',
			},
			{
				displayName: 'Users',
				name: 'users',
				type: 'string',
				default: '',
				placeholder: 'e.g. lilei,hanmeimei',
				description: 'User IDs, separated by commas. They are listed in the WeCom admin console.',
			},
		],
	},
	['text', 'markdown'],
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
				'Whether <code>&lt;@userid&gt;</code> inside the content mentions somebody. Leave it off when customers can write parts of it.',
		},
		digestOption,
		languageOption,
		{
			displayName: 'Style',
			name: 'style',
			type: 'options',
			displayOptions: { show: { '/operation': ['sendNotification'] } },
			options: [
				{
					name: 'Automatic',
					value: 'auto',
					description: 'A card where all fits into one, else the markdown that shows it best',
				},
				{ name: 'Card', value: 'card', description: 'Needs a link; cuts long texts off' },
				{ name: 'Markdown', value: 'markdown', description: 'Colours and mentions, every client' },
				{
					name: 'Markdown V2',
					value: 'markdownV2',
					description: 'Lists, tables, code and pictures; clients since 4.1.36',
				},
				{ name: 'Text', value: 'text', description: 'Shown in personal WeChat too' },
			],
			default: 'auto',
			description: 'How WeCom shows the notification',
		},
		maximumWaitOption,
		whenTooLongOption(
			'A text may have 2048 bytes, markdown 4096; a Chinese character counts three',
		),
	],
};

export const properties: INodeProperties[] = [
	operationProperty([
		{
			name: 'Upload File',
			value: 'uploadMedia',
			description: 'Upload a file and get the media ID that cards and file messages need',
			action: 'Upload a file',
		},
	]),
	...notificationProperties,
	...messageProperties,
	...cardProperties,
	...uploadProperties,
	...mention,
	options,
];
