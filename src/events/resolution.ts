import { own } from '../own';
import type { EventKind } from './serviceEvent';
import { eventSources } from './sources';

/** What a source says when nothing is left to do about a conversation, rather than that somebody has answered. */
const RESOLUTIONS: readonly EventKind[] = [
	'ticket.closed',
	'issue.closed',
	'pullRequest.merged',
	'pullRequest.closed',
	'alert.resolved',
];

export function isResolution({ kind }: { kind: EventKind }): boolean {
	return RESOLUTIONS.includes(kind);
}

/** Whether its source will tell when what an event has opened is resolved. */
export function tellsResolution({
	source: id,
	kind,
}: {
	source: string;
	kind: EventKind;
}): boolean {
	const source = own(eventSources, id);
	if (!source) return false;
	const matter = matterOf(kind);
	if (matter === 'message') return source.closesConversations === true;
	return source.kinds.some((one) => RESOLUTIONS.includes(one) && matterOf(one) === matter);
}

/** `ticket` of `ticket.closed`. */
function matterOf(kind: EventKind): string {
	return kind.split('.', 1)[0];
}
