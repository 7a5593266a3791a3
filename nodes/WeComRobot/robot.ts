import type { IDataObject } from 'n8n-workflow';

import { weComNotification, weComStyles } from '../../src/robots/weCom/notification';
import { weCom } from '../../src/robots/weCom/platform';
import { weComMediaTypes } from '../../src/robots/weCom/messages';
import { WECOM_SEND_PATH, weComAddressOf } from '../../src/robots/weCom/webhookAddress';
import { oneOf } from '../../src/robots/values';
import { accessBy, type RobotDesign } from '../shared/robot/robotNode';
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
