import { DingTalkRobotApi } from '../../../../credentials/DingTalkRobotApi.credentials.ts';
import { DingTalkRobot } from '../../../../nodes/DingTalkRobot/DingTalkRobot.node.ts';
import { dingTalkErrors } from '../../../../src/robots/dingTalk/errors.ts';
import {
	dingTalkNotification,
	dingTalkStyles,
} from '../../../../src/robots/dingTalk/notification.ts';
import { readDingTalk } from './view.mts';
import { dingTalkBody } from './schema.mts';
import { bytes, common, type TestedPlatform } from '../testedPlatform.mts';

export const dingTalk: TestedPlatform = {
	name: 'dingTalk',
	page: 'dingtalk.md',
	robots: [
		{
			name: 'DingTalk',
			node: new DingTalkRobot(),
			credential: new DingTalkRobotApi(),
			fields: (baseUrl, secret) => ({
				webhook: `${baseUrl}/robot/send?access_token=${secret()}`,
				secret: `SEC${secret()}`,
			}),
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
	],
	errors: dingTalkErrors,
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
};
