import { levelIndex, type Level } from './level';
import { allowedAt, firstPushAt, giveUpAt, nextPushAt, type Policy } from './policy';
import { iso } from './readable';

/** Enough to see how it goes on. */
const MOST_SHOWN = 20;

/** When the acts come of a message that nobody replies to, as JSON. */
export function planOf(
	policy: Policy,
	levels: Level[],
	writtenAt: number,
	now: number,
): Array<Record<string, unknown>> {
	const plan: Array<Record<string, unknown>> = [];
	const end = giveUpAt(policy, now);
	const maximum = policy.maximumPushes || Infinity;
	const allowed = (dueAt: number, number: number) => allowedAt(policy, dueAt, number, dueAt);
	let at = allowed(firstPushAt(policy, writtenAt, now), 1);
	for (let number = 1; plan.length < MOST_SHOWN; number += 1) {
		if (number > maximum || at >= end) {
			return [...plan, { output: 'exhausted', at: iso(allowed(Math.min(at, end), number)) }];
		}
		plan.push({ output: 'push', number, level: levelIndex(levels, number) + 2, at: iso(at) });
		at = nextPushAt(policy, { number, plannedFor: at, gatedAt: at }, at);
	}
	return plan;
}
