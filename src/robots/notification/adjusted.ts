import { folded } from '../../text/folded';
import type { Root } from '../markdown/tree';
import {
	tidied,
	type Button,
	type Fact,
	type Notification,
	type NotificationSeverity,
} from './notification';

/** What somebody wants otherwise than it is made of an item. What is empty stays as it is. */
export interface Adjustments {
	title: string;
	severity: NotificationSeverity | undefined;
	textAbove: Root | undefined;
	moreFacts: Fact[];
	/** Names as the message shows them. */
	hiddenFacts: string[];
	moreLinks: Button[];
}

/** The notification of an item, with the words of its user. */
export function adjusted(notification: Notification, adjustments: Adjustments): Notification {
	const { title, severity, textAbove, moreFacts, moreLinks } = adjustments;
	const hidden = new Set(adjustments.hiddenFacts.map(folded));
	// What is made of the item keeps its measures; what was written has those of the platform.
	const { fields, links, ...rest } = tidied({ ...notification, mark: undefined });
	return {
		...rest,
		mark: notification.mark,
		isDefined: true,
		title: title.trim() || rest.title,
		severity: severity ?? rest.severity,
		above: textAbove,
		fields: [...fields.filter(({ name }) => !hidden.has(folded(name))), ...moreFacts],
		links: [...links, ...moreLinks],
	};
}

/** The same of an item that stands for several conversations: what is said of one cannot be said of each. */
export function adjustedInList(
	notification: Notification,
	{ severity, hiddenFacts }: Adjustments,
): Notification {
	return adjusted(notification, {
		title: '',
		severity,
		textAbove: undefined,
		moreFacts: [],
		hiddenFacts,
		moreLinks: [],
	});
}
