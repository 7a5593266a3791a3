import type { Duty, Look } from './jobSource';

/** Two duties as one clock has them: what is due of the first goes first. */
export function jointDuty(first: Duty, second: Duty): Duty {
	return {
		async look(limit, awakeSince): Promise<Look> {
			const one = await first.look(limit, awakeSince);
			const other = await second.look(limit - one.items.length, awakeSince);
			const times = [one.nextDueAt, other.nextDueAt].filter((time) => time !== undefined);
			return {
				items: [...one.items, ...other.items],
				nextDueAt: times.length > 0 ? Math.min(...times) : undefined,
			};
		},
		async renew(tokens) {
			await first.renew(tokens);
			await second.renew(tokens);
		},
		async settle(outcomes) {
			await first.settle(outcomes);
			await second.settle(outcomes);
		},
		async tidy() {
			await first.tidy();
			await second.tidy();
		},
		async recover() {
			await first.recover();
			await second.recover();
		},
	};
}
