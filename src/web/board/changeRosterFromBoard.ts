import { z } from 'zod';

import type { FoundRoster, Rosters } from '../../engine/rosters';
import { ExplainedError } from '../../explainedError';
import type { Clock } from '../../time/clock';
import { HOUR } from '../../time/duration';
import { actorFrom } from '../actor';
import type { BoardChangeResult } from './changeFromBoard';
import { overridesAt } from './rosterRow';
import type { BoardLink } from './token';

/** For how long somebody can stand in, as the board offers it. */
export const STAND_IN_HOURS = [1, 2, 4, 8, 12, 24, 72, 168] as const;

const where = { roster: z.string().max(200), layer: z.string().max(200) };
const requestSchema = z.discriminatedUnion('action', [
	z.object({
		action: z.literal('standIn'),
		...where,
		person: z.string().max(200),
		hours: z.coerce.number().refine((hours) => STAND_IN_HOURS.some((each) => each === hours)),
		name: z.unknown().optional(),
	}),
	z.object({ action: z.literal('endStandIn'), ...where, name: z.unknown().optional() }),
]);

/** Whether what was sent is about a roster, and not about a conversation. */
export function isAboutRoster(given: unknown): boolean {
	return z.object({ roster: z.string() }).safeParse(given).success;
}

/** Puts somebody on duty from now on, or takes back that somebody stands in now. `given` is whatever was sent. */
export async function changeRosterFromBoard(
	{ rosters, clock }: { rosters: Rosters; clock: Clock },
	link: BoardLink,
	given: unknown,
): Promise<BoardChangeResult> {
	if (!link.mayChange || !link.mayChangeRosters) return 'notAllowed';
	const parsed = requestSchema.safeParse(given);
	if (!parsed.success) return 'invalid';
	const { roster, layer, name } = parsed.data;
	const now = clock.now();
	try {
		if (parsed.data.action === 'standIn') {
			const { person, hours } = parsed.data;
			const made = { layer, person, replaces: null, from: now, to: now + hours * HOUR };
			await rosters.override(roster, made, actorFrom(name));
			return 'done';
		}
		const known = await rosters.find(roster);
		const ids = known ? endedWith(known, layer, now) : [];
		if (ids.length === 0) return 'over';
		const removed = await rosters.remove(roster, ids, actorFrom(name));
		return removed.length > 0 ? 'done' : 'over';
	} catch (error) {
		// The roster, the layer or the person is there no more.
		if (error instanceof ExplainedError) return 'over';
		throw error;
	}
}

/** The overrides that hold now, each with those that were made with it: half a swap is none. */
function endedWith(known: FoundRoster, layer: string, now: number): string[] {
	const holding = new Set(overridesAt(known, layer, now).map(({ id }) => id));
	const together = known.roster.timeline
		.filter(({ what }) => what !== 'removed')
		.filter(({ overrides }) => overrides.some((id) => holding.has(id)));
	return [...new Set([...holding, ...together.flatMap(({ overrides }) => overrides)])];
}
