import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	choiceProperty,
	mentionProperties,
	operationProperty,
	optionsProperty,
	switchProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';
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

const channel = textProperty({
	displayName: 'Channel',
	name: 'channel',
	displayOptions: { show: { authentication: ['bot'] } },
	required: true,
	placeholder: 'e.g. C0123456789',
	description:
		'The ID of the channel, which Slack shows at the end of its details. Names work for public channels only.',
});

const mention = mentionProperties(
	'Who is notified',
	[
		choiceProperty({
			displayName: 'Everybody',
			name: 'broadcast',
			options: [
				{ name: 'Everyone', value: 'everyone', description: 'All of the workspace, in #general' },
				{ name: 'Here', value: 'here', description: 'Members of the channel who are online' },
				{ name: 'Nobody', value: 'none' },
				{ name: 'The Channel', value: 'channel', description: 'All members of the channel' },
			],
			default: 'none',
		}),
		textProperty({
			displayName: 'Users',
			name: 'users',
			placeholder: 'e.g. U012AB3CD,S0614TZR7',
			description:
				'Member IDs (U…) and user group IDs (S…), separated by commas; with a bot token, e-mail addresses too',
		}),
	],
	['text'],
	['sendMessage', 'updateMessage'],
);

const forTexts = {
	show: { '/operation': ['sendMessage', 'updateMessage'], '/messageType': ['text'] },
};

const options = optionsProperty(
	[
		switchProperty({
			displayName: 'Also Send to Channel',
			name: 'replyBroadcast',
			displayOptions: {
				show: {
					'/authentication': ['bot'],
					'/operation': ['sendNotification', 'sendMessage'],
				},
			},
			description: 'Whether a reply in a thread shows in the channel too',
		}),
		switchProperty({
			displayName: 'Slack Formatting in Content',
			name: 'isMrkdwn',
			// Hidden by type, not shown: the comment of an upload has none.
			displayOptions: {
				show: { '/operation': ['sendMessage', 'updateMessage', 'uploadFile'] },
				hide: { '/messageType': ['attachments', 'blocks', 'json'] },
			},
			description:
				'Whether the text, or the comment of a file, is mrkdwn with bold, links and mentions. Leave it off when customers can write parts of it.',
		}),
		textProperty({
			displayName: 'Thread Timestamp',
			name: 'threadTs',
			displayOptions: {
				show: { '/operation': ['sendNotification', 'sendMessage', 'uploadFile'] },
			},
			placeholder: 'e.g. 1503435956.000247',
			description: 'The "ts" of the message to reply to',
		}),
		switchProperty({
			displayName: 'Unfurl Links',
			name: 'unfurl',
			displayOptions: { show: { '/operation': ['sendMessage'] } },
			description: 'Whether Slack shows previews of links and media',
		}),
	],
	'A text may have 4000 characters, a notification 11500. An update stays one message: it is truncated or fails.',
	forTexts,
);

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
