import type { ReminderLinks } from './links';
import type { ChangeRecord } from '../record';
import { escalationJson } from './reminderItem';
import { endedByIdOf, iso, timelineOf } from '../readable';
import { itemWords } from './itemWords';
import { changeSummary } from './summary';

/**
 * The JSON of an item that leaves by Changes: what somebody did, what became of the
 * target, or that nobody is on duty, and the conversation as it is when the item leaves.
 *
 * @param store see `escalationJson`.
 */
export function changeJson(
	{ notice, escalation, timeline, onDuty }: ChangeRecord,
	now: number,
	links?: ReminderLinks,
	store?: string,
): Record<string, unknown> {
	const until = heldUntil({ notice, escalation }, now);
	const { escalation: about, ...conversation } = escalationJson(escalation, now, store);
	const target = conversation.targets?.find(({ kind }) => kind === notice.target);
	return {
		text: changeSummary(escalation, { ...notice, until }, now, itemWords),
		change: notice.change,
		changedBy: notice.by,
		...(notice.byId ? { changedById: notice.byId } : {}),
		changedAt: iso(notice.at),
		heldUntil: iso(until),
		...(onDuty ? { onDuty } : {}),
		...(links ? { links } : {}),
		...conversation,
		...(target ? { target } : {}),
		escalation: {
			...about,
			endedAt: iso(escalation.endedAt),
			endedBy: escalation.endedBy,
			...endedByIdOf(escalation),
			endedBecause: escalation.endedBecause,
			idempotencyKey: [escalation.id, notice.change, notice.target ?? [], notice.at]
				.flat()
				.join(':'),
			timeline: timelineOf(timeline),
		},
	};
}

/** Null where it does not hold any more: its time is over, somebody else holds it, or the conversation ended. */
function heldUntil(
	{ notice, escalation }: Pick<ChangeRecord, 'notice' | 'escalation'>,
	now: number,
): number | null {
	const { lastHold, heldUntil, endedAt } = escalation;
	const holds = endedAt === null && lastHold?.at === notice.at && lastHold.kind === notice.change;
	return holds && heldUntil !== null && heldUntil > now ? heldUntil : null;
}
