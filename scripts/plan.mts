/*
 * `npm run plan`: how many events an hour n8n takes with this package, forecast
 * from what `npm run bench` measured; and how late reminders are under a given load.
 *
 *     npm run plan -- [--reminders-per-event 1] [--engine vm|lazy] [--speed 1]
 *     npm run plan -- --events-per-hour 50000 [--webhook-processors 1 --workers 2] …
 */
import { parseArgs } from 'node:util';

import { seeded } from '../test/support/model/random.mts';
import { costsOf, type Costs, type Engine } from './plan/costs.mts';
import { capacity, forecast, type Deployment } from './plan/forecast.mts';

const { values } = parseArgs({
	options: {
		'events-per-hour': { type: 'string' },
		'reminders-per-event': { type: 'string', default: '1' },
		'webhook-processors': { type: 'string', default: '0' },
		workers: { type: 'string', default: '0' },
		engine: { type: 'string', default: 'lazy' },
		/** Of a core of your machine, where that of the measurement is 1. */
		speed: { type: 'string', default: '1' },
	},
});

const remindersPerEvent = numberOf('reminders-per-event');
const costs = faster(costsOf(engineOf(values.engine)), numberOf('speed'));

if (values['events-per-hour'] === undefined) tellCapacities();
else tellForecast(numberOf('events-per-hour'));

function tellForecast(eventsPerHour: number): void {
	const deployment = {
		webhookProcessors: numberOf('webhook-processors'),
		workers: numberOf('workers'),
	};
	const load = { eventsPerHour, remindersPerEvent };
	const { answer, lateness, busy } = forecast(load, deployment, costs, seeded(1));
	console.log(`Sources wait ${answer.toFixed(0)} ms for their answer (p99).`);
	console.log(`Messages are out ${lateness.toFixed(0)} ms after they are due (p99).`);
	console.log(`The main works ${percent(busy.main)} of its time.`);
	if (deployment.webhookProcessors > 0)
		console.log(`The busiest webhook processor works ${percent(busy.webhookProcessors)}.`);
	if (deployment.workers > 0)
		console.log(`The busiest worker works ${percent(busy.workers)} of its time.`);
}

function tellCapacities(): void {
	const deployments: Array<[string, Deployment]> = [
		['One process', { webhookProcessors: 0, workers: 0 }],
		['1 webhook processor, 1 worker', { webhookProcessors: 1, workers: 1 }],
		['1 webhook processor, 2 workers', { webhookProcessors: 1, workers: 2 }],
		['2 webhook processors, 4 workers', { webhookProcessors: 2, workers: 4 }],
		['4 webhook processors, 8 workers', { webhookProcessors: 4, workers: 8 }],
	];
	console.log('Events an hour with answers and messages late by a second at most (p99):');
	for (const [name, deployment] of deployments) {
		const most = capacity(remindersPerEvent, deployment, costs, seeded(1));
		console.log(`${name.padEnd(36)}${(Math.floor(most / 1_000) * 1_000).toLocaleString('en')}`);
	}
}

function percent(share: number): string {
	return `${(share * 100).toFixed(0)} %`;
}

function faster(costsMeasured: Costs, speed: number): Costs {
	const entries = Object.entries(costsMeasured).map(([name, cost]) => [name, cost / speed]);
	return Object.fromEntries(entries) as Costs;
}

/** @throws TypeError */
function engineOf(name: string): Engine {
	if (name === 'vm' || name === 'lazy') return name;
	throw new TypeError('--engine is "vm" or "lazy"');
}

/** @throws TypeError */
function numberOf(option: Exclude<keyof typeof values, 'engine'>): number {
	const number = Number(values[option]);
	if (!(number >= 0)) throw new TypeError(`--${option} is a number`);
	return number;
}
