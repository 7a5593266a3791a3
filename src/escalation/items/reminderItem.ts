import type { GatedOutput } from '../record';
import {
	idempotencyKeyOf,
	type Claim,
	type Escalation,
	type EscalationWithEvent,
} from '../escalation';
import { isAtOpening } from '../policy';
import type { ItemLinks } from './links';
import { levelIndex, type Level } from '../level';
import {
	conversationOf,
	endedByIdOf,
	failingOf,
	iso,
	lastHoldOf,
	maximumOf,
	messagesOf,
	timelineOf,
	waitingOf,
} from '../readable';
import { itemWords } from './itemWords';
import { summary } from './summary';
import { targetsOf } from '../target';

/** What leaves, with the links that it carries, and the id of the store that knows it. */
export type LinkedOutput = GatedOutput & { links?: ItemLinks; store?: string };

/**
 * The JSON of an item that leaves the node, for every output.
 *
 * @param levels those that the node has now.
 */
export function outputJson(
	gatedOutput: LinkedOutput,
	levels: Level[],
	now: number,
): Record<string, unknown> {
	const { escalation, claim } = gatedOutput;
	const isReminder = claim.output === 'reminder';
	const { escalation: about, ...said } = escalationJson(escalation, now, gatedOutput.store);
	return {
		text: summary(escalation, claim, now, itemWords),
		...said,
		...(isReminder ? { reminder: reminderOf(escalation, claim, levels, now) } : {}),
		...(gatedOutput.onDuty ? { onDuty: gatedOutput.onDuty } : {}),
		...linksOf(gatedOutput),
		escalation: { ...about, ...(isReminder ? {} : announcementOf(gatedOutput)) },
	};
}

/** A reminder has all; who hears that nobody replied may still decide; who is told of anything else but a reply, look at who waits. */
function linksOf({ claim: { output }, links = {} }: LinkedOutput): { links?: ItemLinks } {
	if (output === 'replied') return {};
	const { more, board } = links;
	const shown: ItemLinks = output === 'reminder' ? links : { board };
	if (output === 'exhausted') shown.more = more;
	const given = Object.entries(shown).filter(([, value]) => value !== undefined);
	return given.length > 0 ? { links: Object.fromEntries(given) as ItemLinks } : {};
}

/**
 * What every item says of its conversation.
 *
 * @param store by which robots find the store that knows it; none where nothing is stored.
 */
export function escalationJson(escalation: EscalationWithEvent, now: number, store?: string) {
	const targets = targetsOf(escalation, now);
	return {
		conversation: conversationOf(escalation),
		waiting: waitingOf(escalation, now),
		messages: messagesOf(escalation),
		...(targets.length > 0 ? { target: targets[0], targets } : {}),
		...(escalation.lastHold ? { lastHold: lastHoldOf(escalation) } : {}),
		escalation: {
			id: escalation.id,
			...(store === undefined ? {} : { store }),
			state: escalation.state,
			openedAt: iso(escalation.openedAt),
			reminderCount: escalation.reminderCount,
			maximumReminders: maximumOf(escalation),
		},
		event: escalation.event,
	};
}

/** The JSON of one item for several outputs that leave by the same output, see `Digest`. */
export function digestJson(
	gatedOutputs: LinkedOutput[],
	levels: Level[],
	now: number,
): Record<string, unknown> {
	const conversations = gatedOutputs.map((gatedOutput) => outputJson(gatedOutput, levels, now));
	const board = linksOf(gatedOutputs[0]).links?.board;
	return {
		text: conversations.map(({ text }) => text).join('\n\n'),
		digest: { by: gatedOutputs[0].escalation.policy.digest?.key, count: gatedOutputs.length },
		...(board === undefined ? {} : { links: { board } }),
		conversations,
	};
}

function reminderOf(
	escalation: Escalation,
	claim: Claim,
	levels: Level[],
	now: number,
): Record<string, unknown> {
	const number = claim.reminderNumber ?? 0;
	const index = levelIndex(levels, number);
	return {
		number,
		maximum: maximumOf(escalation),
		level: index + 2,
		levelName: levels[index]?.name ?? 'Reminder',
		isFirst: number === 1,
		isLast: number === escalation.policy.maximumReminders,
		plannedFor: iso(claim.plannedFor),
		...(isAtOpening(escalation.policy, claim.plannedFor)
			? { openedAt: iso(claim.plannedFor) }
			: {}),
		sentAt: iso(now),
		latenessMilliseconds: Math.max(0, now - claim.plannedFor),
		/** The same when a reminder is sent again after a crash. */
		idempotencyKey: idempotencyKeyOf(escalation, claim),
		isRedelivery: claim.redelivery,
	};
}

function announcementOf({ escalation, claim, timeline }: GatedOutput): Record<string, unknown> {
	return {
		failing: failingOf(escalation),
		endedAt: iso(escalation.endedAt),
		endedBy: escalation.endedBy,
		...endedByIdOf(escalation),
		endedBecause: escalation.endedBecause,
		idempotencyKey: idempotencyKeyOf(escalation, claim),
		timeline: timelineOf(timeline),
	};
}
