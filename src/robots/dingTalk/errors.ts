import { MINUTE, SECOND } from '../../time/duration';
import { ofRobot, permanent, temporary, type ErrorAdvice } from '../sending/response';

/*
 * "自定义机器人发送群消息" (open.dingtalk.com) and "全局错误码". DingTalk uses 310000
 * for everything that the security settings refuse, and 300001 for more than
 * one thing: which of them is told by its words, see `dingTalkErrorKey`.
 */
export const dingTalkErrors: Readonly<Record<string, ErrorAdvice>> = {
	'-1': temporary(
		'DingTalk is busy',
		'Its servers ask to try again later.',
		'Try again in a moment.',
	),
	'88': permanent(
		'DingTalk refuses the robot',
		'Its authentication failed.',
		"See DingTalk's own message for the reason.",
	),
	'404': permanent(
		'The address is wrong',
		'DingTalk does not know it.',
		'Compare the base URL of the credential with the Webhook of the robot.',
	),
	'40035': permanent(
		'A parameter is missing or wrong',
		'A required value is missing or wrong.',
		'Compare the message with the document of message types.',
	),
	'43004': permanent(
		'The message was not sent as JSON',
		'The header Content-Type is not application/json; a proxy may have changed it.',
		'Check the proxy between n8n and DingTalk.',
	),
	'101002': permanent(
		'The message is too long',
		'A message can have up to 20000 bytes.',
		'Shorten it, or let the node split it.',
	),
	'130101': temporary(
		'Too many messages',
		'A robot can send 20 messages a minute; if it sends more, DingTalk blocks it for ten minutes.',
		'Send fewer reminders, use several robots, or lower Digest From.',
		10 * MINUTE,
	),
	'300001': permanent(
		'DingTalk does not understand the message',
		'Its type or one of its parameters is wrong.',
		'Compare the message with the document of message types.',
	),
	'300001:token': ofRobot(
		'The token is wrong, or the robot was removed from its group',
		'DingTalk knows no robot with this token.',
		'Copy the Webhook of the robot into the credential again.',
	),
	'300005': ofRobot(
		'The token is wrong, or the robot was removed from its group',
		'DingTalk knows no robot with this token.',
		'Copy the Webhook of the robot into the credential again.',
	),
	'310000': permanent(
		'The security settings of the robot refuse the message',
		'It lacks a keyword or a valid signature, or comes from an IP address that is not allowed.',
		'Compare the credential with the security settings (安全设置) of the robot.',
	),
	'310000:keyword': permanent(
		'The message has none of the keywords',
		'The robot sends only messages with one of its keywords (自定义关键词).',
		'Put a keyword into the title, or enter one as Keyword in the credential.',
	),
	'310000:signature': ofRobot(
		'The signature does not match',
		'The signing secret is missing or wrong.',
		'Copy the secret (SEC…) under "Additional Signature" (加签) of the robot into the credential.',
	),
	'310000:timestamp': permanent(
		'The clock is wrong',
		"The clock of n8n differs from DingTalk's by more than an hour.",
		'Set the clock of the machine.',
	),
	'310000:address': ofRobot(
		'The IP address of n8n is not allowed',
		'The IP allow list of the robot does not contain it.',
		'Add the public IP address of n8n to the list.',
	),
	'400013': ofRobot('The group was dissolved', 'The robot has no group.', 'Use another robot.'),
	'400101': ofRobot(
		'The token is wrong',
		'DingTalk knows no robot with it.',
		'Copy the Webhook of the robot into the credential again.',
	),
	'400102': ofRobot('The robot is disabled', 'Someone turned it off.', 'Enable it.'),
	'400105': permanent(
		'DingTalk does not know this message type',
		'Custom robots send text, link, markdown, actionCard and feedCard.',
		'Choose another message type.',
	),
	'400106': ofRobot('The robot does not exist', 'It was removed.', 'Add it again.'),
	'410100': temporary(
		'Too many messages',
		'A robot can send 20 messages a minute; if it sends more, DingTalk blocks it for ten minutes.',
		'Send fewer reminders, use several robots, or lower Digest From.',
		10 * MINUTE,
	),
	'430101': permanent(
		'The message has a link that DingTalk considers unsafe',
		'Its content check refused it.',
		'Remove the link.',
	),
	'430102': permanent(
		'The message has words that DingTalk refuses',
		'Its content check refused them.',
		'Change the text.',
	),
	'430103': permanent(
		'The message has a picture that DingTalk refuses',
		'Its content check refused it.',
		'Remove the picture.',
	),
	'430104': permanent(
		'The message has content that DingTalk refuses',
		'Its content check refused it.',
		'Change the content.',
	),
	'450101': temporary(
		'Too many messages',
		'DingTalk limits the number of messages.',
		'Try again in a moment.',
		MINUTE,
	),
	'460101': permanent(
		'The message is too long',
		'A message can have up to 20000 bytes.',
		'Shorten it, or let the node split it.',
	),
	'90002': temporary(
		'DingTalk is limiting all requests at the moment',
		'It receives too many requests overall.',
		'Try again in a moment.',
		5 * SECOND,
	),
	'90020': permanent(
		"The organisation's API calls of this month are used up",
		'DingTalk counts them for the whole organisation.',
		'Wait for the next month, or buy more.',
	),
	'90030': permanent(
		"The organisation's webhook messages of this month are used up",
		'The standard edition includes a few thousand a month for all robots together. An administrator may also have limited this robot.',
		'Lower Digest From, wait for the next month, or buy more.',
	),
};

/** Codes whose words tell apart what DingTalk gives one number. In both of its languages. */
const VARIANTS: Array<[code: number, words: RegExp, key: string]> = [
	[300001, /token/i, '300001:token'],
	[310000, /keyword|关键词|关键字/i, '310000:keyword'],
	[310000, /timestamp|时间戳(?!.*签名)/i, '310000:timestamp'],
	[310000, /sign|签名/i, '310000:signature'],
	[310000, /whitelist|白名单|\bip\b/i, '310000:address'],
];

/** Which entry of the table an answer means. */
export function dingTalkErrorKey(code: number, words: string): string {
	const description = /description:([^;]*)/.exec(words)?.[1] ?? words;
	const variant = VARIANTS.find(([of, pattern]) => of === code && pattern.test(description));
	return variant?.[2] ?? String(code);
}
