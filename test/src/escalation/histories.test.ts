import { holdThroughHistories } from '../../support/histories.mts';
import { World } from '../../support/world.mts';

/** `HISTORIES=100000 npx jest histories` looks longer. */
const HISTORIES = Number(process.env.HISTORIES ?? 1_000);
const AT_ONCE = 16;

test(`the promises hold through ${HISTORIES} random histories`, async () => {
	const runs = Math.ceil(HISTORIES / AT_ONCE);
	await Promise.all(
		Array.from(
			{ length: AT_ONCE },
			async () => await holdThroughHistories(runs, (policy) => new World(policy)),
		),
	);
}, 600_000);
