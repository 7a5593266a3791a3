import { Simulation } from '../../support/model/simulation.mts';
import { holdThroughSimulations } from '../../support/model/holdThroughSimulations.mts';

/** The same ones on every run. `HISTORIES=100000 SEED=2 npx jest simulations` looks at more, and at others. */
const SIMULATIONS = Math.ceil(Number(process.env.HISTORIES ?? 1_000) / 20);
const SEED = Number(process.env.SEED ?? 1);
const AT_ONCE = 8;

test(`the promises hold through ${SIMULATIONS} simulations of a node at work`, async () => {
	console.log(`Simulations of seed ${SEED}`);
	const runs = Math.ceil(SIMULATIONS / AT_ONCE);
	await Promise.all(
		Array.from(
			{ length: AT_ONCE },
			async (_, index) =>
				await holdThroughSimulations(runs, (courses) => new Simulation(courses), SEED + index),
		),
	);
}, 600_000);
