import { entered } from '../credential';
import { DINGTALK_SEND_PATH, dingTalkAddressOf } from './address';
import { isLivingRobot } from './response';
import { dingTalkNotification, dingTalkStyles } from './notification';
import { dingTalk } from './platform';
import { dingTalkQuery, dingTalkSignatures } from './signature';
import { systemClock } from '../../time/clock';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { dingTalkMentioning } from './mentions';
import type { KeywordAccess } from '../design/access';
import { mentionsOf, messagesOf } from './parameters';

/** What the DingTalk robot does. */
export const dingTalkRobot: RobotDesign<KeywordAccess> = {
	access: async (node) =>
		await node.credential('dingTalkRobotApi', (fields) => {
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

	mentioning: dingTalkMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', dingTalkStyles, 'auto');
		const { keyword } = item.access;
		const options = { style, language, whenTooLong, mentions: mentionsOf(item), keyword };
		return {
			options,
			write: (notification, place) =>
				dingTalkNotification(
					notification,
					optionsAt(notification, place, options, dingTalkMentioning),
				),
		};
	},
};

/**
 * An empty text: a living robot refuses it and posts nothing. Only the words of
 * the answer tell a missing keyword, which is fine here, from a wrong signature.
 */
export const dingTalkCredentialTest: CredentialTest = {
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
};
