import { dingTalkMessage } from './dingTalk';
import { feishuMessage } from './feishu';
import { slackMessage } from './slack';
import { weComMessage } from './weCom';

export type RobotPlatform = 'weCom' | 'dingTalk' | 'feishu' | 'slack';

/** What a group would have read, had the message gone to its robot. */
export interface RobotMessage {
	/** The platform's own name of the message type. */
	type: string;
	title?: string;
	/** The lines of the message, in the platform's own markup. */
	content: string;
	/** Facts that the message type keeps apart from its text. */
	fields: Field[];
	/** Where a click on the message leads. */
	url?: string;
	/** The same for every try to deliver it, where the sender gives one. */
	deliveryId?: string;
}

export interface Field {
	name: string;
	value: string;
}

export type RobotMessageReading =
	| { ok: true; message: RobotMessage }
	| { ok: false; field: string; message: string };

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
