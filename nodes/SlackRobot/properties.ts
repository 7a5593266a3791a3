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
import { messageProperties, uploadProperties } from './messageProperties';

const authentication: INodeProperties = {
	displayName: 'Authentication',
	name: 'authentication',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Bot Token',
			value: 'bot',
			description: 'Any channel that the bot is in; updates, threads and files',
		},
		{
			name: 'Incoming Webhook',
			value: 'webhook',
			description: 'The one channel that the webhook was made for',
		},
	],
	default: 'webhook',
};

/** A webhook can only send. */
const operations: INodeProperties[] = [
	{
		...operationProperty(),
		displayOptions: { show: { authentication: ['webhook'] } },
	},
	{
		...operationProperty([
			{
				name: 'Update Message',
				value: 'updateMessage',
				description: 'Change a message that the bot sent',
				action: 'Update a message',
			},
			{
				name: 'Upload File',
				value: 'uploadFile',
				description: 'Upload a file and share it in the channel',
				action: 'Upload a file',
			},
		]),
		displayOptions: { show: { authentication: ['bot'] } },
	},
];

const channel: INodeProperties = {
	displayName: 'Channel',
	name: 'channel',
	type: 'string',
	displayOptions: { show: { authentication: ['bot'] } },
	default: '',
	required: true,
	placeholder: 'e.g. C0123456789',
	description:
		'The ID of the channel, which Slack shows at the end of its details. Names work for public channels only.',
};

const mention = mentionProperties(
	{
		description: 'Who is notified',
		options: [
			{
				displayName: 'Everybody',
				name: 'broadcast',
				type: 'options',
				options: [
					{ name: 'Everyone', value: 'everyone', description: 'All of the workspace, in #general' },
					{ name: 'Here', value: 'here', description: 'Members of the channel who are online' },
					{ name: 'Nobody', value: 'none' },
					{ name: 'The Channel', value: 'channel', description: 'All members of the channel' },
				],
				default: 'none',
			},
			{
				displayName: 'Users',
				name: 'users',
				type: 'string',
				default: '',
				placeholder: 'e.g. U012AB3CD,S0614TZR7',
				description:
					'Member IDs (U…) and user group IDs (S…), separated by commas; with a bot token, e-mail addresses too',
			},
		],
	},
	['text'],
	['sendMessage', 'updateMessage'],
);

const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Also Send to Channel',
			name: 'replyBroadcast',
			type: 'boolean',
			displayOptions: { show: { '/authentication': ['bot'] } },
			default: false,
			description: 'Whether a reply in a thread shows in the channel too',
		},
		digestOption,
		languageOption,
		{
			displayName: 'Slack Formatting in Content',
			name: 'isMrkdwn',
			type: 'boolean',
			displayOptions: { show: { '/messageType': ['text'] } },
			default: false,
			description:
				'Whether the text is mrkdwn with bold, links and mentions. Leave it off when customers can write parts of it.',
		},
		{
			displayName: 'Thread Timestamp',
			name: 'threadTs',
			type: 'string',
			default: '',
			placeholder: 'e.g. 1503435956.000247',
			description: 'The "ts" of the message to reply to',
		},
		{
			displayName: 'Unfurl Links',
			name: 'unfurl',
			type: 'boolean',
			displayOptions: { show: { '/operation': ['sendMessage'] } },
			default: false,
			description: 'Whether Slack shows previews of links and media',
		},
		maximumWaitOption,
		whenTooLongOption('A text may have 4000 characters, a notification 11500'),
	],
};

export const properties: INodeProperties[] = [
	authentication,
	...operations,
	channel,
	...notificationProperties,
	...messageProperties,
	...uploadProperties,
	...mention,
	options,
];
