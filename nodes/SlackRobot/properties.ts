import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	authenticationProperty,
	chatProperty,
	choiceProperty,
	mentionProperties,
	oneThreadOption,
	operationProperty,
	optionsProperty,
	switchProperty,
	textProperty,
} from '../shared/robot/propertyBuilders';
import { messageProperties, uploadProperties } from './messageProperties';

const authentication = authenticationProperty([
	{
		name: 'App',
		value: 'app',
		description:
			'Like Bot Token, and reminders have buttons that people press in Slack while a Chat Answer Trigger of the same app is published',
	},
	{
		name: 'Bot Token',
		value: 'bot',
		description: 'Posts to any channel the bot is in; supports updates, threads and files',
	},
	{
		name: 'Incoming Webhook',
		value: 'webhook',
		description: 'Posts only to the channel that the webhook was created for',
	},
]);

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
				action: 'Update message',
			},
			{
				name: 'Upload File',
				value: 'uploadFile',
				description: 'Upload a file and share it in the channel',
				action: 'Upload file',
			},
		]),
		displayOptions: { show: { authentication: ['bot', 'app'] } },
	},
];

const channel = chatProperty(
	{
		placeholder: 'e.g. C0123456789',
		hint: 'Slack shows the ID at the bottom of the channel details. Names work only for public channels. For a direct message, enter an email address or a member ID (U…).',
	},
	{
		displayName: 'Channel',
		name: 'channel',
		displayOptions: { show: { authentication: ['bot', 'app'] } },
		description:
			'Where to write to. The list has the channels that the bot is in; it needs the scopes channels:read and groups:read.',
	},
);

const mention = mentionProperties(
	'Who to mention',
	[
		choiceProperty({
			displayName: 'Everybody',
			name: 'broadcast',
			options: [
				{
					name: 'Everyone',
					value: 'everyone',
					description: 'Everyone in the workspace; works in #general',
				},
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

const forPosts = { show: { '/operation': ['sendNotification', 'sendMessage'] } };

const options = optionsProperty(
	[
		switchProperty({
			displayName: 'Also Send to Channel',
			name: 'replyBroadcast',
			displayOptions: {
				show: {
					'/authentication': ['bot', 'app'],
					'/operation': ['sendNotification', 'sendMessage'],
				},
			},
			description: 'Whether to show a reply in a thread in the channel, too',
		}),
		textProperty({
			displayName: 'Icon',
			name: 'icon',
			displayOptions: forPosts,
			placeholder: 'e.g. :bell:',
			description:
				'An emoji or the URL of a picture to show instead of the icon of the app. A bot needs the scope chat:write.customize; webhooks of apps keep their own.',
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
				'Whether to send the text, or the comment of a file, as mrkdwn with bold, links and mentions. Leave it off if customers can write parts of it.',
		}),
		oneThreadOption(
			'Whether later reminders about a conversation are replies to its first message, which is rewritten when someone replies. Set it in the nodes behind Replied, too.',
			{ show: { '/authentication': ['bot', 'app'], '/operation': ['sendNotification'] } },
		),
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
		textProperty({
			displayName: 'Username',
			name: 'username',
			displayOptions: forPosts,
			placeholder: 'e.g. Service desk',
			description:
				'A name to show instead of the one of the app. A bot needs the scope chat:write.customize; webhooks of apps keep their own.',
		}),
	],
	'A text can have up to 4000 characters, a notification 11500. An update cannot be split: it is truncated or fails.',
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
