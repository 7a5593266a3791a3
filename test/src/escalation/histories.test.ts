import { holdThroughHistories } from '../../support/histories.mts';
import { World } from '../../support/world.mts';

/** `HISTORIES=100000 npx jest histories` looks longer, `SEED=` looks at the same ones again. */
const HISTORIES = Number(process.env.HISTORIES ?? 10_000);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
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
