import { FeishuRobotApi } from '../../../../credentials/FeishuRobotApi.credentials.ts';
import { FeishuRobot } from '../../../../nodes/FeishuRobot/FeishuRobot.node.ts';
import { feishuErrors } from '../../../../src/robots/feishu/errors.ts';
import { feishuNotification, feishuStyles } from '../../../../src/robots/feishu/notification.ts';
import { readFeishu } from './view.mts';
import { feishuBody } from './schema.mts';
import { bytes, common, type TestedPlatform } from '../testedPlatform.mts';

export const feishu: TestedPlatform = {
	name: 'feishu',
	page: 'feishu.md',
	robots: [
		{
			name: 'Feishu',
			node: new FeishuRobot(),
			credential: new FeishuRobotApi(),
			fields: (baseUrl, secret) => ({
				webhook: `${baseUrl}/open-apis/bot/v2/hook/${secret()}`,
				secret: secret(),
			}),
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
	],
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
	read: readFeishu,
	one: 'ou_1',
	everybody: 'all',
	limit: 20_000,
	size: bytes,
};
