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
