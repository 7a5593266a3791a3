import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { MoreLink } from '../../src/escalation/moreLink';
import { definedLinks, rowsOf } from '../shared/robot/definedRows';
import { linkColumns } from '../shared/robot/notificationProperties';
import { rowsProperty } from '../shared/robot/propertyBuilders';
import { forRemindingOption } from './remindingOperations';

/** So that they and our own fit into every message. */
const MOST = 5;

/** An option of its own: it takes expressions of the event, and the fields of Links take none. */
export const moreLinksOption: INodeProperties = rowsProperty('Link', linkColumns, {
	displayName: 'More Links',
	name: 'moreLinks',
	displayOptions: forRemindingOption,
	description: `Links that reminders and Exhausted show as their first buttons, at most ${MOST}, for example {{ $execution.resumeUrl }} of an execution that waits. Everyone in the chat can use them. Rows without a URL are left out.`,
});

/** Those of an event; undefined where it has none. @throws {ExplainedError} */
export function moreLinksFor(node: IExecuteFunctions, item: number): MoreLink[] | undefined {
	const links = definedLinks(rowsOf<MoreLink>(node, 'options.moreLinks', item), MOST);
	return links.length > 0 ? links : undefined;
}
