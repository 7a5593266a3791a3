import { isLivingRobot } from './response';
import { weComNotification, weComStyles } from './notification';
import { weCom } from './platform';
import { weComMediaTypes } from './messages';
import { WECOM_SEND_PATH, weComAddressOf } from './address';
import { oneOf } from '../values';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { weComMentioning } from './mentions';
import { mentionsOf, messagesOf } from './parameters';
import { uploadMedia } from './uploadMedia';

/** What the WeCom robot does. */
export const weComRobot: RobotDesign = {
	access: async (node) =>
		await node.credential('weComRobotApi', (fields) => {
			const { baseUrl, key } = weComAddressOf(fields);
			return {
				platform: weCom,
				address: `${baseUrl} ${key}`,
				secrets: [key],
				request: { url: WECOM_SEND_PATH },
			};
		}),

	messages: messagesOf,

	mentioning: weComMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', weComStyles, 'auto');
		const options = { style, language, whenTooLong, mentions: mentionsOf(item) };
		return {
			options,
			write: (notification, place) =>
				weComNotification(notification, optionsAt(notification, place, options, weComMentioning)),
		};
	},

	operations: {
		uploadMedia: async (item) =>
			await uploadMedia(item, oneOf(item.text('mediaType'), weComMediaTypes, 'file', 'Upload As')),
	},
};

/** An empty text: a living robot refuses it with 44004 and posts nothing, a wrong key is refused with 93000. */
export const weComCredentialTest: CredentialTest = {
	platform: 'WeCom',
	request(fields) {
		const { baseUrl, key } = weComAddressOf(fields);
		return {
			uri: baseUrl + WECOM_SEND_PATH,
			qs: { key },
			body: { msgtype: 'text', text: { content: '' } },
			secrets: [key],
		};
	},
	verdict: isLivingRobot,
};
