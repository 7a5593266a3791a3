import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { SendingOptions } from '../../../src/robots/design/item';
import type { RootContent } from '../../../src/robots/markdown/tree';
import { plainParagraph, rootOf } from '../../../src/robots/markdown/build';
import { parseMarkdown } from '../../../src/robots/markdown/parse';
import { itemNotification, itemNotifications } from '../../../src/robots/notification/fromItem';
import type { NotificationContext } from '../../../src/robots/notification/fromEvent';
import { waysWhenTooLong } from '../../../src/robots/notification/inParts';
import {
	MOST_DEFINED_LINKS,
	notificationSeverities,
	type Button,
	type Fact,
	type Notification,
} from '../../../src/robots/notification/notification';
import { oneOf, textOf } from '../../../src/robots/values';
import { adjusted, adjustedInList } from '../../../src/robots/notification/adjusted';
import { adjustmentsOf } from './adjustments';
import type { NodeItem } from './nodeItem';
import { definedFacts, definedLinks, rowsOf } from './definedRows';
import { SECOND } from '../../../src/time/duration';
import { languages, type Language } from '../../../src/words/language';
import { ownLanguage } from '../../../src/words/ownLanguage';

/** The language of all robots: see `ownLanguage`. */
export const AUTOMATIC = 'auto';
/** How long a message may wait for its turn; WeCom's and DingTalk's windows are a minute. */
export const DEFAULT_WAIT_SECONDS = 75;
/** Repeat Until Replied hands out up to five reminders one by one. */
export const DEFAULT_DIGEST_FROM = 6;

/** What the collection "Options" of every robot node says. @throws {ExplainedError} */
export function sendingOptions(node: IExecuteFunctions, item: number): SendingOptions {
	const options = node.getNodeParameter('options', item, {}) as {
		language?: unknown;
		whenTooLong?: unknown;
		maximumWait?: number;
		digestFrom?: number;
	};
	const seconds = Number(options.maximumWait ?? DEFAULT_WAIT_SECONDS);
	return {
		language: languageOf(options.language),
		whenTooLong: oneOf(options.whenTooLong, waysWhenTooLong, 'split', 'When Too Long'),
		wait: Math.max(0, seconds) * SECOND,
		digestFrom: Number(options.digestFrom ?? DEFAULT_DIGEST_FROM),
	};
}

/** Of the option, or of all robots. @throws {ExplainedError} */
function languageOf(chosen: unknown): Language {
	const language = oneOf(chosen, [AUTOMATIC, ...languages], AUTOMATIC, 'Language');
	return language === AUTOMATIC ? ownLanguage() : language;
}

/** The notification of what arrived, whatever the parameters say. */
export function notificationOfItem(
	node: IExecuteFunctions,
	item: number,
	language: Language,
): Notification {
	return itemNotification(node.getInputData()[item].json, contextOf(node, language));
}

function contextOf(node: IExecuteFunctions, language: Language): NotificationContext {
	return { language, timeZone: node.getTimezone(), untitled: node.getWorkflow().name };
}

/** The notification that an item asks for, or one for each of its conversations. @throws {ExplainedError} */
export function notificationsOf(node: IExecuteFunctions, item: NodeItem): Notification[] {
	const { index } = item;
	if (node.getNodeParameter('notification', index, 'item') !== 'item') {
		return [definedNotification(node, index, item.arrived)];
	}
	const adjustments = adjustmentsOf(node, index);
	const { json } = node.getInputData()[index];
	const context = contextOf(node, item.sending.language);
	if (!adjustments) return itemNotifications(json, context);
	const { title, textAbove } = adjustments;
	const saysSomething = title.trim() !== '' || textAbove !== undefined;
	const notifications = itemNotifications(json, context, saysSomething);
	return notifications.map((each) =>
		notifications.length > 1 ? adjustedInList(each, adjustments) : adjusted(each, adjustments),
	);
}

function definedNotification(
	node: IExecuteFunctions,
	item: number,
	fromItem: Notification,
): Notification {
	const title = textOf(node.getNodeParameter('title', item, ''));
	if (title.trim() === '') {
		throw new NodeOperationError(node.getNode(), 'The title is empty', {
			itemIndex: item,
			description: 'Enter a title, or set "Notification" to From the Item.',
		});
	}
	return {
		title,
		mark: fromItem.mark,
		severity: oneOf(
			node.getNodeParameter('severity', item, 'info'),
			notificationSeverities,
			'info',
			'Severity',
		),
		quote: textOf(node.getNodeParameter('quote', item, '')),
		body: rootOf(bodyOf(node, item)),
		hasOwnBody: true,
		isDefined: true,
		fields: definedFacts(rowsOf<Fact>(node, 'fields', item)),
		links: definedLinks(rowsOf<Button>(node, 'links', item), MOST_DEFINED_LINKS).map((link) => ({
			// What leads to the same is the same by another name: a title leads to no action.
			...fromItem.links.find(({ url }) => url === link.url),
			...link,
		})),
		at: fromItem.at,
		waits: fromItem.waits,
		agents: fromItem.agents,
		idempotencyKey: fromItem.idempotencyKey,
	};
}

function bodyOf(node: IExecuteFunctions, item: number): RootContent[] {
	const body = textOf(node.getNodeParameter('body', item, ''));
	if (body.trim() === '') return [];
	const format = node.getNodeParameter('bodyFormat', item, 'markdown');
	return oneOf(format, ['markdown', 'plain'], 'markdown', 'Body Format') === 'markdown'
		? parseMarkdown(body).children
		: [plainParagraph(body)];
}
