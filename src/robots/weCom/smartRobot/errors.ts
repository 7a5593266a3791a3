import { MINUTE } from '../../../time/duration';
import { ofRobot, permanent, temporary, type ErrorAdvice } from '../../sending/response';
import { weComErrors } from '../errors';

/** What a smart robot can be told besides what all robots are, as "智能机器人长连接" (path/101463) and those who use it have it. */
export const smartRobotErrors: Readonly<Record<string, ErrorAdvice>> = {
	...weComErrors,
	'40008': permanent(
		'A smart robot cannot send this message type',
		'It sends cards and markdown; text is refused.',
		'Choose the type Card or Markdown.',
	),
	'42045': permanent(
		'The card has no link',
		'Cards of the types text_notice and news_notice must open a page.',
		'Add a "card_action" with the address of a page.',
	),
	'45009': temporary(
		'Too many messages',
		'A smart robot can send 30 messages a minute and 1,000 an hour to a chat.',
		'Send fewer reminders, or lower Digest From.',
		MINUTE,
	),
	'846600': temporary(
		'The smart robot is not connected',
		'WeCom does not take anything before the robot has subscribed.',
		'Try again in a moment.',
	),
	'846607': permanent(
		'Nobody has written to the smart robot in this chat',
		'A smart robot can send only to chats in which someone has written to it before.',
		'Add the robot to the group and mention it there once. To send to one person, that person has to write to the robot first.',
	),
	'853000': ofRobot(
		'The Secret is wrong',
		'WeCom does not accept the Secret of the robot.',
		'Copy a new Secret into the credential.',
	),
};
