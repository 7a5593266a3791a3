import { randomBytes } from 'node:crypto';

import { DingTalkAppApi } from '../../../../credentials/DingTalkAppApi.credentials.ts';
import { DingTalkRobotApi } from '../../../../credentials/DingTalkRobotApi.credentials.ts';
import { DingTalkRobot } from '../../../../nodes/DingTalkRobot/DingTalkRobot.node.ts';
import { dingTalkAppErrors } from '../../../../src/robots/dingTalk/appErrors.ts';
import { dingTalkErrors } from '../../../../src/robots/dingTalk/errors.ts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { renderMarkdown } from '../../../../src/robots/markdown/render.ts';
import { dingTalkMarkdown } from '../../../../src/robots/dingTalk/markdown.ts';
import {
	dingTalkMarkdownMessages,
	dingTalkTextMessages,
} from '../../../../src/robots/dingTalk/messages.ts';
import {
	appRoom,
	dingTalkApp,
	dingTalk as sending,
} from '../../../../src/robots/dingTalk/platform.ts';
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
		{
			name: 'DingTalk, by an app',
			node: new DingTalkRobot(),
			credential: new DingTalkAppApi(),
			fields: (baseUrl, secret) => ({
				// Another one each time, with limits of its own.
				clientId: `ding${randomBytes(8).toString('hex')}`,
				clientSecret: secret(),
				customBaseUrl: baseUrl,
			}),
			answers: {
				refusal: (message) => ({ code: 'Unheard.Of', message }),
				// Whatever it is asked for: a token, a ticket, or to send something.
				success: (message) => ({
					accessToken: '7'.repeat(32),
					expireIn: 7_200,
					endpoint: 'wss://x.example/connect',
					ticket: '1',
					processQueryKey: 'key',
					message,
				}),
			},
			testedBy: 2,
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }].map(
				(part) => ({ authentication: 'app', chat: 'cid1==', ...part }),
			),
		},
	],
	platforms: [sending, dingTalkApp],
	errors: { ...dingTalkErrors, ...dingTalkAppErrors },
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
		'texts of an app': (text) =>
			dingTalkTextMessages(text, {
				mentions: { userIds: [], mobiles: [], everybody: false },
				whenTooLong: 'truncate',
				room: appRoom,
			}),
		'markdown of the user': (text) =>
			dingTalkMarkdownMessages('', text, { mentions: twoPeople, whenTooLong: 'truncate' }),
	},
};
