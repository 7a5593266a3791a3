import { randomBytes } from 'node:crypto';

import { FeishuAppApi } from '../../../../credentials/FeishuAppApi.credentials.ts';
import { FeishuRobotApi } from '../../../../credentials/FeishuRobotApi.credentials.ts';
import { FeishuRobot } from '../../../../nodes/FeishuRobot/FeishuRobot.node.ts';
import { feishuErrors } from '../../../../src/robots/feishu/errors.ts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { renderMarkdown } from '../../../../src/robots/markdown/render.ts';
import { feishuCardMarkdown } from '../../../../src/robots/feishu/markdown.ts';
import { feishuPosts, feishuTextMessages } from '../../../../src/robots/feishu/messages.ts';
import { feishuApp, feishu as sending } from '../../../../src/robots/feishu/platform.ts';
import { postParagraphs } from '../../../../src/robots/feishu/post.ts';
import { feishuNotification, feishuStyles } from '../../../../src/robots/feishu/notification.ts';
import { feishu as played } from './played.mts';
import { feishuBody } from './schema.mts';
import { bytes, common, type TestedPlatform } from '../testedPlatform.mts';

export const feishu: TestedPlatform = {
	...played,
	page: 'feishu.md',
	robots: [
		{
			name: 'Feishu',
			node: new FeishuRobot(),
			credential: new FeishuRobotApi(),
			fields: (baseUrl, secret) => ({
				webhook: `${baseUrl}/open-apis/bot/v2/hook/${secret()}`,
				secret: secret(),
				furtherRobots: `${baseUrl}/open-apis/bot/v2/hook/${secret()} ${secret()}`,
			}),
			answers: {
				refusal: (msg) => ({ code: 93999, msg }),
				success: (msg) => ({ code: 0, msg }),
			},
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
		{
			name: 'Feishu, by an app',
			node: new FeishuRobot(),
			credential: new FeishuAppApi(),
			fields: (baseUrl, secret) => ({
				// Another one each time, with limits of its own.
				appId: `cli_${randomBytes(8).toString('hex')}`,
				appSecret: secret(),
				customBaseUrl: baseUrl,
			}),
			answers: {
				refusal: (msg) => ({ code: 93999, msg }),
				// Whatever it is asked for: a token, or to send something.
				success: (msg) => ({
					code: 0,
					msg,
					tenant_access_token: `t-${'7'.repeat(40)}`,
					expire: 7_200,
					data: { message_id: 'om_1', chat_id: 'oc_1', msg },
				}),
			},
			testedBy: 2,
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }].map(
				(part) => ({ authentication: 'app', chat: 'oc_1', ...part }),
			),
		},
	],
	platforms: [sending, feishuApp],
	errors: feishuErrors,
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
	one: 'ou_1',
	everybody: 'all',
	limit: 20_000,
	size: bytes,
	markup: [
		'<at user_id="all">所有人</at>',
		'<at id=all></at>',
		'< AT ID = all >',
		'<at ids=all,ou_1>',
		'<at email=a@b.c>',
		'</at>',
		'{"tag":"at","user_id":"all"}',
	],
	markdownWriters: {
		"its cards' markdown": (text) => renderMarkdown(parseMarkdown(text), feishuCardMarkdown),
		'the paragraphs of a post': (text) => postParagraphs(parseMarkdown(text)),
		posts: (text) =>
			feishuPosts('Title', text, {
				mentions: { users: [], everybody: true },
				language: 'zh_cn',
				whenTooLong: 'fail',
				keyword: 'word',
			}),
	},
	writers: {
		texts: (text) =>
			feishuTextMessages(text, {
				mentions: { users: [], everybody: true },
				allowMentionsInContent: false,
				whenTooLong: 'truncate',
			}),
	},
};
