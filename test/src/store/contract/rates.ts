import { UNUSED, type Rate } from '../../../../src/robots/sending/rate';
import { RateLimiter, newRobot } from '../../../../src/robots/sending/rateLimiter';
import { storedRates } from '../../../../src/store/storedRates';
import { dingTalk } from '../../../../src/robots/dingTalk/platform';
import { weCom } from '../../../../src/robots/weCom/platform';
import { DAY, MINUTE, SECOND } from '../../../../src/time/duration';
import { T0 } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function rateContract(place: StorePlace): void {
	const open = new OpenStore(place);

	const save = async (rates: Record<string, Rate>, now = T0) =>
		await open.run(
			async (transaction) => await transaction.rates.save(new Map(Object.entries(rates)), now),
		);
	const known = async (...robots: string[]) =>
		await open.run(async (transaction) => Object.fromEntries(await transaction.rates.of(robots)));

	/** A rate limiter as each process has one, for robots that it knows nothing of. */
	const limiter = (limits = weCom.limits, robots = ['one']) => {
		const rateLimiter = new RateLimiter(limits, open.clock, robots.map(newRobot));
		rateLimiter.countIn(storedRates(open.store));
		return rateLimiter;
	};

	/** Whether the next request leaves at once; else in how many ms it may. */
	const next = async (rateLimiter: RateLimiter) => {
		try {
			return await rateLimiter.slot(open.clock.now(), async () => 'left');
		} catch (error) {
			return (error as { tryAgainAt: number }).tryAgainAt - open.clock.now();
		}
	};

	test('the last that was saved counts, also after the store was opened again', async () => {
		const rate = { departures: [T0 - 2, T0 - 1], heldUntil: T0 + 5 };
		await save({ one: UNUSED, two: rate });
		await save({ one: rate });
		await open.reopen();
		expect(await known('one', 'two', 'three')).toEqual({ one: rate, two: rate });
	});

	test('they are forgotten with all that is old', async () => {
		await save({ old: { departures: [T0 - DAY - 1], heldUntil: 0 } }, T0 - DAY - 1);
		await save({ new: { departures: [T0 - DAY], heldUntil: 0 } }, T0 - DAY);
		await open.run(async (transaction) => await transaction.forget(T0, T0 - DAY));
		expect(Object.keys(await known('old', 'new'))).toEqual(['new']);
	});

	test('a row that somebody broke says nothing', async () => {
		await save({ one: { departures: [T0], heldUntil: 0 } });
		await open.damage('rates', 'departures', 'one');
		expect(await known('one')).toEqual({ one: UNUSED });
		expect(await next(limiter())).toBe('left');
	});

	test('processes that send by one robot have one rate together', async () => {
		const [one, other] = [limiter(), limiter()];
		for (let count = 0; count < 10; count += 1) {
			expect([await next(one), await next(other)]).toEqual(['left', 'left']);
		}
		expect(await one.roomUntil(open.clock.now(), 100)).toBe(0);
		const waits = [await next(one), await next(other), await next(limiter())];
		expect(new Set(waits)).toEqual(new Set([1.02 * MINUTE]));
		await open.clock.advance(1.02 * MINUTE);
		expect(await other.roomUntil(open.clock.now(), 100)).toBe(20);
		expect(await next(other)).toBe('left');
	});

	test('what one process was told to wait for, the others wait for, and this one after a restart', async () => {
		const one = limiter(dingTalk.limits);
		one.hold(open.clock.now() + 10 * MINUTE);
		// The store does one after the other.
		await open.run(async () => undefined);
		expect(await next(limiter(dingTalk.limits))).toBe(10 * MINUTE);
		await open.reopen();
		expect(await next(limiter(dingTalk.limits))).toBe(10 * MINUTE);
	});

	test('of several robots the one is taken that nobody else has used up', async () => {
		const one = limiter(weCom.limits, ['one']);
		const both = limiter(weCom.limits, ['two', 'one']);
		for (let count = 0; count < 20; count += 1) await next(one);
		const taken = [];
		for (let count = 0; count < 20; count += 1) {
			taken.push(await both.slot(open.clock.now() + SECOND, async (robot) => robot));
		}
		expect(new Set(taken)).toEqual(new Set([0]));
		expect(await next(both)).toBe(1.02 * MINUTE);
	});

	test('a clock that was set back keeps no robot silent', async () => {
		const one = limiter();
		for (let count = 0; count < 20; count += 1) await next(one);
		open.clock.set(-DAY);
		expect(await next(one)).toBe('left');
		expect(await next(limiter())).toBe('left');
	});

	test('where the store fails, each process counts by itself', async () => {
		const one = limiter();
		await open.store.close();
		for (let count = 0; count < 20; count += 1) expect(await next(one)).toBe('left');
		expect(await next(one)).toBe(1.02 * MINUTE);
	});
}
