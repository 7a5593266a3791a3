import { OutgoingQueue } from '../../../../src/robots/sending/outgoingQueue';
import { outgoingQueueOf } from '../../../../src/robots/sending/outgoingQueues';
import { newRobot, RateLimiter } from '../../../../src/robots/sending/rateLimiter';
import type { RobotResponse } from '../../../../src/robots/sending/response';
import { sendWithRetries } from '../../../../src/robots/sending/send';
import { dingTalk } from '../../../../src/robots/dingTalk/platform';
import { weCom } from '../../../../src/robots/weCom/platform';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

const robots = (count: number) => Array.from({ length: count }, (_, index) => newRobot(`${index}`));

/** Which robot sends each of `count` requests, and when, in ms from the start. */
async function sent(rateLimiter: RateLimiter, clock: FakeClock, count: number, within = SECOND) {
	const start = clock.now();
	const left: Array<{ robot: number; at: number }> = [];
	const all = Promise.allSettled(
		Array.from({ length: count }, () =>
			rateLimiter.slot(start + within, async (robot) => {
				left.push({ robot, at: clock.now() - start });
			}),
		),
	);
	await clock.advance(within);
	await all;
	return left;
}

const countsOf = (left: Array<{ robot: number }>) =>
	left.reduce<Record<number, number>>(
		(counts, { robot }) => ({ ...counts, [robot]: (counts[robot] ?? 0) + 1 }),
		{},
	);

describe('several robots of a group', () => {
	it('send as many messages as all of them may, each its share', async () => {
		const clock = new FakeClock();
		const rateLimiter = new RateLimiter(weCom.limits, clock, robots(3));
		const first = await sent(rateLimiter, clock, 61, 30 * SECOND);
		expect(first).toHaveLength(60);
		expect(countsOf(first)).toEqual({ 0: 20, 1: 20, 2: 20 });
		expect(await sent(rateLimiter, clock, 60, MINUTE)).toHaveLength(60);
	});

	it('have room for as many as all of them', async () => {
		const clock = new FakeClock();
		const rateLimiter = new RateLimiter(weCom.limits, clock, robots(3));
		expect(await rateLimiter.roomUntil(clock.now(), 100)).toBe(60);
		await sent(rateLimiter, clock, 7);
		expect(await rateLimiter.roomUntil(clock.now(), 100)).toBe(53);
		rateLimiter.hold(clock.now() + MINUTE, 1);
		// The second has sent two.
		expect(await rateLimiter.roomUntil(clock.now(), 100)).toBe(35);
	});

	it('take over from one that its platform holds back', async () => {
		const clock = new FakeClock();
		const rateLimiter = new RateLimiter(dingTalk.limits, clock, robots(2));
		rateLimiter.hold(clock.now() + 10 * MINUTE);
		expect(countsOf(await sent(rateLimiter, clock, 20))).toEqual({ 1: 20 });
	});

	it('have one rate each, in however many lists they stand', async () => {
		const clock = new FakeClock();
		const [one, two, three] = robots(3);
		const alone = new RateLimiter(weCom.limits, clock, [two]);
		const together = new RateLimiter(weCom.limits, clock, [one, two, three]);
		await sent(alone, clock, 20);
		expect(countsOf(await sent(together, clock, 60))).toEqual({ 0: 20, 2: 20 });
	});

	it('are the same for all who have one of them in their list', () => {
		const [one, both] = [['a'], ['a', 'b']].map((addresses) =>
			outgoingQueueOf('WeCom', addresses, weCom.limits),
		);
		expect(both).not.toBe(one);
		one.rateLimiter.hold(Date.now() + MINUTE);
		expect(both.rateLimiter.freeAt).toBe(0);
		both.rateLimiter.hold(Date.now() + 2 * MINUTE, 1);
		// Until the first of both may go.
		expect(both.rateLimiter.freeAt).toBe(one.rateLimiter.freeAt);
	});

	it('may be asked for one of them alone', async () => {
		const clock = new FakeClock();
		const rateLimiter = new RateLimiter(weCom.limits, clock, robots(3));
		const only = async () =>
			await rateLimiter.slot(clock.now() + SECOND, async (robot) => robot, { only: 2 });
		const all = await Promise.allSettled(Array.from({ length: 21 }, only));
		expect(all.map((one) => (one.status === 'fulfilled' ? one.value : 'late'))).toEqual([
			...Array(20).fill(2),
			'late',
		]);
	});
});

describe('where a platform takes nothing from one of several robots', () => {
	const gone: RobotResponse = {
		ok: false,
		code: '93000',
		message: 'removed',
		description: '',
		isTemporary: false,
		isOfRobot: true,
	};
	const fine: RobotResponse = { ok: true, response: {} };

	/** Sends one message by three robots, those in `dead` are gone. Tells which were asked. */
	function setUp(dead: Set<number>, size = 3) {
		const clock = new FakeClock();
		const { rateLimiter } = new OutgoingQueue(weCom.limits, clock, robots(size));
		const send = async (robot?: number) => {
			const asked: number[] = [];
			const outcome = await sendWithRetries(
				async (chosen) => {
					asked.push(chosen);
					return dead.has(chosen) ? gone : fine;
				},
				{ rateLimiter, clock, isIdempotent: false, deadline: clock.now(), robot },
			);
			return { asked, outcome };
		};
		return { clock, rateLimiter, send };
	}

	it('another one sends the message, and the refused one is told of', async () => {
		const { rateLimiter, send } = setUp(new Set([0]));
		const { asked, outcome } = await send();
		expect(asked).toEqual([0, 1]);
		expect(outcome).toMatchObject({ ok: true, robot: 1 });
		expect(rateLimiter.refusals).toEqual([{ robot: 0, failure: gone }]);
	});

	it('it is left out for ten minutes, then it has another chance', async () => {
		const dead = new Set([0]);
		const { clock, rateLimiter, send } = setUp(dead);
		await send();
		for (let count = 0; count < 10; count += 1) expect((await send()).asked).not.toContain(0);
		dead.clear();
		await clock.advance(11 * MINUTE);
		const asked = [await send(), await send(), await send()].flatMap((one) => one.asked);
		expect(asked.toSorted()).toEqual([0, 1, 2]);
		expect(rateLimiter.refusals).toEqual([]);
	});

	it('it is not left out for longer where the clock is set back', async () => {
		const { clock, rateLimiter, send } = setUp(new Set([0]));
		await send();
		clock.set(-60 * MINUTE);
		expect(rateLimiter.refusals).toEqual([]);
	});

	it('all of them are asked, each once, where all are gone', async () => {
		const { send } = setUp(new Set([0, 1, 2]));
		for (const { asked, outcome } of [await send(), await send()]) {
			expect(asked.toSorted()).toEqual([0, 1, 2]);
			expect(outcome).toEqual(gone);
		}
	});

	it('one that was left out is as good as any where the others are gone, too', async () => {
		const dead = new Set([0]);
		const { send } = setUp(dead);
		await send();
		dead.add(1).add(2).delete(0);
		expect(await send()).toMatchObject({ outcome: { ok: true, robot: 0 } });
	});

	it('nobody else does what only that one can', async () => {
		const { send } = setUp(new Set([1]));
		const { asked, outcome } = await send(1);
		expect(asked).toEqual([1]);
		expect(outcome).toEqual(gone);
	});

	it('the only one is asked each time', async () => {
		const { send } = setUp(new Set([0]), 1);
		const all = [await send(), await send()];
		expect(all).toEqual(Array(2).fill({ asked: [0], outcome: gone }));
	});
});
