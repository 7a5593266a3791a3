import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import type { RootContent } from '../../../src/robots/markdown/tree';
import { plainParagraph, rootOf } from '../../../src/robots/markdown/build';
import { parseMarkdown } from '../../../src/robots/markdown/parse';
import { itemNotifications } from '../../../src/robots/notification/fromItem';
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
import { contextOf } from './arrived';
import { definedFacts, definedLinks, rowsOf } from './definedRows';
import type { NodeItem } from './nodeItem';

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
		onDuty: fromItem.onDuty,
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
