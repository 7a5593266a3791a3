import { isActive, type ActiveHours } from '../../../src/time/activeHours';
import { DAY, MINUTE } from '../../../src/time/duration';

/*
 * Where the clocks change, in every zone that there is: the active hours beside
 * a clock on the wall that is read every five minutes. The wall clock is
 * Intl's, so that nothing of how the hours are worked out is in it.
 */

const STEP = 5 * MINUTE;
const FROM = Date.UTC(2024, 0, 1);
const TO = Date.UTC(2029, 0, 1);
const RANGES = [
	['00:00', '00:30'],
	['00:30', '01:00'],
	['01:30', '03:30'],
	['02:00', '02:30'],
	['02:30', '03:00'],
	['02:45', '03:30'],
	['09:00', '17:00'],
	['22:00', '06:00'],
	['23:30', '00:30'],
	['00:00', '24:00'],
] as const;

/** What the wall clock shows, in ms since 1970 as if it were in UTC. */
function wallClock(timeZone: string): (at: number) => number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	return (at) => {
		const [month, day, year, hour, minute, second] = format.format(at).match(/\d+/g)!.map(Number);
		return Date.UTC(year, month - 1, day, hour, minute, second);
	};
}

/** Days, as instants, within which the clocks of a zone are set. */
function changesOf(wall: (at: number) => number): number[] {
	const changes: number[] = [];
	for (let at = FROM; at < TO; at += DAY) {
		if (wall(at) - at !== wall(at + DAY) - (at + DAY)) changes.push(at);
	}
	return changes;
}

const minutesOf = (time: string) => {
	const [hour, minute] = time.split(':').map(Number);
	return (hour * 60 + minute) * MINUTE;
};

/** Zones whose clocks are set at the same days by the same are one. */
const zones = new Map<string, { timeZone: string; changes: number[] }>();
for (const timeZone of Intl.supportedValuesOf('timeZone')) {
	const wall = wallClock(timeZone);
	const changes = changesOf(wall);
	const name = JSON.stringify(changes.map((at) => [at, wall(at) - at, wall(at + DAY) - at - DAY]));
	if (changes.length > 0 && !zones.has(name)) zones.set(name, { timeZone, changes });
}

test('there are zones whose clocks are set', () => {
	expect(zones.size).toBeGreaterThan(20);
});

test.each([...zones.values()])('$timeZone', ({ timeZone, changes }) => {
	const wall = wallClock(timeZone);
	for (const change of changes) {
		const steps = Array.from({ length: (4 * DAY) / STEP }, (_, index) => {
			const at = change - 1.5 * DAY + index * STEP;
			return { at, wall: wall(at) };
		});
		const firstShowing = (time: number) => steps.find((step) => step.wall >= time)?.at ?? Infinity;
		for (const [from, to] of RANGES) {
			const hours: ActiveHours = {
				timeZone,
				ranges: [{ weekdays: [1, 2, 3, 4, 5, 6, 7], from, to }],
				calendar: null,
				holidays: [],
				workingDays: [],
				workingDaysLike: null,
			};
			const day = Math.floor(steps[0].wall / DAY) * DAY;
			const windows = [-1, 0, 1, 2, 3, 4].map((offset) => {
				const date = day + offset * DAY;
				return {
					start: firstShowing(date + minutesOf(from)),
					end: firstShowing((to <= from ? date + DAY : date) + minutesOf(to)),
				};
			});
			const wrong = steps.filter(({ at }) => {
				const expected = windows.some(({ start, end }) => start <= at && at < end);
				return isActive(hours, at) !== expected;
			});
			expect({ from, to, wrong: wrong.map(({ at }) => new Date(at).toISOString()) }).toEqual({
				from,
				to,
				wrong: [],
			});
		}
	}
});
