import { dingTalkNotification, dingTalkStyles } from '../../src/robots/dingTalk/notification.ts';
import { feishuNotification, feishuStyles } from '../../src/robots/feishu/notification.ts';
import type { WhenTooLong } from '../../src/robots/notification/inParts.ts';
import type { Notification } from '../../src/robots/notification/notification.ts';
import type { NotificationLanguage } from '../../src/robots/notification/words.ts';
import { slackNotification } from '../../src/robots/slack/notification.ts';
import { weComNotification, weComStyles } from '../../src/robots/weCom/notification.ts';
import { readDingTalk } from './groupView/dingTalk.mts';
import { readFeishu } from './groupView/feishu.mts';
import type { Reading } from './groupView/reading.mts';
import { charactersOf } from './fakeSlack.mts';
import { readSlack } from './groupView/slack.mts';
import { readWeCom } from './groupView/weCom.mts';
import { dingTalkBody } from './schemas/dingTalk.mts';
import { feishuBody } from './schemas/feishu.mts';
import { slackMessage } from './schemas/slack.mts';
import { weComBody } from './schemas/weCom.mts';

export interface WriteOptions {
	style?: string;
	language?: NotificationLanguage;
	whenTooLong?: WhenTooLong;
	/** Somebody to mention, so that a mention that was not asked for can be told from it. */
	mentioned?: 'nobody' | 'one' | 'everybody';
}

/** A platform: how we write, what its document allows, and what its groups read. */
export interface TestedPlatform {
	name: string;
	styles: readonly string[];
	write(notification: Notification, options?: WriteOptions): any[];
	schema: { safeParse(body: unknown): { success: boolean; error?: { issues: unknown[] } } };
	read(body: any): Reading;
	/** How this platform names who `one` mentions. */
	one: string;
	everybody: string;
	/** Bytes or characters that its document allows, and how long a message is. */
	limit: number;
	size(body: any): number;
}

const common = ({ language = 'en', whenTooLong = 'split' }: WriteOptions) =>
	({ language, whenTooLong }) as const;
const bytes = (body: unknown) => Buffer.byteLength(JSON.stringify(body));

export const testedPlatforms: TestedPlatform[] = [
	{
		name: 'weCom',
		styles: weComStyles,
		write: (notification, options = {}) =>
			weComNotification(notification, {
				...common(options),
				style: (options.style ?? 'auto') as (typeof weComStyles)[number],
				mentions: {
					users: options.mentioned === 'one' ? ['lilei'] : [],
					mobiles: [],
					everybody: options.mentioned === 'everybody',
				},
			}),
		schema: weComBody,
		read: readWeCom,
		one: 'lilei',
		everybody: 'all',
		limit: 4_096,
		size: (body) => Buffer.byteLength(body[body.msgtype].content ?? ''),
	},
	{
		name: 'feishu',
		styles: feishuStyles,
		write: (notification, options = {}) =>
			feishuNotification(notification, {
				...common(options),
				style: (options.style ?? 'card') as (typeof feishuStyles)[number],
				mentions: {
					users: options.mentioned === 'one' ? ['ou_1'] : [],
					everybody: options.mentioned === 'everybody',
				},
			}),
		schema: feishuBody,
		read: readFeishu,
		one: 'ou_1',
		everybody: 'all',
		limit: 20_000,
		size: bytes,
	},
	{
		name: 'dingTalk',
		styles: dingTalkStyles,
		write: (notification, options = {}) =>
			dingTalkNotification(notification, {
				...common(options),
				style: (options.style ?? 'auto') as (typeof dingTalkStyles)[number],
				mentions: {
					userIds: options.mentioned === 'one' ? ['user123'] : [],
					mobiles: [],
					everybody: options.mentioned === 'everybody',
				},
			}),
		schema: dingTalkBody,
		read: readDingTalk,
		one: 'user123',
		everybody: 'all',
		limit: 20_000,
		size: bytes,
	},
	{
		name: 'slack',
		styles: ['blocks'],
		write: (notification, options = {}) =>
			slackNotification(notification, {
				...common(options),
				mentions: {
					ids: options.mentioned === 'one' ? ['U012AB3CD'] : [],
					broadcast: options.mentioned === 'everybody' ? 'channel' : 'none',
				},
			}),
		schema: slackMessage,
		read: readSlack,
		one: 'U012AB3CD',
		everybody: 'channel',
		limit: 13_000,
		size: (body) => charactersOf(body.blocks),
	},
];
