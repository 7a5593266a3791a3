import { isLivingRobot } from './response';
import { weComNotification, weComStyles } from './notification';
import { weCom } from './platform';
import { weComMediaTypes } from './messages';
import { WECOM_SEND_PATH, weComRobotsOf } from './address';
import { oneOf } from '../values';
import type { CredentialTest } from '../design/credentialTest';
import type { RobotItem } from '../design/item';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { weComMentioning } from './mentions';
import { mentionsOf, messagesOf } from './parameters';
import { OF_THE_UPLOADER, uploadMedia } from './uploadMedia';

/** What the WeCom robot does. */
export const weComRobot: RobotDesign = {
	access: async (node) =>
		await node.credential('weComRobotApi', (fields) => {
			const robots = weComRobotsOf(fields);
			return {
				platform: weCom,
				addresses: robots.map(({ baseUrl, key }) => `${baseUrl} ${key}`),
				secrets: robots.map(({ key }) => key),
				request: { url: WECOM_SEND_PATH },
			};
		}),

	messages: messagesOf,

	request: (item) => ({ ...item.access.request, ...(hasMedia(item) ? OF_THE_UPLOADER : {}) }),

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

/** What was uploaded can be sent only by the robot that uploaded it: of several, by the first. */
function hasMedia(item: RobotItem): boolean {
	const isMessage = item.text('operation') === 'sendMessage';
	return isMessage && ['file', 'voice'].includes(item.text('messageType'));
}

/** An empty text: a living robot refuses it with 44004 and posts nothing, a wrong key is refused with 93000. */
export const weComCredentialTest: CredentialTest = {
	platform: 'WeCom',
	requests: (fields) =>
		weComRobotsOf(fields).map(({ baseUrl, key }) => ({
			uri: baseUrl + WECOM_SEND_PATH,
			qs: { key },
			body: { msgtype: 'text', text: { content: '' } },
			secrets: [key],
		})),
	verdict: isLivingRobot,
};
