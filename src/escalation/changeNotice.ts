import type { OnDutyItem } from '../duty/onDutyItem';
import type { Change } from './change';
import type { EscalationWithEvent } from './escalation';
import { targetChanges, type TargetChange, type TargetKind } from './policy';

const NAMES = {
	acknowledge: 'acknowledged',
	snooze: 'snoozed',
	markReplied: 'markedReplied',
	cancel: 'cancelled',
} as const satisfies Record<Change['action'], string>;

/** What people do to a conversation, as the Changes output calls it; and that a reminder found nobody on duty. */
export type ChangeName = (typeof NAMES)[Change['action']] | 'nobodyOnDuty';

/** All that the Changes output tells. */
type ToldChange = ChangeName | TargetChange;

/** Kept in the inbox of the node until its Changes output has told of it. Times in ms since 1970. */
export interface ChangeNotice {
	escalationId: string;
	change: ToldChange;
	/** Of which target, where it is of one. */
	target?: TargetKind;
	/** Who it was, as far as we were told. */
	by: string | null;
	/** As `Hold.byId`. */
	byId?: string;
	at: number;
	/** Of a reminder that found nobody on duty. */
	onDuty?: OnDutyItem;
	/** By these two whoever is forgotten is found, see `isOf`. */
	conversation: { key: string };
	visitor?: unknown;
}

/** What becomes of a target, other than what people do. */
export function isTargetChange(change: ToldChange): change is TargetChange {
	return (targetChanges as readonly string[]).includes(change);
}

export function nameOfChange({ action }: Pick<Change, 'action'>): ChangeName {
	return NAMES[action];
}

/** @param escalation as the change has left it. */
export function noticeOf(
	escalation: EscalationWithEvent,
	{ change, target, by, byId }: Pick<ChangeNotice, 'change' | 'target' | 'by' | 'byId'>,
	now: number,
): ChangeNotice {
	return {
		change,
		...(target ? { target } : {}),
		by,
		...(byId ? { byId } : {}),
		at: now,
		...about(escalation),
	};
}

/** That the people are missing who are to be reminded. */
export function nobodyOnDutyNotice(
	escalation: EscalationWithEvent,
	onDuty: OnDutyItem,
	now: number,
): ChangeNotice {
	return { change: 'nobodyOnDuty', by: null, at: now, onDuty, ...about(escalation) };
}

function about({ id, conversationKey, event }: EscalationWithEvent) {
	return { escalationId: id, conversation: { key: conversationKey }, visitor: event.visitor };
}
