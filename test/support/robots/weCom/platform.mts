import { WeComRobotApi } from '../../../../credentials/WeComRobotApi.credentials.ts';
import { WeComRobot } from '../../../../nodes/WeComRobot/WeComRobot.node.ts';
import { weComErrors } from '../../../../src/robots/weCom/errors.ts';
import { weComNotification, weComStyles } from '../../../../src/robots/weCom/notification.ts';
import { readWeCom } from './view.mts';
import { weComBody } from './schema.mts';
import { common, type TestedPlatform } from '../testedPlatform.mts';

export const weCom: TestedPlatform = {
	name: 'weCom',
	page: 'wecom.md',
	robots: [
		{
			name: 'WeCom, by an address',
			node: new WeComRobot(),
			credential: new WeComRobotApi(),
			fields: (baseUrl, secret) => ({
				key: `${baseUrl}/cgi-bin/webhook/send?key=${secret()}`,
				baseUrl: '',
			}),
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
			parameters: [{}],
		},
	],
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
	read: readWeCom,
	one: 'lilei',
	everybody: 'all',
	limit: 4_096,
	size: (body) => Buffer.byteLength(body[body.msgtype].content ?? ''),
};
