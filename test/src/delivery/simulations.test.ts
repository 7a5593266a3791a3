import { Simulation } from '../../support/simulation.mts';
import { holdThroughSimulations } from '../../support/simulations.mts';

/** `HISTORIES=100000 npx jest simulations` looks longer. */
const SIMULATIONS = Math.ceil(Number(process.env.HISTORIES ?? 1_000) / 20);
const AT_ONCE = 8;

test(`the promises hold through ${SIMULATIONS} simulations of a node at work`, async () => {
	const runs = Math.ceil(SIMULATIONS / AT_ONCE);
	await Promise.all(
		Array.from(
			{ length: AT_ONCE },
			async () => await holdThroughSimulations(runs, (courses) => new Simulation(courses)),
		),
	);
}, 600_000);
