import { WeComRobotApi } from '../../../../credentials/WeComRobotApi.credentials.ts';
import { WeComRobot } from '../../../../nodes/WeComRobot/WeComRobot.node.ts';
import { weComErrors } from '../../../../src/robots/weCom/errors.ts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { renderMarkdown } from '../../../../src/robots/markdown/render.ts';
import { weComMarkdown, weComMarkdownV2 } from '../../../../src/robots/weCom/markdown.ts';
import { weComContentMessages } from '../../../../src/robots/weCom/messages.ts';
import { weCom as sending } from '../../../../src/robots/weCom/platform.ts';
import { weComNotification, weComStyles } from '../../../../src/robots/weCom/notification.ts';
import { weCom as played } from './played.mts';
import { weComBody } from './schema.mts';
import { common, type TestedPlatform } from '../testedPlatform.mts';

export const weCom: TestedPlatform = {
	...played,
	page: 'wecom.md',
	robots: [
		{
			name: 'WeCom, by an address',
			node: new WeComRobot(),
			credential: new WeComRobotApi(),
			fields: (baseUrl, secret) => ({
				key: `${baseUrl}/cgi-bin/webhook/send?key=${secret()}`,
				furtherRobots: `${baseUrl}/cgi-bin/webhook/send?key=${secret()}`,
				baseUrl: '',
			}),
			answers: {
				refusal: (errmsg) => ({ errcode: 93999, errmsg }),
				success: (errmsg) => ({ errcode: 0, errmsg, media_id: '3a8asd892asd8asd' }),
			},
			parameters: [
				{},
				{ operation: 'sendMessage', messageType: 'text', content: 'hello' },
				{ operation: 'sendMessage', messageType: 'file' },
				{ operation: 'uploadMedia' },
			],
		},
		{
			name: 'WeCom, by its key alone',
			node: new WeComRobot(),
			credential: new WeComRobotApi(),
			fields: (baseUrl, secret) => ({ key: secret(), baseUrl }),
			answers: {
				refusal: (errmsg) => ({ errcode: 93999, errmsg }),
				success: (errmsg) => ({ errcode: 0, errmsg, media_id: '3a8asd892asd8asd' }),
			},
			parameters: [{}],
		},
	],
	platforms: [sending],
	errors: weComErrors,
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
	one: 'lilei',
	everybody: 'all',
	limit: 4_096,
	size: (body) => Buffer.byteLength(body[body.msgtype].content ?? ''),
	markup: [
		'<@all>',
		'<@lilei>',
		'&lt;@all&gt;',
		'&#60;@all&#62;',
		'<font color="warning">',
		'</font>',
	],
	markdownWriters: {
		'its markdown': (text) => renderMarkdown(parseMarkdown(text), weComMarkdown),
		'its markdown of the second version': (text) =>
			renderMarkdown(parseMarkdown(text), weComMarkdownV2),
	},
	writers: {
		...Object.fromEntries(
			(['text', 'markdown', 'markdown_v2'] as const).map((type) => [
				`a content as ${type}`,
				(text: string) =>
					weComContentMessages(type, text, {
						mentions: { users: [], mobiles: [], everybody: false },
						allowMentionsInContent: false,
						whenTooLong: 'truncate',
					}),
			]),
		),
	},
};
