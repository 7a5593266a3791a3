import { z } from 'zod';
import type { Change } from '../../escalation/change';
import type { Conversations } from '../link/visit';
import { HOUR, MINUTE } from '../../time/duration';
import type { Clock } from '../../time/clock';
import type { EscalationEngine } from '../../engine/engine';
import { muteOfProject } from '../../engine/mutes';
import { projectOf } from '../../escalation/about';
import type { EscalationWithEvent } from '../../escalation/escalation';
import { actorFrom } from '../actor';
import { shows } from './board';
import type { BoardLink } from './token';

/** How long the buttons of the board hold reminders back. */
export const BOARD_HOLD = 30 * MINUTE;

/** How long the button that mutes a project does. */
export const BOARD_MUTE = 2 * HOUR;

const requestSchema = z.object({
	id: z.string().max(64),
	action: z.enum(['acknowledge', 'snooze', 'markReplied', 'cancel', 'muteProject', 'unmute']),
	name: z.unknown().optional(),
});

interface Changed {
	engine: Pick<EscalationEngine, 'findOne' | 'changeOne' | 'mute' | 'unmute' | 'mutes'>;
	clock: Clock;
	wake: Conversations['wake'];
}

/** `over`: it has ended before, or is not known. */
export type BoardChangeResult = 'done' | 'over' | 'notAllowed' | 'invalid';

/** Does what somebody pressed on the board. `given` is whatever was sent. */
export async function changeFromBoard(
	{ engine, clock, wake }: Changed,
	link: BoardLink,
	given: unknown,
): Promise<BoardChangeResult> {
	if (!link.mayChange) return 'notAllowed';
	const parsed = requestSchema.safeParse(given);
	if (!parsed.success) return 'invalid';
	const { id, action, name } = parsed.data;
	if (action === 'unmute') return await unmute(engine, link, id);
	const escalation = await engine.findOne({ id });
	if (!escalation || !shows(link, escalation)) return 'over';
	if (action === 'muteProject') {
		return await muteProject(engine, link, escalation, { by: actorFrom(name), now: clock.now() });
	}
	const { changed } = await engine.changeOne(escalation, changeOf(action, actorFrom(name)));
	for (const { scope } of changed) wake(scope);
	return changed.length > 0 ? 'done' : 'over';
}

function changeOf(action: Change['action'], actor: string | null): Change {
	return action === 'acknowledge' || action === 'snooze'
		? { action, actor, milliseconds: BOARD_HOLD }
		: { action, actor };
}

/** All conversations of its project that the board shows. */
async function muteProject(
	engine: Changed['engine'],
	link: BoardLink,
	{ event, endedAt }: EscalationWithEvent,
	{ by, now }: { by: string | null; now: number },
): Promise<BoardChangeResult> {
	const project = projectOf(event);
	if (endedAt !== null || project === undefined) return 'over';
	const until = now + BOARD_MUTE;
	await engine.mute(muteOfProject(project, link.workflowId ?? null, { from: now, until, by }));
	return 'done';
}

/** A board of one workflow lifts what is muted there alone. */
async function unmute(
	engine: Changed['engine'],
	{ workflowId }: BoardLink,
	id: string,
): Promise<BoardChangeResult> {
	const known = (await engine.mutes()).find(({ mute }) => mute.id === id);
	if (!known) return 'over';
	if (workflowId !== undefined && known.mute.filter.workflowId !== workflowId) return 'notAllowed';
	return (await engine.unmute(id)) ? 'done' : 'over';
}
