/** A smart robot (智能机器人), as its credential names it. */
export interface WeComRobot {
	/** `wss://openws.work.weixin.qq.com`, or that of a private deployment. */
	socketUrl: string;
	botId: string;
	secret: string;
}

/** By what the buttons of a robot are signed, and the store knows its messages. */
export function weComAppName({ botId }: Pick<WeComRobot, 'botId'>): string {
	return `weCom ${botId}`;
}

/** What a robot says by itself, in a chat that it was written to ("智能机器人长连接", path/101463). */
export const SEND = 'aibot_send_msg';

/** What it answers to a word, by the id of the delivery (the same document). */
export const REPLY = 'aibot_respond_msg';
