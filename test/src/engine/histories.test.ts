import { holdThroughHistories } from '../../support/model/holdThroughHistories.mts';
import { World } from '../../support/model/world.mts';

/** The same ones on every run. `HISTORIES=100000 SEED=2 npx jest histories` looks at more, and at others; `npm run test:long` at 10,000. */
const HISTORIES = Number(process.env.HISTORIES ?? 2_000);
const SEED = Number(process.env.SEED ?? 1);
const AT_ONCE = 16;

test(`the promises hold through ${HISTORIES} random histories`, async () => {
	console.log(`Random histories of seed ${SEED}`);
	const runs = Math.ceil(HISTORIES / AT_ONCE);
	await Promise.all(
		Array.from(
			{ length: AT_ONCE },
			async (_, index) =>
				await holdThroughHistories(runs, (policy) => new World(policy), SEED + index),
		),
	);
}, 600_000);
