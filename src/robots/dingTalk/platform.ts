import { MINUTE } from '../../time/duration';
import type { Platform } from '../sending/platform';
import { readDingTalkAppResponse } from './appResponse';
import { readDingTalkResponse } from './response';

export const dingTalk: Platform = {
	name: 'DingTalk',
	// "每个机器人每分钟最多发送20条消息到群里，如果超过20条，会限流10分钟".
	limits: [{ count: 20, interval: MINUTE }],
	// By `msgUuid`.
	isIdempotent: true,
	readResponse: readDingTalkResponse,
};

/** The robot of an app in one group. DingTalk publishes no rate of it: that of custom robots. */
export const dingTalkApp: Platform = {
	name: 'DingTalk',
	limits: [{ count: 20, interval: MINUTE }],
	isIdempotent: false,
	readResponse: readDingTalkAppResponse,
};

/** What a message has room for, as bytes of the body of a custom robot, by whom it is sent. */
export interface DingTalkRoom {
	bytes: number;
	/** For people. */
	limit: string;
	/** Buttons of an action card. */
	buttons: number;
}

export const robotRoom: DingTalkRoom = {
	// Error 460101 names 20000, of which `msgUuid` needs some.
	bytes: 19_900,
	limit: 'the 20000 bytes of a DingTalk message',
	buttons: Infinity,
};

/** "The length must not exceed 15,000 bytes", of `msgParam`; cards have up to five buttons ("机器人发送群聊消息"). */
export const appRoom: DingTalkRoom = {
	bytes: 15_000,
	limit: 'the 15000 bytes of a message of a DingTalk app',
	buttons: 5,
};
