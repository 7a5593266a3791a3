import { nodeOf } from '../nodeScope';

/** Somebody of whom nothing is to be kept, by the key of their conversation or as events name them. */
export interface Whom {
	by: 'conversationKey' | 'visitorId' | 'visitorName';
	value: string;
	/** Only what this workflow has stored; undefined for all. */
	workflowId?: string;
}

/** Something that is stored with an event. */
interface Stored {
	scope: string;
	event: Record<string, unknown>;
}

/** Whether it is theirs. Of a conversation the key itself says more than its newest event. */
export function isOf({ by, value, workflowId }: Whom, { scope, event }: Stored): boolean {
	if (workflowId !== undefined && nodeOf(scope).workflowId !== workflowId) return false;
	const { id, name, nickname } = Object(event.visitor) as Partial<Record<string, unknown>>;
	const { key } = Object(event.conversation) as Partial<Record<string, unknown>>;
	const names = { conversationKey: [key], visitorId: [id], visitorName: [name, nickname] }[by];
	return names.some((known) => isText(known) && String(known).trim() === value);
}

/** Events that another node has made may have a number. */
function isText(value: unknown): boolean {
	return typeof value === 'string' || typeof value === 'number';
}

/** What stands in the JSON of everything that is theirs, and perhaps of others. */
export function textIn({ value }: Whom): string {
	return JSON.stringify(value).slice(1, -1);
}
