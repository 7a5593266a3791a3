import { entered } from '../../src/robots/credential';
import { feishuAddressOf } from '../../src/robots/feishu/address';
import { isLivingBot } from '../../src/robots/feishu/response';
import { feishuNotification, feishuStyles } from '../../src/robots/feishu/notification';
import { feishu } from '../../src/robots/feishu/platform';
import { feishuSignature, feishuSignatures } from '../../src/robots/feishu/signature';
import { systemClock } from '../../src/time/clock';
import { testByResponse } from '../shared/robot/credentialTest';
import { accessBy } from '../shared/robot/robotNode';
import type { RobotDesign } from '../shared/robot/robotDesign';
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
				signatures: (from, to) => feishuSignatures(fields, from, to),
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

/** A text without its text: a living bot refuses it with 9499 or 19002 and posts nothing. */
export const feishuRobotTest = testByResponse({
	platform: 'Feishu',
	request(fields) {
		const { baseUrl, path, token } = feishuAddressOf(fields);
		const secret = entered(fields, 'secret');
		const signature: Record<string, string> = secret
			? feishuSignature(secret, systemClock.now())
			: {};
		return {
			uri: baseUrl + path,
			body: { ...signature, msg_type: 'text', content: {} },
			secrets: [token, secret, ...Object.values(signature)],
		};
	},
	verdict: isLivingBot,
});
