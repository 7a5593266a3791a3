/*
 * `npm run bench`: what the package is worth on the real n8n, as ratios to what
 * n8n can do without it. Ends with 0 also when a goal is missed; a number that
 * could not be had is an error.
 *
 *     npm run bench -- [--quick] [--only events|reminders|receiving|loading|store|answers] [--part throughput|rivals|growth|lateness] [--json results.json]
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage } from '../../test/support/n8n/package.mts';
import { realN8n } from '../../test/support/n8n/realN8n.mts';
import { compareAcceptedEvents, ENGINES } from './acceptedEvents.mts';
import { isMissed, lineOf, ratioOf, type Comparison } from './comparison.mts';
import { OtherPrograms } from './cpuTime.mts';
import type { Installation } from './measuredN8n.mts';
import { benchOptions } from './options.mts';
import { compareReminders } from './reminders.mts';
import { compareLoading } from './loading.mts';
import { compareReceiving } from './receiving.mts';

const tell = (line: string) => console.log(line);

const { quick, json, only, part } = benchOptions(process.argv.slice(2));
const folder = await mkdtemp(join(tmpdir(), 'until-replied-bench-'));
const others = new OtherPrograms();
const comparisons: Comparison[] = [];
try {
	tell('Packing the package');
	const tarball = await packPackage(folder);
	if (only === 'store') {
		// Loads the built code at once, which is not there before it was packed.
		const { compareStores, storePartsFrom } = await import('./store/storeBench.mts');
		// Without n8n, on the code that was built; asked for by name, because it takes minutes for itself.
		report(await compareStores(storePartsFrom(part), quick, tell));
	} else if (only === 'answers') {
		const { compareAnswers } = await import('./answers.mts');
		tell('Presses in a chat and events, 100 and 50 a second, in this process');
		report(await compareAnswers(folder, quick, tell));
	} else {
		if (only === undefined || only === 'receiving') {
			tell('Requests that are made to keep the trigger busy, in this process');
			report(await compareReceiving(quick, tell));
		}
		if (only !== 'receiving') {
			const installed = { installation: await realN8n(tell), tarball };
			if (only === undefined || only === 'loading') {
				tell('Loading the package, and its size');
				report(await compareLoading(installed, quick, tell));
			}
			if (only === undefined || only === 'events') await compareEvents(installed);
			if (only === undefined || only === 'reminders') await compareRemindersDueAtOnce(installed);
		}
	}
} finally {
	await rm(folder, { recursive: true, force: true });
}

const machine = {
	cpu: cpus()[0]?.model ?? 'unknown',
	cores: availableParallelism(),
	coresBusyWithOtherPrograms: others.busyCores(),
};
const missed = comparisons.filter(isMissed).length;
tell('');
for (const comparison of comparisons) tell(lineOf(comparison));
tell('');
tell(`${machine.cores} cores, ${machine.cpu}${othersShare(machine.coresBusyWithOtherPrograms)}`);
if (quick) tell('A quick run: the ratios say little.');
tell(missed === 0 ? 'Every goal was reached.' : `${missed} goal${missed === 1 ? '' : 's'} missed.`);

if (json) {
	const results = comparisons.map((comparison) => ({ ...comparison, ratio: ratioOf(comparison) }));
	await writeFile(json, `${JSON.stringify({ machine, quick, results }, null, '\t')}\n`);
}

async function compareEvents(installed: Installation): Promise<void> {
	const rounds = quick
		? { count: 2, warmUp: 3_000, duration: 3_000 }
		: { count: 5, warmUp: 8_000, duration: 4_000 };
	for (const engine of ENGINES) {
		tell(`Accepted events, expression engine ${engine.name}`);
		report(await compareAcceptedEvents(installed, engine, rounds));
	}
}

async function compareRemindersDueAtOnce(installed: Installation): Promise<void> {
	const due = quick ? 100 : 1_000;
	tell(`Reminders, ${due} due at once`);
	report(await compareReminders(installed, due, tell));
}

function report(more: Comparison[]): void {
	comparisons.push(...more);
	for (const comparison of more) tell(lineOf(comparison));
}

function othersShare(busyCores: number | undefined): string {
	if (busyCores === undefined) return '';
	const noise = busyCores > 0.2 ? ': figures are lower and less sure than on a quiet machine' : '';
	return `, other programs kept ${busyCores.toFixed(1)} of them busy${noise}`;
}
