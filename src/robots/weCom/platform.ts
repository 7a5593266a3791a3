import { MINUTE } from '../../time/duration';
import type { RobotAccess } from '../design/access';
import type { Platform } from '../sending/platform';
import { readWeComResponse } from './response';
import { WECOM_UPLOAD_PATH } from './address';

export interface WeComAccess extends RobotAccess {
	/** Of a smart robot: as its buttons are signed for it. */
	smartRobot?: string;
}

export const weCom: Platform = {
	name: 'WeCom',
	// "每个机器人发送的消息不能超过20条/分钟" ("群机器人配置说明", path 91770).
	limits: [{ count: 20, interval: MINUTE }],
	isIdempotent: false,
	repeatable: [WECOM_UPLOAD_PATH],
	readResponse: (answer) => readWeComResponse(answer),
};
