import { z } from 'zod';
import type { Change } from '../../escalation/change';
import type { Conversations } from '../link/visit';
import { MINUTE } from '../../time/duration';
import { actorFrom } from '../actor';
import { shows } from './board';
import type { BoardLink } from './token';

/** How long the buttons of the board hold reminders back. */
export const BOARD_HOLD = 30 * MINUTE;

const requestSchema = z.object({
	id: z.string().max(64),
	action: z.enum(['acknowledge', 'snooze', 'markReplied', 'cancel']),
	name: z.unknown().optional(),
});

/** `over`: it has ended before, or is not known. */
export type BoardChangeResult = 'done' | 'over' | 'notAllowed' | 'invalid';

/** Does what somebody pressed on the board. `given` is whatever was sent. */
export async function changeFromBoard(
	{ engine, wake }: Pick<Conversations, 'engine' | 'wake'>,
	link: BoardLink,
	given: unknown,
): Promise<BoardChangeResult> {
	if (!link.mayChange) return 'notAllowed';
	const parsed = requestSchema.safeParse(given);
	if (!parsed.success) return 'invalid';
	const { id, action, name } = parsed.data;
	const escalation = await engine.findOne({ id });
	if (!escalation || !shows(link, escalation)) return 'over';
	const { changed } = await engine.changeOne({ id }, changeOf(action, actorFrom(name)));
	for (const { scope } of changed) wake(scope);
	return changed.length > 0 ? 'done' : 'over';
}

function changeOf(action: Change['action'], actor: string | null): Change {
	return action === 'acknowledge' || action === 'snooze'
		? { action, actor, milliseconds: BOARD_HOLD }
		: { action, actor };
}
