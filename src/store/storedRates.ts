import type { RateStore } from '../robots/sending/rateStore';
import { UNUSED } from '../robots/sending/rate';
import type { Store } from './store';

/** The rates of robots in a store: all processes that share it keep them together. */
export function storedRates(store: Store): RateStore {
	return {
		withRates: async (robots, use) =>
			await store.transaction(
				async ({ rates, now }) => {
					const known = await rates.of(robots);
					const used = use(
						robots.map((robot) => known.get(robot) ?? UNUSED),
						now,
					);
					if (used.rates) {
						const entries = robots.map((robot, index) => [robot, used.rates![index]] as const);
						await rates.save(new Map(entries), now);
					}
					return used.result;
				},
				robots.map((robot) => `robot ${robot}`),
			),
	};
}
