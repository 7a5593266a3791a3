import { GATHER_EVENTS_FOR } from '../../src/dispatch/pace.ts';
import { percentile } from '../lib/percentile.mts';
import { Agenda } from './agenda.mts';
import { NodeClock } from './clock.mts';
import type { Costs } from './costs.mts';
import { idlest, Process } from './process.mts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;
/** Long enough for thousands of events, after which p99 stands still. */
const DURATION = 180 * SECOND;
/** Reminders follow each other closely here: the rate is the same as with minutes between them, and steady earlier. */
const BETWEEN_REMINDERS = 20 * SECOND;

/** n8n's processes. Without webhook processors and workers the main does everything. */
export interface Deployment {
	webhookProcessors: number;
	workers: number;
}

export interface Load {
	/** In the busiest hour. */
	eventsPerHour: number;
	/** Reminders that an event leads to on average: with a third unanswered for three reminders, 1. */
	remindersPerEvent: number;
}

export interface Forecast {
	/** How long a source waits for its answer, p99, in ms. */
	answer: number;
	/** From the time when a reminder is due until its message is out, p99, in ms. */
	lateness: number;
	/** The share of its time in which the busiest process of each kind works. */
	busy: { main: number; webhookProcessors: number; workers: number };
}

/**
 * Three busy minutes: sources send at random (Poisson), every
 * process does one thing after the other.
 *
 * @param random between 0 and 1, as `Math.random`.
 */
export function forecast(
	{ eventsPerHour, remindersPerEvent }: Load,
	deployment: Deployment,
	costs: Costs,
	random: () => number,
): Forecast {
	const agenda = new Agenda(DURATION);
	const main = new Process();
	const webhookProcessors = processes(deployment.webhookProcessors) ?? [main];
	const workers = processes(deployment.workers) ?? [main];
	const inbox = new NodeClock({ agenda, costs, main, workers, gatherFor: GATHER_EVENTS_FOR });
	const reminders = new NodeClock({ agenda, costs, main, workers, gatherFor: 0 });
	const answers: number[] = [];
	const late: number[] = [];

	const reminder = (dueAt: number) =>
		reminders.add({ dueAt, done: (sentAt) => late.push(sentAt - dueAt) });
	const track = (messageAt: number) => {
		const whole = Math.floor(remindersPerEvent);
		const count = whole + (random() < remindersPerEvent - whole ? 1 : 0);
		for (let number = 1; number <= count; number += 1)
			reminder(messageAt + number * BETWEEN_REMINDERS);
	};
	const arrive = () => {
		const { now } = agenda;
		const repliedAt = idlest(webhookProcessors, now).work(now, costs.request);
		answers.push(repliedAt - now);
		inbox.add({ dueAt: repliedAt, done: () => track(now) });
	};
	const meanGap = HOUR / eventsPerHour;
	for (let at = 0; at < DURATION; at += -Math.log(1 - random()) * meanGap) {
		agenda.at(at, arrive);
	}
	agenda.run();
	const busiest = (some: Process[]) => Math.max(...some.map((one) => one.busy(DURATION)));
	return {
		answer: percentile(answers, 0.99),
		lateness: percentile(late, 0.99),
		busy: {
			main: main.busy(DURATION),
			webhookProcessors: busiest(webhookProcessors),
			workers: busiest(workers),
		},
	};
}

/** Events per hour that a deployment takes while answers and reminders are late by a second at most (p99). */
export function capacity(
	remindersPerEvent: number,
	deployment: Deployment,
	costs: Costs,
	random: () => number,
): number {
	const holds = (eventsPerHour: number) => {
		const { answer, lateness, busy } = forecast(
			{ eventsPerHour, remindersPerEvent },
			deployment,
			costs,
			random,
		);
		const keepsUp = Math.max(busy.main, busy.webhookProcessors, busy.workers) < 0.95;
		return keepsUp && answer <= SECOND && lateness <= SECOND;
	};
	let [low, high] = [0, 10_000];
	while (holds(high)) [low, high] = [high, high * 2];
	while (high - low > high / 50) {
		const middle = (low + high) / 2;
		if (holds(middle)) low = middle;
		else high = middle;
	}
	return low;
}

function processes(count: number): Process[] | undefined {
	return count === 0 ? undefined : Array.from({ length: count }, () => new Process());
}
