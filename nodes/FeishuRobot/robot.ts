import { entered } from '../../src/robots/credential';
import { feishuAddressOf } from '../../src/robots/feishu/address';
import { feishuNotification, feishuStyles } from '../../src/robots/feishu/notification';
import { feishu } from '../../src/robots/feishu/platform';
import { accessBy, type RobotDesign } from '../shared/robot/robotNode';
import type { KeywordAccess } from '../shared/robot/robotSession';
import { mentionsOf } from './mentions';
import { messagesOf } from './messages';

/** What the Feishu robot does. */
export const feishuRobot: RobotDesign<KeywordAccess> = {
	access: async (node) =>
		await accessBy(node, 'feishuRobotApi', (fields) => {
			const { baseUrl, path, token } = feishuAddressOf(fields);
			return {
				platform: feishu,
				address: `${baseUrl} ${token}`,
				secrets: [token, entered(fields, 'secret')],
				request: { url: path },
				keyword: entered(fields, 'keyword') || undefined,
			};
		}),

	messages: messagesOf,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', feishuStyles, 'card');
		const { keyword } = item.access;
		const options = { style, language, whenTooLong, mentions: mentionsOf(item), keyword };
		return { options, write: (notification) => feishuNotification(notification, options) };
	},
};
