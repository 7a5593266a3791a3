import type { IExecuteFunctions } from 'n8n-workflow';

import type { WeComMentions } from '../../src/robots/weCom/mentions';
import { weComNotification, type WeComStyle } from '../../src/robots/weCom/notification';
import { listOf } from '../../src/robots/values';
import { sendingOptions } from '../shared/robot/parameters';
import type { Writer } from '../shared/robot/sendNotifications';

export function mentionsOf(node: IExecuteFunctions, item: number): WeComMentions {
	const { users, mobiles, everybody } = node.getNodeParameter('mention', item, {}) as {
		users?: unknown;
		mobiles?: unknown;
		everybody?: boolean;
	};
	return { users: listOf(users), mobiles: listOf(mobiles), everybody: everybody ?? false };
}

export function writerOf(node: IExecuteFunctions, item: number): Writer {
	const { language, whenTooLong } = sendingOptions(node, item);
	const { style = 'auto' } = node.getNodeParameter('options', item, {}) as { style?: WeComStyle };
	const options = { style, language, whenTooLong, mentions: mentionsOf(node, item) };
	return {
		group: JSON.stringify(options),
		language,
		write: (notification) => weComNotification(notification, options),
	};
}
