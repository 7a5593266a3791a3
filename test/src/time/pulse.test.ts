import { passedBetween, Pulse, type Instant } from '../../../src/time/pulse';
import { HOUR, SECOND } from '../../../src/time/duration';

const LONGEST = 30 * SECOND;

let now: Instant;
let pulse: Pulse;

beforeEach(() => {
	jest.useFakeTimers();
	now = { steady: 1_000, wall: 1_000_000 };
	pulse = new Pulse(LONGEST, () => ({ ...now }));
	pulse.count();
});
afterEach(() => jest.useRealTimers());

/** The process runs on, with its timers. */
function run(milliseconds: number): void {
	for (let passed = 0; passed < milliseconds; passed += SECOND) {
		now = { steady: now.steady + SECOND, wall: now.wall + SECOND };
		jest.advanceTimersByTime(SECOND);
	}
}

test('a process that runs has not stood still, however long that is', () => {
	const before = pulse.count();
	run(HOUR);
	expect(pulse.count()).toBe(before);
});

test.each([
	['stopped', { steady: 31 * SECOND, wall: 31 * SECOND }],
	// CLOCK_MONOTONIC does not count that the machine was suspended ("clock_gettime").
	['suspended with its machine', { steady: 0, wall: 8 * HOUR }],
	['stopped, while its wall clock was set back', { steady: 31 * SECOND, wall: -HOUR }],
])('one that was %s knows when it goes on, before any timer', (_how, { steady, wall }) => {
	const before = pulse.count();
	now = { steady: now.steady + steady, wall: now.wall + wall };
	expect(pulse.count()).toBe(before + 1);
	run(HOUR);
	expect(pulse.count()).toBe(before + 1);
});

test('and also where a timer is the first to run again', () => {
	const before = pulse.count();
	now = { steady: now.steady + HOUR, wall: now.wall + HOUR };
	jest.advanceTimersByTime(5 * SECOND);
	expect(pulse.count()).toBe(before + 1);
});

test('a moment, or a clock that is set back, is nothing', () => {
	const before = pulse.count();
	now = { steady: now.steady + 29 * SECOND, wall: now.wall - HOUR };
	expect(pulse.count()).toBe(before);
});

test('it keeps no process alive', () => {
	jest.useRealTimers();
	const set = jest.spyOn(globalThis, 'setInterval');
	new Pulse(LONGEST).count();
	const timer = set.mock.results[0].value as NodeJS.Timeout;
	set.mockRestore();
	expect(timer.hasRef()).toBe(false);
	clearInterval(timer);
});

test('the clock that says more is right', () => {
	const instant = (steady: number, wall: number) => ({ steady, wall });
	expect(passedBetween(instant(0, 0), instant(5, 7))).toBe(7);
	expect(passedBetween(instant(0, 0), instant(5, -7))).toBe(5);
});
