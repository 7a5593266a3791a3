import { isLivingRobot } from './response';
import { weComNotification, weComStyles } from './notification';
import { weComAccess } from './access';
import type { WeComAccess } from './platform';
import { weComMediaTypes } from './messages';
import { WECOM_SEND_PATH, weComRobotsOf } from './address';
import { oneOf } from '../values';
import type { CredentialTest } from '../design/credentialTest';
import type { RobotItem } from '../design/item';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import type { NotMentioned } from '../mentions/mentioned';
import { weComMentioning } from './mentions';
import { weComAppMessages } from './smartRobot/appMessages';
import { weComSmartNotification, weComSmartStyles } from './smartRobot/notification';
import { mentionsOf, messagesOf } from './parameters';
import { OF_THE_UPLOADER, uploadMedia } from './uploadMedia';

/** What the WeCom robot does. */
export const weComRobot: RobotDesign<WeComAccess> = {
	access: weComAccess,

	messages: messagesOf,

	request: (item) => ({ ...item.access.request, ...(hasMedia(item) ? OF_THE_UPLOADER : {}) }),

	mentioning: weComMentioning,

	chatApp: ({ smartRobot }) => (smartRobot ? weComAppMessages(smartRobot) : undefined),

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const common = { language, whenTooLong, mentions: mentionsOf(item) };
		if (item.access.smartRobot) {
			const style = item.choice('style', 'Style', weComSmartStyles, 'auto');
			const options = { ...common, style };
			return {
				options,
				write(notification, place) {
					const at = optionsAt(notification, place, options, weComMentioning);
					if (at.mentions.everybody) item.reportNotMentioned(NOT_EVERYBODY);
					return weComSmartNotification(notification, at);
				},
			};
		}
		const options = { ...common, style: item.choice('style', 'Style', weComStyles, 'auto') };
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

const NOT_EVERYBODY: NotMentioned = { reason: 'A smart robot cannot mention everybody' };

/** What was uploaded can be sent only by the robot that uploaded it: of several, by the first. */
function hasMedia(item: RobotItem<WeComAccess>): boolean {
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
