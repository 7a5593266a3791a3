import { DingTalkRobotApi } from '../../../../credentials/DingTalkRobotApi.credentials.ts';
import { DingTalkRobot } from '../../../../nodes/DingTalkRobot/DingTalkRobot.node.ts';
import { dingTalkErrors } from '../../../../src/robots/dingTalk/errors.ts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { renderMarkdown } from '../../../../src/robots/markdown/render.ts';
import { dingTalkMarkdown } from '../../../../src/robots/dingTalk/markdown.ts';
import {
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
} from '../../../../src/robots/dingTalk/messages.ts';
import { dingTalk as sending } from '../../../../src/robots/dingTalk/platform.ts';
import {
	dingTalkNotification,
	dingTalkStyles,
} from '../../../../src/robots/dingTalk/notification.ts';
import { dingTalk as played } from './played.mts';
import { dingTalkBody } from './schema.mts';
import { bytes, common, type TestedPlatform } from '../testedPlatform.mts';

const twoPeople = { userIds: ['a', 'b'], mobiles: ['13800000000'], everybody: false };

export const dingTalk: TestedPlatform = {
	...played,
	page: 'dingtalk.md',
	robots: [
		{
			name: 'DingTalk',
			node: new DingTalkRobot(),
			credential: new DingTalkRobotApi(),
			fields: (baseUrl, secret) => ({
				webhook: `${baseUrl}/robot/send?access_token=${secret()}`,
				secret: `SEC${secret()}`,
				furtherRobots: `${baseUrl}/robot/send?access_token=${secret()} SEC${secret()}`,
			}),
			answers: {
				refusal: (errmsg) => ({ errcode: 93999, errmsg }),
				success: (errmsg) => ({ errcode: 0, errmsg }),
			},
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
	],
	platforms: [sending],
	errors: dingTalkErrors,
	styles: dingTalkStyles,
	write: (notification, options = {}) =>
		dingTalkNotification(notification, {
			...common(options),
			style: (options.style ?? 'auto') as (typeof dingTalkStyles)[number],
			place: 'sidebar',
			mentions: {
				userIds: options.mentioned === 'one' ? ['user123'] : [],
				mobiles: [],
				everybody: options.mentioned === 'everybody',
			},
		}),
	schema: dingTalkBody,
	one: 'user123',
	everybody: 'all',
	limit: 20_000,
	size: bytes,
	markup: [
		'@all',
		'@所有人',
		'@13800001111',
		'[run](dingtalk://dingtalkclient/action)',
		'","at":{"isAtAll":true},"x":"',
	],
	markdownWriters: {
		'its markdown': (text) => renderMarkdown(parseMarkdown(text), dingTalkMarkdown),
	},
	writers: {
		texts: (text) =>
			dingTalkTextMessages(text, { mentions: twoPeople, whenTooLong: 'truncate', keyword: 'word' }),
		'markdown of the user': (text) =>
			dingTalkMarkdownMessages('', text, { mentions: twoPeople, whenTooLong: 'truncate' }),
	},
};
