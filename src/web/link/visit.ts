import type { EscalationEngine } from '../../engine/engine';
import type { Change } from '../../escalation/change';
import type { EscalationWithEvent, Hold } from '../../escalation/escalation';
import { muteOfProject } from '../../engine/mutes';
import { aboutEvent } from '../../escalation/about';
import { nodeOf } from '../../nodeScope';
import type { Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import { type ConversationAction, type Link, holdOf } from './token';

/** Somebody, or a program that fetches links to show what they are, opened a link. */
export interface Visit {
	/** Known to be ours, and to hold. */
	link: Pick<Link, 'action' | 'minutes' | 'escalationId'>;
	/** Only then anything is changed. */
	isConfirmed: boolean;
	/** Who it is, as they say; null when they do not. */
	actor: string | null;
	/** As `Hold.byId`; a page does not have it. */
	actorId?: string;
	/** What a chat platform delivers twice is known by; a page does not have it. */
	delivery?: string;
}

/** Where the conversations are. */
export interface Conversations {
	engine: Pick<EscalationEngine, 'findOne' | 'changeOne' | 'mute' | 'mutedUntil' | 'noteDelivery'>;
	clock: Clock;
	/** Tells the dispatcher of this scope that something may be due. */
	wake(scope: string): void;
}

/**
 * `unknown`: of a conversation that is forgotten. `over`: it has ended, so that
 * there is nothing to do. `ready`: waits for the confirmation. `done`: it holds.
 */
export type VisitOutcome =
	| { kind: 'unknown' }
	| { kind: 'over'; escalation: EscalationWithEvent }
	| {
			kind: 'ready' | 'done';
			link: Visit['link'];
			escalation: EscalationWithEvent;
			/** As the change has found it: somebody else may have been a moment earlier. */
			before?: EscalationWithEvent;
			/** In ms since 1970, where its reminders are muted. */
			mutedUntil?: number;
	  };

/** A second press of the button within this time is the same press. */
const SAME_PRESS = 10 * SECOND;

/** Does what a link is for. Whether it still has a meaning, the stored conversation decides, not the link. */
export async function visit(
	conversations: Conversations,
	scope: string,
	{ link, isConfirmed, actor, actorId, delivery }: Visit,
): Promise<VisitOutcome> {
	const { engine, clock, wake } = conversations;
	const escalation = await engine.findOne({ id: link.escalationId, scope });
	if (!escalation) return { kind: 'unknown' };
	if (escalation.endedAt !== null) return { kind: 'over', escalation };
	if (!isConfirmed) {
		return { kind: 'ready', link, escalation, mutedUntil: await engine.mutedUntil(escalation) };
	}
	if (link.action === 'muteProject') {
		return await muteProject(conversations, escalation, link, actor);
	}
	// Where the platform says who pressed, another person takes over.
	const { lastHold } = escalation;
	const isSomebodyElse =
		delivery !== undefined && !(lastHold && isBySamePerson(lastHold, { actor, actorId }));
	if (!isSomebodyElse && isSamePress(escalation, link, clock.now())) {
		// It is done, also where it is delivered again when those seconds are over.
		if (delivery !== undefined) await engine.noteDelivery(escalation, delivery);
		return { kind: 'done', link, escalation };
	}

	const change = changeOf({ ...link, action: link.action }, actor, actorId);
	const {
		before,
		changed,
		isRepeated = false,
	} = await engine.changeOne(escalation, change, delivery);
	for (const each of changed) wake(each.scope);
	const after = changed.find(({ id }) => id === escalation.id) ?? before;
	if (!after) return { kind: 'unknown' };
	// Somebody was faster.
	return changed.length === 0 && !isRepeated
		? { kind: 'over', escalation: after }
		: {
				kind: 'done',
				link,
				escalation: after,
				...(before && changed.length > 0 ? { before } : {}),
			};
}

/** Of its own workflow alone: a link of that is in a group of it. A project that is muted for as long already stays so. */
async function muteProject(
	{ engine, clock }: Conversations,
	escalation: EscalationWithEvent,
	link: Visit['link'],
	actor: string | null,
): Promise<VisitOutcome> {
	const { project } = aboutEvent(escalation.event);
	if (!project) return { kind: 'unknown' };
	const from = clock.now();
	const until = from + holdOf(link);
	// Of one of which nothing else is known, only what mutes the whole project. A second press, too.
	const anyOfProject = { ...escalation, conversationKey: '', event: { project } };
	const mutedUntil = (await engine.mutedUntil(anyOfProject)) ?? from;
	if (mutedUntil >= until - SAME_PRESS) return { kind: 'done', link, escalation, mutedUntil };
	const { workflowId } = nodeOf(escalation.scope);
	await engine.mute(muteOfProject(project.name, workflowId, { from, until, by: actor }));
	return { kind: 'done', link, escalation, mutedUntil: until };
}

/** By the platform's id where it is known; who was on a page has only a name. */
export function isBySamePerson(
	{ by, byId }: Hold,
	{ actor, actorId }: Pick<Visit, 'actor' | 'actorId'>,
): boolean {
	return byId === undefined ? by === actor : byId === actorId;
}

function changeOf(
	link: Pick<Link, 'minutes'> & { action: ConversationAction },
	actor: string | null,
	actorId?: string,
): Change {
	const who = { actor, ...(actorId === undefined ? {} : { actorId }) };
	return link.action === 'markReplied'
		? { action: link.action, ...who }
		: { action: link.action, milliseconds: holdOf(link), ...who };
}

function isSamePress(
	{ lastHold, heldUntil }: EscalationWithEvent,
	{ action }: Visit['link'],
	now: number,
) {
	const kind = action === 'acknowledge' ? 'acknowledged' : 'snoozed';
	if (action === 'markReplied' || lastHold?.kind !== kind) return false;
	return heldUntil !== null && heldUntil > now && Math.abs(now - lastHold.at) < SAME_PRESS;
}
