import { own } from '../../own';
import { MINUTE, SECOND } from '../../time/duration';
import { ofRobot, permanent, temporary, type ErrorAdvice } from '../sending/response';

const SLOWLY = temporary(
	'Too many messages',
	'DingTalk limits how many messages the robot of an app sends.',
	'Send fewer reminders, or lower Digest From.',
	MINUTE,
);
const NOT_IN_GROUP = ofRobot(
	'The robot of the app is not in the group',
	'DingTalk knows no robot of this app there.',
	'Add the robot to the group: Settings > Bots (机器人). Publish a version of the app first.',
);
const WRONG_CREDENTIAL = ofRobot(
	'The Client ID or the Client Secret is wrong',
	'DingTalk gives no token for them.',
	'Copy both from the app into the credential again.',
);
const MISUNDERSTOOD = permanent(
	'DingTalk does not understand the message',
	'Its type or one of its parameters is wrong.',
	'Compare the message with the document of message types.',
);
const MOMENT = temporary(
	'Too many requests',
	'DingTalk limits how often the app may ask it.',
	'Try again in a moment.',
	5 * SECOND,
);

/*
 * Codes of the API that apps use: "机器人发送群聊消息" and "创建卡片" with
 * their neighbours, and "服务端错误码" (open.dingtalk.com). Spelled as there.
 */
export const dingTalkAppErrors: Readonly<Record<string, ErrorAdvice>> = {
	authFailed: WRONG_CREDENTIAL,
	invalidClientIdOrSecret: WRONG_CREDENTIAL,
	InvalidAuthentication: temporary(
		'The access token is not valid any more',
		'DingTalk ended it before its time.',
		'The node asks for another one.',
		SECOND,
	),
	'Forbidden.AccessDenied.AccessTokenPermissionDenied': ofRobot(
		'The app lacks a permission',
		'It may not send messages with its robot.',
		'In the developer console, add the permission qyapi_robot_sendmsg (企业内机器人发送消息权限), and publish a version of the app.',
	),
	'Forbidden.AccessDenied.IpNotInWhiteList': ofRobot(
		'The IP address of n8n is not allowed',
		'The IP allow list of the app (服务器出口IP) does not contain it.',
		'Add the public IP address of n8n to the list.',
	),
	'Forbidden.AccessDenied.QpsLimitForApi': MOMENT,
	'Forbidden.AccessDenied.QpsLimitForAppkeyAndApi': MOMENT,
	'send.too.fast': SLOWLY,
	'send.byToken.tooFast': SLOWLY,
	'too.many.group': SLOWLY,
	'invalidParameter.robotCode.notExsit': NOT_IN_GROUP,
	'invalidParameter.robotCode.empty': NOT_IN_GROUP,
	'invalidParameter.robotCode.invalid': NOT_IN_GROUP,
	'invalidParameter.robotCode.auth': ofRobot(
		'The robot is not that of the app',
		'The robot in the group belongs to another app.',
		'Add the robot of the app whose Client ID the credential has.',
	),
	'invalid.openConversationId': ofRobot(
		'DingTalk does not know the group',
		'The ID is wrong, or the group is of another company.',
		'Write to the robot in the group, and choose it from the list again.',
	),
	'bot.stopped': ofRobot('The robot is disabled', 'Someone turned it off.', 'Enable it.'),
	'template.stopped': ofRobot(
		'The robot is not published',
		'The app has a robot, but no published version that has it.',
		'In the developer console, publish a version of the app.',
	),
	'template.not.existed': ofRobot(
		'The app has no robot',
		'It was not added, or no version was published since.',
		'In the developer console, add the robot, and publish a version of the app.',
	),
	'param.templateUnpublished': permanent(
		'The card template is not published',
		'DingTalk knows no published template with the ID in the credential that the app may use.',
		'In the card platform, publish the template and associate it with the app, or empty the field Card Template ID: reminders then have links.',
	),
	'param.contentUnsafe': permanent(
		'The card has content that DingTalk refuses',
		'Its content check refused it.',
		'Change the content.',
	),
	'param.openSpaceIdInvalid': ofRobot(
		'DingTalk does not know the group',
		'The ID is wrong, or the group is of another company.',
		'Write to the robot in the group, and choose it from the list again.',
	),
	'invalidParameter.msgKey.invalid': MISUNDERSTOOD,
	'invalidParameter.msgParam.invalid': MISUNDERSTOOD,
	'invalidParameter.param.invalid': MISUNDERSTOOD,
};

/** DingTalk writes some codes in capital and in small letters. */
const bySmallLetters: Readonly<Record<string, ErrorAdvice>> = Object.fromEntries(
	Object.entries(dingTalkAppErrors).map(([code, advice]) => [code.toLowerCase(), advice]),
);

/** What is known of a code of the API. */
export function appErrorAdvice(code: string): ErrorAdvice | undefined {
	return own(bySmallLetters, code.toLowerCase());
}
