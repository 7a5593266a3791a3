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
					'A reminder of Repeat Until Replied, an event of the Service Event Trigger, or title, text and facts of any other item',
			},
			{
				name: 'Define Below',
				value: 'define',
				description: 'Title, text, facts and buttons of your own',
			},
		],
		default: 'item',
		description: 'Where the words come from',
	}),
	textProperty({
		displayName: 'Title',
		name: 'title',
		displayOptions,
		required: true,
		placeholder: 'e.g. Somebody waits for an answer',
		description: 'One line of plain text',
	}),
	textProperty({
		displayName: 'Body',
		name: 'body',
		typeOptions: { rows: 4 },
		displayOptions,
		placeholder: 'e.g. Please look at **order 4711**',
		description: 'What the message says below the title',
	}),
	choiceProperty({
		displayName: 'Body Format',
		name: 'bodyFormat',
		displayOptions,
		options: [
			{
				name: 'Markdown',
				value: 'markdown',
				description: 'CommonMark with tables, in the best form that the platform has for it',
			},
			{
				name: 'Plain Text',
				value: 'plain',
				description: 'Shown as it is: choose it when customers can write parts of the body',
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
		description: 'What a customer wrote: always shown as plain text, above the body',
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
		description: 'The colour of the message',
	}),
	rowsProperty(
		'Field',
		[
			textProperty({ displayName: 'Name', name: 'name' }),
			textProperty({ displayName: 'Value', name: 'value' }),
		],
		{ displayName: 'Fields', name: 'fields', displayOptions, description: 'Facts, one to a line' },
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
			description: 'Shown as buttons where the platform has them, at most five',
		},
	),
];
