import { Agenda } from '../../../scripts/plan/agenda.mts';
import { percentile } from '../../../scripts/lib/percentile.mts';
import { capacity, forecast } from '../../../scripts/plan/forecast.mts';
import { Process } from '../../../scripts/plan/process.mts';
import { seeded } from '../../support/model/random.mts';

const COSTS = { request: 2, execution: 8, handOver: 3, item: 2, look: 1 };
const ONE_PROCESS = { webhookProcessors: 0, workers: 0 };
const QUEUE_MODE = { webhookProcessors: 1, workers: 2 };

test('requests at random that take equally long wait as the Pollaczek-Khinchine formula has it', () => {
	const [service, load, duration] = [10, 0.6, 2_000_000];
	const random = seeded(7);
	const process = new Process();
	const agenda = new Agenda(duration);
	const waits: number[] = [];
	for (let at = 0; at < duration; at += (-Math.log(1 - random()) * service) / load) {
		const arrivedAt = at;
		agenda.at(at, () => waits.push(process.work(arrivedAt, service) - arrivedAt - service));
	}
	agenda.run();
	const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
	const expected = (load * service) / (2 * (1 - load));
	expect(mean / expected).toBeGreaterThan(0.95);
	expect(mean / expected).toBeLessThan(1.05);
});

test('what few events cost adds up', () => {
	const load = { eventsPerHour: 3_600, remindersPerEvent: 0 };
	const { busy } = forecast(load, ONE_PROCESS, COSTS, seeded(1));
	// One a second: a request, a look, an execution of one item.
	expect(busy.main).toBeCloseTo(0.013, 2);
});

test('in queue mode the main only looks and hands over', () => {
	const load = { eventsPerHour: 36_000, remindersPerEvent: 0 };
	const { busy } = forecast(load, QUEUE_MODE, COSTS, seeded(1));
	expect(busy.webhookProcessors).toBeCloseTo(10 * 0.002, 2);
	expect(busy.main).toBeLessThan(10 * 0.004 + 0.01);
});

test('beyond its capacity one process falls behind, and queue mode does not', () => {
	const most = capacity(1, ONE_PROCESS, COSTS, seeded(1));
	const load = { eventsPerHour: 1.3 * most, remindersPerEvent: 1 };
	const alone = forecast(load, ONE_PROCESS, COSTS, seeded(2));
	const many = forecast(load, QUEUE_MODE, COSTS, seeded(2));
	expect(Math.max(alone.lateness, alone.answer)).toBeGreaterThan(1_000);
	expect(Math.max(many.lateness, many.answer)).toBeLessThan(1_000);
});

test('a percentile is the value that so many stay below', () => {
	const values = Array.from({ length: 100 }, (_, index) => index);
	expect(percentile(values, 0.99)).toBe(99);
	expect(percentile([], 0.99)).toBe(0);
});
