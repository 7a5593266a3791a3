import type { INodeProperties } from 'n8n-workflow';

import {
	binaryProperty,
	choiceProperty,
	contentProperty,
	forTypes,
	jsonProperty,
	messageTypeProperty,
	rowsProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';

const CARD = {
	name: 'Card',
	value: 'template_card',
	description: 'Title, facts, links and a picture',
};
const JSON_MESSAGE = {
	name: 'JSON',
	value: 'json',
	description: 'The whole message as WeCom documents it',
};
const MARKDOWN = {
	name: 'Markdown',
	value: 'markdown',
	description: 'Headings, bold, links, quotes, three colors, mentions by user ID',
};
const HOW = 'How WeCom shows the message';
const messagesOf = (authenticatedBy: string) => ({
	show: { operation: ['sendMessage'], authentication: [authenticatedBy] },
});

/** The message types and their contents, but for cards. */
export const messageProperties: INodeProperties[] = [
	{
		...messageTypeProperty(
			[
				CARD,
				{ name: 'File', value: 'file', description: 'Any file of at most 20 MB' },
				JSON_MESSAGE,
				MARKDOWN,
				{
					name: 'Markdown V2',
					value: 'markdown_v2',
					description: 'Lists, tables, code and pictures as well, but no colors and no mentions',
				},
				{
					name: 'News',
					value: 'news',
					description: 'One to eight pictures with a title and a link',
				},
				{ name: 'Picture', value: 'image', description: 'JPG or PNG of at most 2 MB' },
				{
					name: 'Text',
					value: 'text',
					description: 'Plain text; can mention everybody, and people by mobile number',
				},
				{ name: 'Voice', value: 'voice', description: 'AMR of at most 2 MB and 60 seconds' },
			],
			HOW,
		),
		displayOptions: messagesOf('webhook'),
	},
	{
		...messageTypeProperty([CARD, JSON_MESSAGE, MARKDOWN], HOW),
		displayOptions: messagesOf('smartRobot'),
		default: 'markdown',
	},
	contentProperty(forTypes('text', 'markdown', 'markdown_v2')),
	binaryProperty(forTypes('image', 'file', 'voice'), 'send'),
	textProperty({
		displayName: 'Media ID',
		name: 'mediaId',
		displayOptions: forTypes('file', 'voice'),
		description:
			'The media ID of a file that this robot uploaded in the last three days. Replaces the binary field.',
	}),
	rowsProperty(
		'Article',
		[
			textProperty({ displayName: 'Title', name: 'title' }),
			textProperty({ displayName: 'Description', name: 'description' }),
			textProperty({ displayName: 'URL', name: 'url' }),
			textProperty({
				displayName: 'Picture URL',
				name: 'picurl',
				description:
					'JPG or PNG. The best size is 1068 × 455 for the first article, 150 × 150 for the others.',
			}),
		],
		{ displayName: 'Articles', name: 'articles', displayOptions: forTypes('news') },
	),
	jsonProperty({
		displayName: 'Message',
		name: 'json',
		displayOptions: forTypes('json'),
		default: '{\n  "msgtype": "text",\n  "text": { "content": "" }\n}',
		description: 'The body as WeCom documents it, including "msgtype"',
	}),
];

/** "Upload File". */
export const uploadProperties: INodeProperties[] = [
	binaryProperty({ show: { operation: ['uploadMedia'] } }, 'upload'),
	choiceProperty({
		displayName: 'Upload As',
		name: 'mediaType',
		displayOptions: { show: { operation: ['uploadMedia'] } },
		options: [
			{ name: 'File', value: 'file', description: 'More than 5 bytes, at most 20 MB' },
			{ name: 'Voice', value: 'voice', description: 'AMR, at most 2 MB and 60 seconds' },
		],
		default: 'file',
		description: 'The kind of file to upload',
	}),
];
