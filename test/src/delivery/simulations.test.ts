import { Simulation } from '../../support/simulation.mts';
import { holdThroughSimulations } from '../../support/simulations.mts';

/** `HISTORIES=100000 npx jest simulations` looks longer, `SEED=` looks at the same ones again. */
const SIMULATIONS = Math.ceil(Number(process.env.HISTORIES ?? 1_000) / 20);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
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
