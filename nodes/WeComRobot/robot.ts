import type { IDataObject } from 'n8n-workflow';

import { isLivingRobot } from '../../src/robots/weCom/response';
import { weComNotification, weComStyles } from '../../src/robots/weCom/notification';
import { weCom } from '../../src/robots/weCom/platform';
import { weComMediaTypes } from '../../src/robots/weCom/messages';
import { WECOM_SEND_PATH, weComAddressOf } from '../../src/robots/weCom/webhookAddress';
import { oneOf } from '../../src/robots/values';
import { testByResponse } from '../shared/robot/credentialTest';
import { accessBy } from '../shared/robot/robotNode';
import type { RobotDesign } from '../shared/robot/robotDesign';
import { mentionsOf } from './mentions';
import { messagesOf } from './messages';
import { uploadMedia } from './uploadMedia';

/** What the WeCom robot does. */
export const weComRobot: RobotDesign = {
	access: async (node) =>
		await accessBy(node, 'weComRobotApi', (fields) => {
			const { baseUrl, key } = weComAddressOf(fields);
			return {
				platform: weCom,
				address: `${baseUrl} ${key}`,
				secrets: [key],
				request: { url: WECOM_SEND_PATH },
			};
		}),

	messages: messagesOf,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', weComStyles, 'auto');
		const options = { style, language, whenTooLong, mentions: mentionsOf(item) };
		return { options, write: (notification) => weComNotification(notification, options) };
	},

	operations: {
		uploadMedia: async (item) =>
			(await uploadMedia(
				item,
				oneOf(item.text('mediaType'), weComMediaTypes, 'file', 'Upload As'),
			)) as IDataObject,
	},
};

/** An empty text: a living robot refuses it with 44004 and posts nothing, a wrong key is refused with 93000. */
export const weComRobotTest = testByResponse({
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
});
