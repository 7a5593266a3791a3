import type { INodeProperties } from 'n8n-workflow';

import { choiceProperty, rowsProperty, textProperty } from './propertyBuilders';

const displayOptions = {
	show: { operation: ['sendNotification'], notification: ['define'] },
};

/** What a notification says: the same on every platform. */
export const notificationProperties: INodeProperties[] = [
	choiceProperty({
		displayName: 'Notification',
		name: 'notification',
		noDataExpression: true,
		displayOptions: { show: { operation: ['sendNotification'] } },
		options: [
			{
				name: 'From the Item',
				value: 'item',
				description:
					'Use a reminder of Repeat Until Replied, an event of the Service Event Trigger, or the title, text and facts of any other item',
			},
			{
				name: 'Define Below',
				value: 'define',
				description: 'Enter your own title, text, facts and buttons',
			},
		],
		default: 'item',
		description: 'Where the content comes from',
	}),
	textProperty({
		displayName: 'Title',
		name: 'title',
		displayOptions,
		required: true,
		placeholder: 'e.g. A customer is waiting for a reply',
		description: 'One line of plain text',
	}),
	textProperty({
		displayName: 'Body',
		name: 'body',
		typeOptions: { rows: 4 },
		displayOptions,
		placeholder: 'e.g. Please look at **order 4711**',
		description: 'The text below the title',
	}),
	choiceProperty({
		displayName: 'Body Format',
		name: 'bodyFormat',
		displayOptions,
		options: [
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'CommonMark with tables, in the richest format of the platform',
			},
			{
				name: 'Plain Text',
				value: 'plain',
				description: 'Shown literally. Choose it if customers can write parts of the body.',
			},
		],
		default: 'markdown',
		description: 'Whether the body has formatting and links',
	}),
	textProperty({
		displayName: 'Quoted Text',
		name: 'quote',
		typeOptions: { rows: 2 },
		displayOptions,
		placeholder: 'e.g. {{ $json.event.text }}',
		description: 'What a customer wrote. Always shown as plain text, above the body.',
	}),
	choiceProperty({
		displayName: 'Severity',
		name: 'severity',
		displayOptions,
		options: [
			{ name: 'Critical', value: 'critical', description: 'Red' },
			{ name: 'Info', value: 'info', description: 'Blue' },
			{ name: 'Success', value: 'success', description: 'Green' },
			{ name: 'Warning', value: 'warning', description: 'Orange' },
		],
		default: 'info',
		description: 'The color of the message',
	}),
	rowsProperty(
		'Field',
		[
			textProperty({ displayName: 'Name', name: 'name' }),
			textProperty({ displayName: 'Value', name: 'value' }),
		],
		{
			displayName: 'Fields',
			name: 'fields',
			displayOptions,
			description: 'Facts, each on a line of its own',
		},
	),
	rowsProperty(
		'Link',
		[
			textProperty({ displayName: 'Text', name: 'text' }),
			textProperty({ displayName: 'URL', name: 'url' }),
		],
		{
			displayName: 'Links',
			name: 'links',
			displayOptions,
			description:
				'Shown as buttons if the platform supports them. At most 25, each to a web page.',
		},
	),
];
