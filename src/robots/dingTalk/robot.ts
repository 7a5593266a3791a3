import { entered } from '../credential';
import { DINGTALK_SEND_PATH, dingTalkRobotsOf } from './address';
import { isLivingRobot } from './response';
import { dingTalkNotification, dingTalkStyles } from './notification';
import { dingTalk } from './platform';
import { dingTalkQuery, dingTalkSignatures } from './signature';
import { systemClock } from '../../time/clock';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { dingTalkMentioning } from './mentions';
import type { KeywordAccess } from '../design/access';
import { mentionsOf, messagesOf, placeOf } from './parameters';

/** What the DingTalk robot does. */
export const dingTalkRobot: RobotDesign<KeywordAccess> = {
	access: async (node) =>
		await node.credential('dingTalkRobotApi', (fields) => {
			const robots = dingTalkRobotsOf(fields);
			return {
				platform: dingTalk,
				addresses: robots.map(({ baseUrl, token }) => `${baseUrl} ${token}`),
				secrets: robots.flatMap(({ token, secret }) => [token, secret]),
				signatures: (from, to) =>
					robots.flatMap(({ secret }) => dingTalkSignatures(secret, from, to)),
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
		const place = placeOf(item);
		const options = { style, language, whenTooLong, mentions: mentionsOf(item), place, keyword };
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
	requests: (fields) =>
		dingTalkRobotsOf(fields).map((robot) => {
			const query = dingTalkQuery(robot, systemClock.now());
			return {
				uri: robot.baseUrl + DINGTALK_SEND_PATH,
				qs: query,
				body: { msgtype: 'text', text: { content: '' } },
				secrets: [robot.secret, ...Object.values(query)],
			};
		}),
	verdict: isLivingRobot,
};
