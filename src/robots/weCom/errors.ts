import { MINUTE, SECOND } from '../../time/duration';
import { ofRobot, permanent, temporary, type ErrorAdvice } from '../sending/response';

/*
 * "全局错误码" (developer.work.weixin.qq.com, path 90313), as far as a group
 * robot can meet them. What a code means for a robot in particular is from
 * "群机器人配置说明" (path 91770).
 */
export const weComErrors: Readonly<Record<string, ErrorAdvice>> = {
	'-1': temporary('WeCom is busy', 'Its servers ask to try again later.', 'Try again in a moment.'),
	'40004': permanent(
		'WeCom does not accept this kind of file',
		'Robots cannot send this media type.',
		'Send pictures as JPG or PNG, voice as AMR, everything else as a file.',
	),
	'40006': permanent(
		'The file is too large or too small',
		'A file can have up to 20 MB, a voice message 2 MB. Both need more than 5 bytes.',
		'Send a smaller file, or a link to it.',
	),
	'40007': permanent(
		'WeCom does not know this media ID',
		'An upload is valid for three days, and only for the robot that uploaded it.',
		'Upload the file again with this robot.',
	),
	'40008': permanent(
		'WeCom does not know this message type',
		'"msgtype" must be one of the eight types that robots can send.',
		'Choose another message type.',
	),
	'40009': permanent(
		'The picture is too large',
		'A picture can have up to 2 MB before encoding.',
		'Send a smaller picture, or send it as a file.',
	),
	'40033': permanent(
		'The content has characters that WeCom refuses',
		'It must be UTF-8, without escapes like \\u4f60.',
		'Remove them.',
	),
	'40035': permanent(
		'WeCom refuses a parameter',
		'A field of the message has a value that is not allowed.',
		'Compare the message with the robot documentation.',
	),
	'40058': permanent(
		'The message is invalid or too long',
		'Text can have up to 2048 bytes, markdown 4096; a Chinese character takes three. Cards need all required fields.',
		'Shorten it, or let the node split it.',
	),
	'40063': permanent(
		'A parameter is empty',
		'WeCom requires a value here.',
		'Fill in every required field.',
	),
	'41006': permanent(
		'The media ID is missing',
		'The message refers to no uploaded file.',
		'Enter a media ID.',
	),
	'44001': permanent('The file is empty', 'The upload has no content.', 'Check the binary field.'),
	'44004': permanent(
		'The content is empty',
		'WeCom refuses messages without content.',
		'Enter a text, or an expression that returns one.',
	),
	'45001': permanent(
		'The file is too large',
		'A file can have up to 20 MB.',
		'Send a smaller one.',
	),
	'45002': permanent(
		'The content is too long',
		'Text can have up to 2048 bytes, markdown 4096.',
		'Shorten it, or let the node split it.',
	),
	'45007': permanent(
		'The voice message is too long',
		'It can last up to 60 seconds.',
		'Send it as a file.',
	),
	'45008': permanent(
		'Too many articles',
		'A news message can have up to 8.',
		'Send several messages.',
	),
	'45009': temporary(
		'Too many messages',
		'A robot can send 20 messages a minute.',
		'Send fewer reminders, use several robots, or lower Digest From.',
		MINUTE,
	),
	'45033': temporary(
		'Too many requests at the same time',
		'WeCom limits simultaneous requests.',
		'Try again in a moment.',
		2 * SECOND,
	),
	'45034': permanent(
		'A link has no scheme',
		'WeCom requires complete addresses.',
		'Begin every link with https:// or http://.',
	),
	'46004': permanent(
		'A mentioned user does not exist',
		'The user ID is not in the contacts of this company.',
		'Check the user IDs under "Mention".',
	),
	'48002': permanent(
		'The robot is not allowed to do this',
		'WeCom does not let the robot use this API.',
		'Ask the administrator of WeCom.',
	),
	'93000': ofRobot(
		'The key is wrong, or the robot was removed from its group',
		'WeCom knows no robot with this key.',
		'Copy the Webhook URL of the robot from the group into the credential again.',
	),
	'93004': ofRobot(
		'The robot is disabled',
		'An administrator turned it off.',
		'Enable it in the WeCom admin console.',
	),
	'93005': permanent(
		'The robot cannot post here',
		'A robot can post only to the group it was added to.',
		'Use a robot of that group.',
	),
	'93008': ofRobot(
		'The robot is not in the group',
		'Someone removed it.',
		'Add it to the group again.',
	),
};
