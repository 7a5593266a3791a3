import { entered } from '../credential';
import { feishuBotsOf } from './address';
import { isLivingBot } from './response';
import { feishuNotification, feishuStyles } from './notification';
import { feishu } from './platform';
import { feishuSignature, feishuSignatures } from './signature';
import { systemClock } from '../../time/clock';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { feishuMentioning } from './mentions';
import type { KeywordAccess } from '../design/access';
import { mentionsOf, messagesOf } from './parameters';

/** What the Feishu robot does. */
export const feishuRobot: RobotDesign<KeywordAccess> = {
	access: async (node) =>
		await node.credential('feishuRobotApi', (fields) => {
			const bots = feishuBotsOf(fields);
			return {
				platform: feishu,
				addresses: bots.map(({ baseUrl, token }) => `${baseUrl} ${token}`),
				secrets: bots.flatMap(({ token, secret }) => [token, secret]),
				signatures: (from, to) => bots.flatMap(({ secret }) => feishuSignatures(secret, from, to)),
				// The path is the address of the bot, which its credential adds.
				request: {},
				keyword: entered(fields, 'keyword') || undefined,
			};
		}),

	messages: messagesOf,

	mentioning: feishuMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', feishuStyles, 'card');
		const { keyword } = item.access;
		const options = { style, language, whenTooLong, mentions: mentionsOf(item), keyword };
		return {
			options,
			write: (notification, place) =>
				feishuNotification(notification, optionsAt(notification, place, options, feishuMentioning)),
		};
	},
};

/** A text without its text: a living bot refuses it with 9499 or 19002 and posts nothing. */
export const feishuCredentialTest: CredentialTest = {
	platform: 'Feishu',
	requests: (fields) =>
		feishuBotsOf(fields).map(({ baseUrl, path, token, secret }) => {
			const signature: Record<string, string> = secret
				? feishuSignature(secret, systemClock.now())
				: {};
			return {
				uri: baseUrl + path,
				body: { ...signature, msg_type: 'text', content: {} },
				secrets: [token, secret, ...Object.values(signature)],
			};
		}),
	verdict: isLivingBot,
};
