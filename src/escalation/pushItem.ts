import { serviceEventSchema } from '../events/serviceEvent';
import { readableDuration } from '../time/duration';
import type { GatedAct } from './engine';
import { levelIndex, type Level } from './level';
import { idempotencyKeyOf, type Claim, type Escalation, type TimelineEntry } from './escalation';

/**
 * The JSON of an item that leaves the node, for every output.
 *
 * @param levels those that the node has now.
 */
export function outputJson(act: GatedAct, levels: Level[], now: number): Record<string, unknown> {
	const { escalation, claim } = act;
	return {
		text: summary(escalation, claim, now),
		conversation: conversationOf(escalation),
		...(claim.output === 'push' ? { push: pushOf(escalation, claim, levels, now) } : {}),
		waiting: {
			since: iso(escalation.waitingSince),
			seconds: Math.round(waitedFor(escalation, now) / 1_000),
			readable: readableDuration(waitedFor(escalation, now)),
		},
		messages: { count: escalation.messageCount, latestAt: iso(escalation.latestMessageAt) },
		escalation: {
			id: escalation.id,
			state: escalation.state,
			openedAt: iso(escalation.openedAt),
			pushCount: escalation.pushCount,
			maximumPushes: maximumOf(escalation),
			...(claim.output === 'push' ? {} : endOf(act)),
		},
		event: escalation.event,
	};
}

function pushOf(
	escalation: Escalation,
	claim: Claim,
	levels: Level[],
	now: number,
): Record<string, unknown> {
	const number = claim.pushNumber ?? 0;
	const index = levelIndex(levels, number);
	return {
		number,
		maximum: maximumOf(escalation),
		level: index + 2,
		levelName: levels[index]?.name ?? 'Push',
		isFirst: number === 1,
		isLast: number === escalation.policy.maximumPushes,
		plannedFor: iso(claim.plannedFor),
		sentAt: iso(now),
		latenessMilliseconds: Math.max(0, now - claim.plannedFor),
		/** The same when a push is sent again after a crash. */
		idempotencyKey: idempotencyKeyOf(escalation, claim),
		isRedelivery: claim.redelivery,
	};
}

/** Null when there is none. */
function maximumOf({ policy }: Escalation): number | null {
	return policy.maximumPushes || null;
}

function endOf({ escalation, claim, timeline }: GatedAct): Record<string, unknown> {
	return {
		endedAt: escalation.endedAt === null ? null : iso(escalation.endedAt),
		endedBy: escalation.endedBy,
		...(claim.output === 'exhausted' ? { exhaustedBecause: escalation.exhaustedBecause } : {}),
		idempotencyKey: idempotencyKeyOf(escalation, claim),
		timeline: timeline.map(readableEntry),
	};
}

function readableEntry({ at, ...entry }: TimelineEntry): Record<string, unknown> {
	return { at: iso(at), ...entry };
}

/** One message for people: how long, who, where, and what they wrote. */
function summary(escalation: Escalation, claim: Claim, now: number): string {
	const waited = readableDuration(waitedFor(escalation, now));
	return [
		headline(escalation, claim, waited),
		...whoAndWhere(escalation),
		...quotation(escalation),
	].join('\n');
}

function headline(escalation: Escalation, claim: Claim, waited: string): string {
	const { pushCount, policy, endedBy } = escalation;
	switch (claim.output) {
		case 'push':
			return policy.maximumPushes > 0
				? `No reply for ${waited} (push ${claim.pushNumber} of ${policy.maximumPushes})`
				: `No reply for ${waited} (push ${claim.pushNumber})`;
		case 'replied':
			return `Replied after ${waited}${endedBy ? ` by ${endedBy}` : ''}, pushes sent: ${pushCount}`;
		case 'exhausted':
			return escalation.exhaustedBecause === 'pushFailed'
				? `No reply for ${waited}, and push ${pushCount + 1} could not be sent`
				: `Still no reply after ${waited} and ${plural(pushCount, 'push', 'pushes')}`;
	}
}

function plural(count: number, one: string, many: string): string {
	return `${count} ${count === 1 ? one : many}`;
}

function whoAndWhere({ event, conversationKey }: Escalation): string[] {
	const { visitor, project, agent } = partOf(event);
	const name = visitor?.name ?? visitor?.id ?? visitor?.nickname;
	const nickname = visitor?.nickname && visitor.nickname !== name ? ` (${visitor.nickname})` : '';
	return [
		name ? `Customer: ${name}${nickname}` : `Conversation: ${conversationKey}`,
		...(project ? [`Project: ${project.name}`] : []),
		...(agent?.name ? [`Agent: ${agent.name}`] : []),
	];
}

function quotation({ event }: Escalation): string[] {
	const { text } = partOf(event);
	return text ? [`Message: ${text}`] : [];
}

/** What is known of an event, also of one that some other node made up. */
function partOf(event: Record<string, unknown>) {
	const { visitor, project, agent, text } = serviceEventSchema.shape;
	const read = <Value>(schema: { safeParse(input: unknown): { data?: Value } }, value: unknown) =>
		schema.safeParse(value).data;
	return {
		visitor: read(visitor, event.visitor),
		project: read(project, event.project),
		agent: read(agent, event.agent),
		text: read(text, event.text),
	};
}

function conversationOf({ event, conversationKey }: Escalation): Record<string, unknown> {
	const { conversation } = event;
	return { ...(typeof conversation === 'object' ? conversation : {}), key: conversationKey };
}

function waitedFor({ waitingSince, endedAt }: Escalation, now: number): number {
	return Math.max(0, (endedAt ?? now) - waitingSince);
}

function iso(time: number): string {
	return new Date(time).toISOString();
}
