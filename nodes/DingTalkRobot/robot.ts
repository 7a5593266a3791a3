import { entered } from '../../src/robots/credential';
import { DINGTALK_SEND_PATH, dingTalkAddressOf } from '../../src/robots/dingTalk/address';
import { isLivingRobot } from '../../src/robots/dingTalk/response';
import { dingTalkNotification, dingTalkStyles } from '../../src/robots/dingTalk/notification';
import { dingTalk } from '../../src/robots/dingTalk/platform';
import { dingTalkQuery, dingTalkSignatures } from '../../src/robots/dingTalk/signature';
import { systemClock } from '../../src/time/clock';
import { testByResponse } from '../shared/robot/credentialTest';
import { accessBy } from '../shared/robot/robotNode';
import type { RobotDesign } from '../shared/robot/robotDesign';
import type { KeywordAccess } from '../shared/robot/robotSession';
import { mentionsOf } from './mentions';
import { messagesOf } from './messages';

/** What the DingTalk robot does. */
export const dingTalkRobot: RobotDesign<KeywordAccess> = {
	access: async (node) =>
		await accessBy(node, 'dingTalkRobotApi', (fields) => {
			const { baseUrl, token } = dingTalkAddressOf(fields);
			return {
				platform: dingTalk,
				address: `${baseUrl} ${token}`,
				secrets: [token, entered(fields, 'secret')],
				signatures: (from, to) => dingTalkSignatures(fields, from, to),
				request: { url: DINGTALK_SEND_PATH },
				keyword: entered(fields, 'keyword') || undefined,
			};
		}),

	messages: messagesOf,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', dingTalkStyles, 'auto');
		const { keyword } = item.access;
		const options = { style, language, whenTooLong, mentions: mentionsOf(item), keyword };
		return { options, write: (notification) => dingTalkNotification(notification, options) };
	},
};

/**
 * An empty text: a living robot refuses it and posts nothing. Only the words of
 * the answer tell a missing keyword, which is fine here, from a wrong signature.
 */
export const dingTalkRobotTest = testByResponse({
	platform: 'DingTalk',
	request(fields) {
		const query = dingTalkQuery(fields, systemClock.now());
		return {
			uri: dingTalkAddressOf(fields).baseUrl + DINGTALK_SEND_PATH,
			qs: query,
			body: { msgtype: 'text', text: { content: '' } },
			secrets: [entered(fields, 'secret'), ...Object.values(query)],
		};
	},
	verdict: isLivingRobot,
});
