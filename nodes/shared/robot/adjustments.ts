import type { IExecuteFunctions } from 'n8n-workflow';

import { parseMarkdown } from '../../../src/robots/markdown/parse';
import type { Adjustments } from '../../../src/robots/notification/adjusted';
import {
	MOST_FURTHER_LINKS,
	notificationSeverities,
	type Button,
	type Fact,
} from '../../../src/robots/notification/notification';
import { oneOf, textOf } from '../../../src/robots/values';
import { entriesOf } from '../../../src/text/list';
import { definedFacts, definedLinks } from './definedRows';

/** What "Adjustments" says; undefined where nothing was added, or expressions gave nothing. @throws {ExplainedError} */
export function adjustmentsOf(node: IExecuteFunctions, item: number): Adjustments | undefined {
	const given = node.getNodeParameter('adjustments', item, {}) as {
		title?: unknown;
		severity?: unknown;
		textAbove?: unknown;
		moreFacts?: { rows?: Fact[] };
		hideFacts?: unknown;
		moreLinks?: { rows?: Button[] };
	};
	if (Object.keys(given).length === 0) return undefined;
	const textAbove = textOf(given.textAbove);
	const severity = oneOf(given.severity, [...notificationSeverities, 'item'], 'item', 'Severity');
	return {
		title: textOf(given.title),
		severity: severity === 'item' ? undefined : severity,
		textAbove: textAbove.trim() === '' ? undefined : parseMarkdown(textAbove),
		moreFacts: definedFacts(given.moreFacts?.rows ?? []),
		hiddenFacts: entriesOf(given.hideFacts, 'list'),
		moreLinks: definedLinks(given.moreLinks?.rows ?? [], MOST_FURTHER_LINKS),
	};
}
