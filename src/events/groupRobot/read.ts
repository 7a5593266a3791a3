import { own } from '../../own';
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

/** What Slack documents beside the text of a message ("chat.postMessage", "Incoming webhooks"), and Mattermost with it. */
const SLACK_FIELDS: ReadonlySet<string> = new Set([
	...['text', 'blocks', 'attachments', 'markdown_text', 'mrkdwn', 'parse', 'metadata'],
	...['channel', 'username', 'icon_emoji', 'icon_url', 'as_user', 'link_names'],
	...['thread_ts', 'reply_broadcast', 'unfurl_links', 'unfurl_media'],
	...['response_type', 'replace_original', 'delete_original', 'props', 'priority', 'type'],
]);

/** Of the first version of Feishu's robot. */
const FEISHU_FIELDS: ReadonlySet<string> = new Set(['title', 'text', 'sign', 'timestamp']);

/**
 * Whether a body bears more marks of a robot's message than one field that
 * many systems have: its type and the part of that type, or no field that the
 * platform does not know.
 */
export function isSurelyForRobot(body: unknown): boolean {
	const platform = robotPlatformOf(body);
	if (!platform) return false;
	const message = body as Record<string, unknown>;
	const has = (field: unknown) => typeof field === 'string' && isObject(own(message, field));
	if (Object.hasOwn(message, 'msg_type')) return has('content') || has('card');
	if (Object.hasOwn(message, 'msgtype')) return has(message.msgtype);
	const known = platform === 'feishu' ? FEISHU_FIELDS : SLACK_FIELDS;
	return Object.keys(message).every((field) => known.has(field));
}

const isObject = (value: unknown) => typeof value === 'object' && value !== null;

export function readRobotMessage(body: unknown, platform: RobotPlatform): RobotMessageReading {
	return readers[platform](body);
}
