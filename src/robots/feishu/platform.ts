import { utf8Length } from '../../text/utf8';
import { MINUTE, SECOND } from '../../time/duration';
import type { Platform } from '../sending/platform';
import { readFeishuResponse } from './response';

export const feishu: Platform = {
	name: 'Feishu',
	// "100 次/分钟，5 次/秒" ("自定义机器人使用指南"). All bots of a group share 5 a second (11233).
	limits: [
		{ count: 100, interval: MINUTE },
		{ count: 5, interval: SECOND, isOfGroup: true },
	],
	isIdempotent: false,
	readResponse: readFeishuResponse,
};

/** "请求体大小不能超过 20 KB", of which the signature needs a hundred. */
export const FEISHU_BODY_LIMIT = 19_800;

/** "消息卡片、富文本消息请求体最大不能超过 30 KB", of which the envelope needs a few hundred: an app's message is a text within JSON. */
const FEISHU_APP_BODY_LIMIT = 29_500;

/** Whether a message is short enough, by whichever way it goes. @param body as a custom bot sends it. */
export function fitsFeishu(body: object): boolean {
	const json = JSON.stringify(body);
	if (utf8Length(json) > FEISHU_BODY_LIMIT) return false;
	return utf8Length(JSON.stringify(json)) <= FEISHU_APP_BODY_LIMIT;
}

export const feishuApp: Platform = {
	name: 'Feishu',
	// "1000 次/分钟、50 次/秒" of an app; all bots of a group share 5 a second ("发送消息").
	limits: [
		{ count: 1_000, interval: MINUTE },
		{ count: 5, interval: SECOND, isOfGroup: true },
	],
	// By `uuid`.
	isIdempotent: true,
	readResponse: readFeishuResponse,
};
