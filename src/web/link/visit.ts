import type { EscalationEngine } from '../../engine/engine';
import type { Change } from '../../escalation/change';
import type { EscalationWithEvent } from '../../escalation/escalation';
import { muteOfProject } from '../../engine/mutes';
import { projectOf } from '../../escalation/about';
import { nodeOf } from '../../nodeScope';
import type { Clock } from '../../time/clock';
import { SECOND } from '../../time/duration';
import { type Link, holdOf } from './token';

/** Somebody, or a program that fetches links to show what they are, opened a link. */
export interface Visit {
	/** Known to be ours, and to hold. */
	link: Link;
	/** Only then anything is changed. */
	isConfirmed: boolean;
	/** Who it is, as they say; null when they do not. */
	actor: string | null;
}

/** Where the conversations are. */
export interface Conversations {
	engine: Pick<EscalationEngine, 'findOne' | 'changeOne' | 'mute' | 'mutedUntil'>;
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
			link: Link;
			escalation: EscalationWithEvent;
			/** In ms since 1970, where its reminders are muted. */
			mutedUntil?: number;
	  };

/** A second press of the button within this time is the same press. */
const SAME_PRESS = 10 * SECOND;

/** Does what a link is for. Whether it still has a meaning, the stored conversation decides, not the link. */
export async function visit(
	conversations: Conversations,
	scope: string,
	{ link, isConfirmed, actor }: Visit,
): Promise<VisitOutcome> {
	const { engine, clock, wake } = conversations;
	const escalation = await engine.findOne({ id: link.escalationId, scope });
	if (!escalation) return { kind: 'unknown' };
	if (escalation.endedAt !== null) return { kind: 'over', escalation };
	const mutedUntil = await engine.mutedUntil(escalation);
	if (!isConfirmed) return { kind: 'ready', link, escalation, mutedUntil };
	if (link.action === 'muteProject') {
		return await muteProject(conversations, escalation, { link, actor, mutedUntil });
	}
	if (isSamePress(escalation, link, clock.now())) return { kind: 'done', link, escalation };

	const { changed } = await engine.changeOne(escalation, changeOf(link, actor));
	for (const each of changed) wake(each.scope);
	const after = await engine.findOne(escalation);
	if (!after) return { kind: 'unknown' };
	// Somebody was faster.
	return changed.length === 0
		? { kind: 'over', escalation: after }
		: { kind: 'done', link, escalation: after };
}

/** Of its own workflow alone: a link of that is in a group of it. What is muted for as long already stays so. */
async function muteProject(
	{ engine, clock }: Conversations,
	escalation: EscalationWithEvent,
	{ link, actor, mutedUntil = 0 }: { link: Link; actor: string | null; mutedUntil?: number },
): Promise<VisitOutcome> {
	const project = projectOf(escalation.event);
	if (project === undefined) return { kind: 'unknown' };
	const from = clock.now();
	const until = from + holdOf(link);
	// A second press, too.
	if (mutedUntil >= until - SAME_PRESS) return { kind: 'done', link, escalation, mutedUntil };
	const { workflowId } = nodeOf(escalation.scope);
	await engine.mute(muteOfProject(project, workflowId, { from, until, by: actor }));
	return { kind: 'done', link, escalation, mutedUntil: until };
}

function changeOf(link: Link, actor: string | null): Change {
	const { action } = link;
	return action === 'acknowledge' || action === 'snooze'
		? { action, milliseconds: holdOf(link), actor }
		: { action: 'markReplied', actor };
}

function isSamePress({ lastHold, heldUntil }: EscalationWithEvent, { action }: Link, now: number) {
	const kind = action === 'acknowledge' ? 'acknowledged' : 'snoozed';
	if (action === 'markReplied' || lastHold?.kind !== kind) return false;
	return heldUntil !== null && heldUntil > now && Math.abs(now - lastHold.at) < SAME_PRESS;
}
