import { MINUTE } from '../../time/duration';
import type { Platform } from '../sending/platform';
import { readDingTalkResponse } from './response';

export const dingTalk: Platform = {
	name: 'DingTalk',
	// "每个机器人每分钟最多发送20条消息到群里，如果超过20条，会限流10分钟".
	limits: [{ count: 20, interval: MINUTE }],
	// By `msgUuid`.
	isIdempotent: true,
	readResponse: readDingTalkResponse,
};

/** Bytes of the whole body (error 460101 names 20000), less what `msgUuid` needs. */
export const DINGTALK_BODY_LIMIT = 19_900;
