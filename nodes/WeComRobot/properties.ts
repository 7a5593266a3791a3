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
	'Who is notified. Only texts mention everybody and mobile numbers, so cards and markdown are followed by a short text, which counts as a message.',
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
			description: 'Mobile numbers, separated by commas, where the user ID is not known',
		}),
		textProperty({
			displayName: 'Users',
			name: 'users',
			placeholder: 'e.g. lilei,hanmeimei',
			description: 'User IDs, separated by commas. They are listed in the WeCom admin console.',
		}),
	],
	['text', 'markdown'],
	['sendMessage'],
	'Who is notified. Markdown mentions by user ID only; choose the type Text to mention everybody or by mobile number.',
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
			'auto',
		),
	],
	'A text may have 2048 bytes, markdown 4096; a Chinese character counts three',
	optionForTypes('text', 'markdown', 'markdown_v2'),
);

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
