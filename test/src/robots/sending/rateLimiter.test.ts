import { RobotBusyError, RateLimiter } from '../../../../src/robots/sending/rateLimiter';
import { weCom } from '../../../../src/robots/weCom/platform';
import { dingTalk } from '../../../../src/robots/dingTalk/platform';
import { feishu } from '../../../../src/robots/feishu/platform';
import { slackBot } from '../../../../src/robots/slack/platform';
import { systemClock } from '../../../../src/time/clock';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
const STEP = 100;
const START = Date.UTC(2026, 0, 1);

beforeEach(() =>
	jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] }),
);
afterEach(() => jest.useRealTimers());

/** When each of `count` requests leaves, in ms from the start. */
async function departures(
	rateLimiter: RateLimiter,
	count: number,
	within: number,
): Promise<number[]> {
	const left: number[] = [];
	const sends = Array.from(
		{ length: count },
		async () =>
			await rateLimiter.slot(START + within, async () => {
				left.push(systemClock.now() - START);
			}),
	);
	let isDone = false;
	const all = Promise.allSettled(sends).then(() => (isDone = true));
	await pass(within, () => isDone);
	await all;
	return left;
}

/** Lets time pass in steps so small that what waits for another has its turn in time. */
async function pass(milliseconds: number, isEnough = () => false): Promise<void> {
	for (let passed = 0; passed <= milliseconds && !isEnough(); passed += STEP) {
		await new Promise(setImmediate);
		jest.advanceTimersByTime(STEP);
	}
}

const mostWithin = (times: number[], interval: number) =>
	Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + interval).length));

describe("a robot's rateLimiter", () => {
	it.each([
		['WeCom', weCom, MINUTE, 20],
		['DingTalk', dingTalk, MINUTE, 20],
		['Feishu, in a minute', feishu, MINUTE, 100],
		['Feishu, in a second', feishu, SECOND, 5],
		['Slack', slackBot, SECOND, 1],
	])('never lets out more than %s takes', async (_, platform, interval, most) => {
		const rateLimiter = new RateLimiter(platform.limits, systemClock);
		const times = await departures(rateLimiter, most * 2 + 1, 5 * MINUTE);
		expect(times).toHaveLength(most * 2 + 1);
		expect(mostWithin(times, interval)).toBe(most);
	});

	it.each([
		['as documented', feishu.limits],
		['the other way round', feishu.limits.toReversed()],
	])('keeps the limits of minute and second, %s', async (_, limits) => {
		const times = await departures(new RateLimiter(limits, systemClock), 110, 5 * MINUTE);
		expect(mostWithin(times, MINUTE)).toBe(100);
		expect(mostWithin(times, SECOND)).toBe(5);
	});

	it('counts the requests of a minute from whatever moment', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		const first = await departures(rateLimiter, 1, 5 * MINUTE);
		await pass(55 * SECOND);
		const others = await departures(rateLimiter, 39, 5 * MINUTE);
		expect(mostWithin([...first, ...others], MINUTE)).toBe(20);
	});

	it('holds what waits for its turn already', async () => {
		const rateLimiter = new RateLimiter(slackBot.limits, systemClock);
		const request = async () => {
			rateLimiter.hold(START + 5 * SECOND);
			return systemClock.now() - START;
		};
		const both = Promise.all(
			[request, request].map((each) => rateLimiter.slot(START + MINUTE, each)),
		);
		await pass(10 * SECOND);
		expect(await both).toEqual([0, 5 * SECOND]);
	});

	it('ends what it has begun, also after the deadline', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		const work = rateLimiter.turn(START + SECOND, async () => {
			await systemClock.sleep(MINUTE, new AbortController().signal);
			return 'done';
		});
		await jest.advanceTimersByTimeAsync(2 * MINUTE);
		expect(await work).toBe('done');
	});

	it.each([
		['20 in a minute', weCom, 1, 1],
		['20 in a minute', weCom, 45, 3],
		['100 in a minute and 5 in a second', feishu, 10, 1],
	] as const)(
		'of %s, says when what waits ahead will be done',
		async (_, { limits }, ahead, minutes) => {
			const rateLimiter = new RateLimiter([...limits], systemClock);
			const never = () => new Promise<void>(() => {});
			for (let index = 0; index < ahead; index += 1) {
				rateLimiter.turn(START + DAY, never).catch(() => {});
			}
			const late = rateLimiter.turn(START + SECOND, never);
			const tryAgainAt = START + SECOND + minutes * MINUTE;
			const outcome = expect(late).rejects.toMatchObject({ tryAgainAt });
			await jest.advanceTimersByTimeAsync(SECOND);
			await outcome;
		},
	);

	it('lets the first requests out at once', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		expect(await departures(rateLimiter, 20, SECOND)).toEqual(Array(20).fill(0));
	});

	it('gives up at once where the deadline is bound to be missed, and says when to try again', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		await departures(rateLimiter, 20, SECOND);
		const late = rateLimiter.slot(START + 10 * SECOND, async () => 'sent');
		// The first of them left a minute, and a little, before.
		await expect(late).rejects.toThrow(/Rate limited, try again at 2026-01-01T00:01:01/);
	});

	it('gives up at the deadline while another request has not ended', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		rateLimiter.slot(START + DAY, () => new Promise<void>(() => {})).catch(() => {});
		const late = rateLimiter.slot(START + 10 * SECOND, async () => 'sent');
		const outcome = expect(late).rejects.toThrow(RobotBusyError);
		await pass(10 * SECOND);
		await outcome;
	});

	it('is not stopped by what it sent before the clock was set back', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		await departures(rateLimiter, 20, SECOND);
		jest.setSystemTime(START - DAY);
		expect(await rateLimiter.slot(START - DAY + SECOND, async () => 'sent')).toBe('sent');
	});

	it('gives up at once when the platform holds it beyond the deadline', async () => {
		const rateLimiter = new RateLimiter(dingTalk.limits, systemClock);
		rateLimiter.hold(START + 10 * MINUTE);
		await expect(rateLimiter.slot(START + MINUTE, async () => 'sent')).rejects.toThrow(
			RobotBusyError,
		);
		await expect(rateLimiter.slot(START + MINUTE, async () => 'sent')).rejects.toMatchObject({
			tryAgainAt: START + 10 * MINUTE,
		});
	});

	it('goes on when the platform holds it no more', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		rateLimiter.hold(START + 5 * SECOND);
		rateLimiter.hold(START + 3 * SECOND);
		expect(await departures(rateLimiter, 1, MINUTE)).toEqual([5 * SECOND]);
	});

	it('does the work of one after the other, in their order', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		const done: string[] = [];
		const work = (name: string, takes: number) =>
			rateLimiter.turn(START + MINUTE, async () => {
				done.push(`${name} begins`);
				await systemClock.sleep(takes, new AbortController().signal);
				done.push(`${name} ends`);
			});
		const all = Promise.all([work('a', 200), work('b', 100)]);
		await jest.advanceTimersByTimeAsync(SECOND);
		await all;
		expect(done).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
	});

	it('is forgotten only when nothing of its past matters', async () => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		// Whoever has it now is about to use it.
		expect(rateLimiter.isForgettable).toBe(false);
		await departures(rateLimiter, 1, SECOND);
		expect(rateLimiter.isForgettable).toBe(false);
		await jest.advanceTimersByTimeAsync(2 * MINUTE);
		expect(rateLimiter.isForgettable).toBe(true);
		rateLimiter.hold(systemClock.now() + MINUTE);
		expect(rateLimiter.isForgettable).toBe(false);
	});

	it('is not forgotten before its longest limit is over', async () => {
		const rateLimiter = new RateLimiter(feishu.limits, systemClock);
		await departures(rateLimiter, 1, SECOND);
		await jest.advanceTimersByTimeAsync(30 * SECOND);
		expect(rateLimiter.isForgettable).toBe(false);
	});

	it('is not forgotten while a request waits for its slot', async () => {
		const rateLimiter = new RateLimiter(slackBot.limits, systemClock);
		rateLimiter.hold(START + MINUTE);
		const slot = rateLimiter.slot(START + DAY, () => new Promise<void>(() => {}));
		slot.catch(() => {});
		await jest.advanceTimersByTimeAsync(2 * MINUTE);
		expect(rateLimiter.isForgettable).toBe(false);
	});

	it.each([
		['WeCom', weCom, 0, 0, 20],
		['WeCom, until the window is over', weCom, 0, 75 * SECOND, 40],
		['WeCom, after 5 of them', weCom, 5, 0, 15],
		['WeCom, after 20 of them', weCom, 20, 60 * SECOND, 0],
		['Feishu', feishu, 0, 0, 5],
		['Feishu, in 10 seconds', feishu, 0, 10 * SECOND, 50],
		['Slack', slackBot, 0, 10 * SECOND, 10],
		['Slack, of which no more are counted', slackBot, 0, DAY, 100],
	] as const)('knows how many requests %s takes', async (_, platform, before, within, room) => {
		const rateLimiter = new RateLimiter([...platform.limits], systemClock);
		await departures(rateLimiter, before, SECOND);
		const deadline = systemClock.now() + within;
		expect(await rateLimiter.roomUntil(deadline, 100)).toBe(room);
		if (room === 100) return;
		// As many as it lets out then.
		const left: number[] = [];
		const sends = Array.from({ length: room + 1 }, () =>
			rateLimiter.slot(deadline + 1, async () => left.push(systemClock.now())),
		);
		const all = Promise.allSettled(sends);
		await pass(within + STEP);
		await all;
		expect(left).toHaveLength(room);
	});

	it.each([1, 2])('is not forgotten while it has work, or somebody waits: %d', async (count) => {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		for (let index = 0; index < count; index += 1) {
			rateLimiter.turn(START + DAY, () => new Promise<void>(() => {})).catch(() => {});
		}
		await jest.advanceTimersByTimeAsync(10 * MINUTE);
		expect(rateLimiter.isForgettable).toBe(false);
	});
});
