import { dingTalkMessage } from './dingTalk';
import { feishuMessage } from './feishu';
import { slackMessage } from './slack';
import { weComMessage } from './weCom';
import type { RobotPlatform, RobotMessageReading } from './robotMessage';

const readers: Record<RobotPlatform, (body: unknown) => RobotMessageReading> = {
	weCom: weComMessage,
	dingTalk: dingTalkMessage,
	feishu: feishuMessage,
	slack: slackMessage,
};

/** Which platform's robot a body is written for; undefined when for none. */
export function robotPlatformOf(body: unknown): RobotPlatform | undefined {
	if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
	const has = (field: string) => Object.hasOwn(body, field);
	if (has('msg_type')) return 'feishu';
	if (has('msgtype')) return isForDingTalk(body as Record<string, unknown>) ? 'dingTalk' : 'weCom';
	// The first version of Feishu's robot: a text with a title of its own.
	if (has('title') && has('text')) return 'feishu';
	return has('text') || has('blocks') || has('attachments') ? 'slack' : undefined;
}

/** WeCom and DingTalk both say `msgtype`, and share two of its values. */
function isForDingTalk(body: Record<string, unknown>): boolean {
	const ownTypes: unknown[] = ['link', 'actionCard', 'feedCard'];
	if (ownTypes.includes(body.msgtype)) return true;
	if (Object.hasOwn(body, 'at') || Object.hasOwn(body, 'msgUuid')) return true;
	const { markdown } = body;
	return typeof markdown === 'object' && markdown !== null && Object.hasOwn(markdown, 'text');
}

export function readRobotMessage(body: unknown, platform: RobotPlatform): RobotMessageReading {
	return readers[platform](body);
}
