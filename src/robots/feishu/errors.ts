import { SECOND } from '../../time/duration';
import { ofRobot, permanent, temporary, type ErrorAdvice } from '../sending/response';

/*
 * "自定义机器人使用指南" (open.feishu.cn, client-docs/bot-v3/add-custom-bot), section on
 * error codes, and for the codes of cards "发送消息卡片" (feishu-cards).
 */
export const feishuErrors: Readonly<Record<string, ErrorAdvice>> = {
	// The two of "通用错误码" that are Feishu's own.
	'1500': temporary(
		'Feishu failed',
		'One of its services could not handle the request.',
		'Try again in a moment.',
	),
	'2200': temporary(
		'Feishu failed',
		'One of its services could not handle the request.',
		'Try again in a moment.',
	),
	'9499': permanent(
		'Feishu cannot read the message',
		'The body does not match its message type, or has more than 20 KB.',
		'Compare it with the documentation on custom bots. Shorten it, or let the node split it.',
	),
	'19001': ofRobot(
		'The token is wrong, or the bot was removed from its group',
		"No custom bot in this region has it. Feishu and Lark do not know each other's bots.",
		'Copy the Webhook address of the bot into the credential again, and check the region.',
	),
	'19002': permanent(
		'Feishu does not know this message type',
		'"msg_type" is missing, or custom bots cannot send it.',
		'Choose another message type.',
	),
	'19003': ofRobot('The bot is disabled', 'Someone turned it off.', 'Enable it in the group.'),
	'19007': ofRobot(
		'The bot is not enabled',
		'The app behind it has no bot.',
		'Enable the bot of the app, or add a custom bot.',
	),
	'19021': ofRobot(
		'The signature does not match, or the clock is wrong',
		"The signing secret is missing or wrong, or the clock of n8n differs from Feishu's by more than an hour.",
		'Copy the secret under "Set signature verification" (签名校验) into the credential, and compare the clock of the machine.',
	),
	'19022': ofRobot(
		'The IP address of n8n is not allowed',
		'The IP allow list (IP 白名单) of the bot does not contain it.',
		'Add the public IP address of n8n to the list.',
	),
	'19024': permanent(
		'The message has none of the keywords',
		'The bot sends only messages with one of its keywords (自定义关键词).',
		'Put a keyword into the title, or enter one as Keyword in the credential.',
	),
	'19036': permanent(
		'The message is too long',
		'A message can have up to 20 KB.',
		'Shorten it, or let the node split it.',
	),
	'11232': temporary(
		'Too many messages at the moment',
		'Feishu limits the messages of all bots together, and many bots send on the hour and the half hour.',
		'Try again in a moment, or schedule another minute.',
		2 * SECOND,
	),
	'11233': temporary(
		'Too many messages in this group',
		'All bots of a group together can send 5 messages a second.',
		'Try again in a moment, or lower Digest From.',
		2 * SECOND,
	),
	'11246': permanent(
		'Feishu refuses the card',
		'Part of its JSON is invalid.',
		"See Feishu's own message for the part, and compare it with the card documentation.",
	),
	'11247': temporary(
		'Too many messages',
		'A bot can send 100 messages a minute and 5 a second.',
		'Try again in a moment, or lower Digest From.',
		10 * SECOND,
	),
	'11310': permanent(
		'The card has too many tables',
		'Feishu limits the number of tables in a card.',
		'Use fewer tables.',
	),
	'100290': permanent(
		'A mentioned user does not exist',
		'It is not an Open ID or User ID of this company.',
		'Check the IDs under "Mention".',
	),
	'200380': permanent(
		'The card template does not exist',
		'Its ID is wrong, or it was not published.',
		'Publish it in the card builder (搭建工具) and copy its ID.',
	),
	'200381': permanent(
		'The bot is not allowed to use the card template',
		'The template was not shared with this custom bot.',
		'Add the bot to the template in the card builder.',
	),
	'200570': permanent(
		'A picture key is wrong',
		'Cards show only pictures that were uploaded to Feishu.',
		'Upload the picture with an app and use its image_key.',
	),
	'200621': permanent(
		'The JSON of the card is invalid',
		'A component has an unknown or wrong property.',
		"See Feishu's own message for the path.",
	),
	'200732': permanent(
		'A variable of the card template has the wrong type',
		'The template expects another type.',
		'Compare the variables with those of the template.',
	),
	'200861': permanent(
		'The card has a component that JSON 2.0 does not support',
		'"action" and "note" belong to JSON 1.0.',
		'Use buttons directly, or remove "schema".',
	),
	// Of apps: "自建应用获取 tenant_access_token", "发送消息" and "通用错误码".
	'10003': ofRobot(
		'Feishu does not know the App ID',
		"No app in this region has it. Feishu and Lark do not know each other's apps.",
		'Copy the App ID into the credential again, and check the region.',
	),
	'10014': ofRobot(
		'The App Secret is wrong',
		'It was reset, or belongs to another app.',
		'Copy the App Secret into the credential again.',
	),
	'230001': permanent(
		'Feishu cannot read the message',
		'A part of it is invalid, or the chat does not exist.',
		"Check Chat, and see Feishu's own message for the part.",
	),
	'230002': ofRobot(
		'The bot is not in the group',
		'An app can post only where its bot is a member.',
		'In the group: Settings > Bots (群机器人) > Add Bot, and choose the app.',
	),
	'230006': ofRobot(
		'The app has no bot',
		'Messages are sent by the bot of an app.',
		'In the developer console, add the feature Bot (机器人), and publish a version of the app.',
	),
	'230013': permanent(
		'The bot cannot write to this person',
		'They are not in the availability (可用范围) of the app.',
		'Add them in the developer console, and publish a version of the app.',
	),
	'230017': permanent(
		'The picture or file does not belong to the app',
		'An app can send only what it has uploaded itself.',
		'Upload it with this app.',
	),
	'230018': permanent(
		'The group does not allow it',
		'Its administrators restrict who can post.',
		'Let the bot post, in the settings of the group.',
	),
	'230020': temporary(
		'Too many messages in this group',
		'All bots of a group together can send 5 messages a second.',
		'Try again in a moment, or lower Digest From.',
		2 * SECOND,
	),
	'230025': permanent(
		'The message is too long',
		'A card or rich text can have up to 30 KB, a text up to 150 KB.',
		'Shorten it, or let the node split it.',
	),
	'230027': permanent(
		'The app lacks a permission',
		'It may not send messages, or not to this kind of chat.',
		'In the developer console, add the permission im:message:send_as_bot, and publish a version of the app.',
	),
	'230034': permanent(
		'The chat does not exist',
		'The ID is wrong, or of another company.',
		'Copy the ID of the group again.',
	),
	'230035': permanent(
		'The bot is not allowed to post in this group',
		'Its administrators have muted it, or only they can post.',
		'Let the bot post, in the settings of the group.',
	),
	'230099': permanent(
		'Feishu could not create the card',
		'Part of its JSON is invalid.',
		"See Feishu's own message for the part, and compare it with the card documentation.",
	),
	'99991400': temporary(
		'Too many requests',
		"Feishu's gateway limits requests.",
		'Try again in a moment.',
		10 * SECOND,
	),
	'99991401': ofRobot(
		'The IP address of n8n is not allowed',
		'The IP allow list (IP 白名单) of the app does not contain it.',
		'Add the public IP address of n8n to the list in the developer console.',
	),
	'99991403': ofRobot(
		'The calls of this month are used up',
		'Free editions of Feishu limit the calls of all apps of a company together.',
		'Wait for the next month, or upgrade the edition. Custom bots are not counted.',
	),
	'99991661': temporary(
		'Feishu wants another token',
		'The token of the app was missing.',
		'The node asks for another one and tries again.',
	),
	'99991662': ofRobot(
		'The app is not in use',
		'It was disabled, or no version of it was published.',
		'Publish a version in the developer console, or ask an administrator to enable the app.',
	),
	'99991663': temporary(
		'Feishu wants another token',
		'The token of the app has expired or was revoked.',
		'The node asks for another one and tries again.',
	),
	'99991672': ofRobot(
		'The app lacks a permission',
		"Feishu's own message names it.",
		'Add the permission in the developer console, and publish a version of the app.',
	),
};
