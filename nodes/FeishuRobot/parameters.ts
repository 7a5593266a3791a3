import type { IExecuteFunctions } from 'n8n-workflow';

import type { FeishuMentions } from '../../src/robots/feishu/mentions';
import { feishuNotification, type FeishuStyle } from '../../src/robots/feishu/notification';
import { listOf } from '../../src/robots/values';
import { sendingOptions } from '../shared/robot/parameters';
import type { Writer } from '../shared/robot/sendNotifications';

export function mentionsOf(node: IExecuteFunctions, item: number): FeishuMentions {
	const { users, everybody = false } = node.getNodeParameter('mention', item, {}) as {
		users?: unknown;
		everybody?: boolean;
	};
	return { users: listOf(users), everybody };
}

export function writerOf(node: IExecuteFunctions, item: number, keyword?: string): Writer {
	const { language, whenTooLong } = sendingOptions(node, item);
	const { style = 'card' } = node.getNodeParameter('options', item, {}) as { style?: FeishuStyle };
	const options = { style, language, whenTooLong, mentions: mentionsOf(node, item), keyword };
	return {
		group: JSON.stringify(options),
		language,
		write: (notification) => feishuNotification(notification, options),
	};
}
