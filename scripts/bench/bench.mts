/*
 * `npm run bench`: what the package is worth on the real n8n, as ratios to what
 * n8n can do without it. Ends with 0 also when a goal is missed; a number that
 * could not be had is an error.
 *
 *     npm run bench -- [--quick] [--only events|pushes|store] [--part throughput|rivals|growth|lateness] [--json results.json]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage } from '../lib/package.mts';
import { realN8n } from '../lib/realN8n.mts';
import { compareAcceptedEvents, ENGINES } from './acceptedEvents.mts';
import { isMissed, lineOf, ratioOf, type Comparison } from './comparison.mts';
import { comparePushes } from './pushes.mts';
import { benchOptions } from './options.mts';
import { compareStores, storePartsFrom } from './store/storeBench.mts';

const tell = (line: string) => console.log(line);

const { quick, json, only, part } = benchOptions(process.argv.slice(2));
const machine = {
	cpu: cpus()[0]?.model ?? 'unknown',
	cores: availableParallelism(),
	/** Of the minute before the run: what others were doing. */
	loadBefore: loadavg()[0],
};
tell(
	`${machine.cores} cores (${machine.cpu}), load before the run ${machine.loadBefore.toFixed(2)}`,
);

const comparisons: Comparison[] = [];
function report(more: Comparison[]): void {
	comparisons.push(...more);
	for (const comparison of more) tell(lineOf(comparison));
}

const installation = only === 'store' ? '' : await realN8n(tell);
const folder = await mkdtemp(join(tmpdir(), 'until-replied-bench-'));
const tarball = await packPackage(folder);

if (only === undefined || only === 'events') {
	const rounds = quick
		? { count: 2, warmUp: 3_000, duration: 3_000 }
		: { count: 5, warmUp: 8_000, duration: 4_000 };
	for (const engine of ENGINES) {
		report(await compareAcceptedEvents({ installation, tarball }, engine, rounds));
	}
}

if (only === undefined || only === 'pushes') {
	report(await comparePushes({ installation, tarball }, quick ? 100 : 1_000, tell));
}

// Without n8n: asked for by name, because it takes minutes for itself.
if (only === 'store') {
	report(await compareStores(storePartsFrom(part), quick, tell));
}

const missed = comparisons.filter(isMissed);
tell('');
for (const comparison of comparisons) tell(lineOf(comparison));
tell(
	missed.length === 0
		? 'Every goal was reached.'
		: `${missed.length} goal${missed.length > 1 ? 's' : ''} missed.`,
);

if (json) {
	const results = comparisons.map((comparison) => ({ ...comparison, ratio: ratioOf(comparison) }));
	await writeFile(json, `${JSON.stringify({ machine, quick, results }, null, '\t')}\n`);
}

await rm(folder, { recursive: true, force: true });
