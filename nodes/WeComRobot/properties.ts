import type { INodeProperties } from 'n8n-workflow';

import { notificationProperties } from '../shared/robot/notificationProperties';
import {
	authenticationProperty,
	chatProperty,
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

const authentication = authenticationProperty([
	{
		name: 'Group Robot',
		value: 'webhook',
		description: 'Posts only to the group that the group robot (群机器人) was added to',
	},
	{
		name: 'Smart Robot',
		value: 'smartRobot',
		description:
			'Posts to any chat in which someone has written to the smart robot (智能机器人). Reminders have buttons that people press in WeCom. Needs a published Chat Answer Trigger with the same robot, in the same process.',
	},
]);

const byGroupRobot = { show: { authentication: ['webhook'] } };
const bySmartRobot = { show: { authentication: ['smartRobot'] } };
/** Within a collection the path goes from the top. */
const ofGroupRobot = { show: { '/authentication': ['webhook'] } };

const chat = chatProperty(
	{
		placeholder: 'e.g. wrkSFfCgAAxxxxxx, or zhangsan',
		hint: 'Find the ID of a group as chatId in the output of the Chat Answer Trigger. For a direct message, enter the user ID of someone who has written to the robot.',
	},
	{
		displayName: 'Chat',
		name: 'chat',
		displayOptions: bySmartRobot,
		description:
			'The chat to send to. The list has the chats in which someone has written to the robot: to add a group, mention the robot there, with words by which you know the group again.',
	},
);

const mention = mentionProperties(
	'Who to mention. Only texts can mention everybody or mobile numbers, so a card or markdown is followed by a short text, which counts as a message.',
	[
		switchProperty({
			displayName: 'Everybody',
			name: 'everybody',
			displayOptions: ofGroupRobot,
			description: 'Whether to mention everybody in the group (@all)',
		}),
		textProperty({
			displayName: 'Mobiles',
			name: 'mobiles',
			displayOptions: ofGroupRobot,
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

const STYLE = 'How WeCom shows the notification';
const AUTOMATIC = {
	name: 'Automatic',
	value: 'auto',
	description: 'A card if everything fits, otherwise the best kind of markdown',
};
const CARD = {
	name: 'Card',
	value: 'card',
	description: 'Requires a link; cuts off long texts',
};
const MARKDOWN = {
	name: 'Markdown',
	value: 'markdown',
	description: 'Colors and mentions; for every client',
};
const GROUP_ROBOT_STYLES = [
	{
		name: 'Markdown V2',
		value: 'markdownV2',
		description: 'Lists, tables, code and pictures; for clients since 4.1.36',
	},
	{ name: 'Text', value: 'text', description: 'Also shown in personal WeChat' },
];
const notificationsOf = (authenticatedBy: string) => ({
	show: { '/operation': ['sendNotification'], '/authentication': [authenticatedBy] },
});

const options = optionsProperty(
	[
		mentionsInContentOption('<code>&lt;@userid&gt;</code> inside the content', 'text', 'markdown'),
		{
			...styleOption(STYLE, [AUTOMATIC, CARD, MARKDOWN, ...GROUP_ROBOT_STYLES], 'auto'),
			displayOptions: notificationsOf('webhook'),
		},
		{
			...styleOption(STYLE, [AUTOMATIC, CARD, MARKDOWN], 'auto'),
			displayOptions: notificationsOf('smartRobot'),
		},
	],
	'A text can have up to 2048 bytes, markdown 4096; a Chinese character takes three',
	optionForTypes('text', 'markdown', 'markdown_v2'),
);

export const properties: INodeProperties[] = [
	authentication,
	{
		...operationProperty([
			{
				name: 'Upload File',
				value: 'uploadMedia',
				description: 'Upload a file and get the media ID for cards and file messages',
				action: 'Upload file',
			},
		]),
		displayOptions: byGroupRobot,
	},
	{ ...operationProperty(), displayOptions: bySmartRobot },
	chat,
	...notificationProperties,
	...messageProperties,
	...cardProperties,
	...uploadProperties,
	...mention,
	options,
];
