import type { IExecuteFunctions } from 'n8n-workflow';

import type { NotificationContext } from '../../../src/robots/notification/fromEvent';
import { itemNotification } from '../../../src/robots/notification/fromItem';
import type { Notification } from '../../../src/robots/notification/notification';
import type { Language } from '../../../src/words/language';

/** The notification of what arrived, whatever the parameters say. */
export function notificationOfItem(
	node: IExecuteFunctions,
	item: number,
	language: Language,
): Notification {
	return itemNotification(node.getInputData()[item].json, contextOf(node, language));
}

/** What a notification takes from the workflow. */
export function contextOf(node: IExecuteFunctions, language: Language): NotificationContext {
	return { language, timeZone: node.getTimezone(), untitled: node.getWorkflow().name };
}
