import type { IExecuteFunctions } from 'n8n-workflow';

import type { DingTalkMentions } from '../../src/robots/dingTalk/mentions';
import { dingTalkNotification, type DingTalkStyle } from '../../src/robots/dingTalk/notification';
import { listOf } from '../../src/robots/values';
import { sendingOptions } from '../shared/robot/parameters';
import type { Writer } from '../shared/robot/sendNotifications';

export function mentionsOf(node: IExecuteFunctions, item: number): DingTalkMentions {
	const { users, mobiles, everybody } = node.getNodeParameter('mention', item, {}) as {
		users?: unknown;
		mobiles?: unknown;
		everybody?: boolean;
	};
	return { userIds: listOf(users), mobiles: listOf(mobiles), everybody: everybody ?? false };
}

export function writerOf(node: IExecuteFunctions, item: number, keyword?: string): Writer {
	const { language, whenTooLong } = sendingOptions(node, item);
	const { style = 'auto' } = node.getNodeParameter('options', item, {}) as {
		style?: DingTalkStyle;
	};
	const options = { style, language, whenTooLong, mentions: mentionsOf(node, item), keyword };
	return {
		group: JSON.stringify(options),
		language,
		write: (notification) => dingTalkNotification(notification, options),
	};
}
