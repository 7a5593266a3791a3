/** What an error code of the robot API means for the person who reads it. */
export interface WeComAdvice {
	message: string;
	/** What to do. */
	fix: string;
	/** Whether the same request may succeed later. */
	isTemporary: boolean;
}

/** "全局错误码" (developer.work.weixin.qq.com, path 90313), as far as a group robot can meet them. */
const ADVICE: Record<number, WeComAdvice> = {
	[-1]: later('WeCom is busy', 'Try again in a moment.'),
	40008: wrong('WeCom does not know this message type', 'Choose another message type.'),
	40033: wrong('The content has characters that WeCom refuses', 'Remove escapes like \\u4f60.'),
	40035: wrong('WeCom refuses a parameter', 'Compare the message with the robot documentation.'),
	40058: wrong(
		'The message does not fit what WeCom expects, or is too long',
		'Text may have 2048 bytes, markdown 4096; a Chinese character counts three.',
	),
	44004: wrong('The content is empty', 'Enter a text or an expression that gives one.'),
	45002: wrong('The content is too long', 'Text may have 2048 bytes, markdown 4096.'),
	45009: later(
		'Too many messages: a robot may send 20 in a minute',
		'Push less often, or let several robots share the work.',
	),
	45033: later('Too many requests at the same time', 'Try again in a moment.'),
	46004: wrong('A mentioned user does not exist', 'Check the user IDs under "Mentioned Users".'),
	93000: wrong(
		'The key is wrong, or the robot was removed from its group',
		'Copy the Webhook URL of the robot from the group into the credential again.',
	),
	93004: wrong('The robot is disabled', 'Enable it in the WeCom admin console.'),
	93008: wrong('The robot is not in the group', 'Add it to the group again.'),
};

function wrong(message: string, fix: string): WeComAdvice {
	return { message, fix, isTemporary: false };
}

function later(message: string, fix: string): WeComAdvice {
	return { message, fix, isTemporary: true };
}

export function weComAdvice(code: number): WeComAdvice | undefined {
	return ADVICE[code];
}

/** Codes with their meaning, for the credential test. */
export const weComCredentialErrors: ReadonlyArray<[code: number, message: string]> = [
	93000, 93004, 93008,
].map((code) => [code, `${ADVICE[code].message}. ${ADVICE[code].fix}`]);
