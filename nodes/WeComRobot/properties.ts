import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	mentionProperties,
	mentionsInContentOption,
	operationProperty,
	optionForTypes,
	optionsProperty,
	styleOption,
	switchProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';
import { cardProperties } from './cardProperties';
import { messageProperties, uploadProperties } from './messageProperties';

const mention = mentionProperties(
	'Who to mention. Only texts can mention everybody or mobile numbers, so a card or markdown is followed by a short text, which counts as a message.',
	[
		switchProperty({
			displayName: 'Everybody',
			name: 'everybody',
			description: 'Whether to mention everybody in the group (@all)',
		}),
		textProperty({
			displayName: 'Mobiles',
			name: 'mobiles',
			placeholder: 'e.g. 13800001111',
			description: 'Mobile numbers, separated by commas, if you do not know the user IDs',
		}),
		textProperty({
			displayName: 'Users',
			name: 'users',
			placeholder: 'e.g. lilei,hanmeimei',
			description: 'User IDs, separated by commas. Find them in the WeCom admin console.',
		}),
	],
	['text', 'markdown'],
	['sendMessage'],
	'Who to mention. Markdown can mention by user ID only. To mention everybody or mobile numbers, choose the type Text.',
);

const options = optionsProperty(
	[
		mentionsInContentOption('<code>&lt;@userid&gt;</code> inside the content', 'text', 'markdown'),
		styleOption(
			'How WeCom shows the notification',
			[
				{
					name: 'Automatic',
					value: 'auto',
					description: 'A card if everything fits, otherwise the best kind of markdown',
				},
				{ name: 'Card', value: 'card', description: 'Requires a link; cuts off long texts' },
				{
					name: 'Markdown',
					value: 'markdown',
					description: 'Colors and mentions; for every client',
				},
				{
					name: 'Markdown V2',
					value: 'markdownV2',
					description: 'Lists, tables, code and pictures; for clients since 4.1.36',
				},
				{ name: 'Text', value: 'text', description: 'Also shown in personal WeChat' },
			],
			'auto',
		),
	],
	'A text can have up to 2048 bytes, markdown 4096; a Chinese character takes three',
	optionForTypes('text', 'markdown', 'markdown_v2'),
);

export const properties: INodeProperties[] = [
	operationProperty([
		{
			name: 'Upload File',
			value: 'uploadMedia',
			description: 'Upload a file and get the media ID for cards and file messages',
			action: 'Upload file',
		},
	]),
	...notificationProperties,
	...messageProperties,
	...cardProperties,
	...uploadProperties,
	...mention,
	options,
];
