import type { INodeProperties } from 'n8n-workflow';

import { DEFAULT_DIGEST_FROM, DEFAULT_WAIT_SECONDS } from './parameters';

/** Shown for "Send Notification" only. */
const showForNotification = { show: { operation: ['sendNotification'] } };
const showForDefined = { show: { operation: ['sendNotification'], notification: ['define'] } };

/** What a notification says: the same on every platform. */
export const notificationProperties: INodeProperties[] = [
	{
		displayName: 'Notification',
		name: 'notification',
		type: 'options',
		noDataExpression: true,
		displayOptions: showForNotification,
		options: [
			{
				name: 'From the Item',
				value: 'item',
				description:
					'A push of Repeat Until Replied, an event of the Service Event Trigger, or title, text and facts of any other item',
			},
			{
				name: 'Define Below',
				value: 'define',
				description: 'Title, text, facts and buttons of your own',
			},
		],
		default: 'item',
		description: 'Where the words come from',
	},
	{
		displayName: 'Title',
		name: 'title',
		type: 'string',
		displayOptions: showForDefined,
		default: '',
		required: true,
		placeholder: 'e.g. Somebody waits for an answer',
		description: 'One line of plain text',
	},
	{
		displayName: 'Body',
		name: 'body',
		type: 'string',
		typeOptions: { rows: 4 },
		displayOptions: showForDefined,
		default: '',
		placeholder: 'e.g. Please look at **order 4711**',
		description: 'What the message says below the title',
	},
	{
		displayName: 'Body Format',
		name: 'bodyFormat',
		type: 'options',
		displayOptions: showForDefined,
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
	},
	{
		displayName: 'Quoted Text',
		name: 'quote',
		type: 'string',
		typeOptions: { rows: 2 },
		displayOptions: showForDefined,
		default: '',
		placeholder: 'e.g. {{ $json.event.text }}',
		description: 'What a customer wrote: always shown as plain text, above the body',
	},
	{
		displayName: 'Severity',
		name: 'severity',
		type: 'options',
		displayOptions: showForDefined,
		options: [
			{ name: 'Critical', value: 'critical', description: 'Red' },
			{ name: 'Info', value: 'info', description: 'Blue' },
			{ name: 'Success', value: 'success', description: 'Green' },
			{ name: 'Warning', value: 'warning', description: 'Orange' },
		],
		default: 'info',
		description: 'The colour of the message',
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: showForDefined,
		placeholder: 'Add Field',
		default: {},
		description: 'Facts, one to a line',
		options: [
			{
				displayName: 'Field',
				name: 'rows',
				values: [
					{ displayName: 'Name', name: 'name', type: 'string', default: '' },
					{ displayName: 'Value', name: 'value', type: 'string', default: '' },
				],
			},
		],
	},
	{
		displayName: 'Links',
		name: 'links',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		displayOptions: showForDefined,
		placeholder: 'Add Link',
		default: {},
		description: 'Shown as buttons where the platform has them, at most five',
		options: [
			{
				displayName: 'Link',
				name: 'rows',
				values: [
					{ displayName: 'Text', name: 'text', type: 'string', default: '' },
					{ displayName: 'URL', name: 'url', type: 'string', default: '' },
				],
			},
		],
	},
];

export const digestOption: INodeProperties = {
	displayName: 'Digest From',
	name: 'digestFrom',
	type: 'number',
	typeOptions: { minValue: 0 },
	displayOptions: { show: { '/operation': ['sendNotification'] } },
	default: DEFAULT_DIGEST_FROM,
	description:
		'From this many notifications on that wait for the robot, one message lists them all, the oldest first. 0 sends each by itself.',
};

export const languageOption: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'options',
	displayOptions: { show: { '/operation': ['sendNotification'] } },
	options: [
		{ name: 'Chinese (中文)', value: 'zh' },
		{ name: 'English', value: 'en' },
	],
	default: 'en',
	description: 'Of the words that the notification adds to those of the item',
};

export const maximumWaitOption: INodeProperties = {
	displayName: 'Wait at Most (Seconds)',
	name: 'maximumWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_WAIT_SECONDS,
	description:
		'How long a message may wait until the platform lets the robot send again. After that the node fails and says when to try again.',
};

/** @param limits of the platform, for the description. */
export function whenTooLongOption(limits: string): INodeProperties {
	return {
		displayName: 'When Too Long',
		name: 'whenTooLong',
		type: 'options',
		options: [
			{ name: 'Fail', value: 'fail', description: 'Raise an error and send nothing' },
			{
				name: 'Split',
				value: 'split',
				description: 'Send several messages, numbered; code blocks and links stay whole',
			},
			{ name: 'Truncate', value: 'truncate', description: 'Cut the end off and say so' },
		],
		default: 'split',
		description: limits,
	};
}

/** The operation of every robot node; some have more. */
export function operationProperty(more: INodeProperties['options'] = []): INodeProperties {
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options: [
			{
				name: 'Send Notification',
				value: 'sendNotification',
				description: 'Send an event, a push or words of your own in the best form of the platform',
				action: 'Send a notification',
			},
			{
				name: 'Send Message',
				value: 'sendMessage',
				description: 'Send a message of any type that the platform has',
				action: 'Send a message',
			},
			...((more ?? []) as NonNullable<INodeProperties['options']>),
		] as INodeProperties['options'],
		default: 'sendNotification',
	};
}

/**
 * "Mention", for notifications and for those message types that can. Twice, so
 * that a type chosen earlier for a message does not hide it from a notification.
 */
export function mentionProperties(
	{ description, options }: Pick<INodeProperties, 'description' | 'options'>,
	messageTypes: string[],
	messageOperations = ['sendMessage'],
): INodeProperties[] {
	const mention: INodeProperties = {
		displayName: 'Mention',
		name: 'mention',
		type: 'collection',
		placeholder: 'Add Mention',
		default: {},
		description,
		options,
	};
	return [
		{ ...mention, displayOptions: showForNotification },
		{
			...mention,
			displayOptions: { show: { operation: messageOperations, messageType: messageTypes } },
		},
	];
}
