import type { RobotResponse } from '../../../../src/robots/sending/response';
import { RateLimiter } from '../../../../src/robots/sending/rateLimiter';
import { delayBeforeRetry, sendWithRetries } from '../../../../src/robots/sending/send';
import { weCom } from '../../../../src/robots/weCom/platform';
import { systemClock } from '../../../../src/time/clock';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const START = Date.UTC(2026, 0, 1);

beforeEach(() => jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

const sent: RobotResponse = { ok: true, response: {} };
const sentByTheFirst = { ...sent, robot: 0 };
const failure = (part: object = {}): RobotResponse => ({
	ok: false,
	code: 'x',
	message: 'x',
	description: 'x',
	isTemporary: true,
	...part,
});

/** Sends one message to a robot that gives these answers; tells the outcome and when it was asked. */
async function send(answers: RobotResponse[], { isIdempotent = false, patience = MINUTE } = {}) {
	const asked: number[] = [];
	const rateLimiter = new RateLimiter(weCom.limits, systemClock);
	const outcome = sendWithRetries(
		async () => {
			asked.push(systemClock.now() - START);
			return answers[asked.length - 1];
		},
		{ rateLimiter, clock: systemClock, isIdempotent, deadline: START + patience, random: () => 0 },
	);
	await jest.advanceTimersByTimeAsync(20 * MINUTE);
	return { outcome: await outcome, asked };
}

describe('sending a message', () => {
	it('asks once when that is enough', async () => {
		expect(await send([sent])).toEqual({ outcome: sentByTheFirst, asked: [0] });
	});

	it('backs off exponentially when the platform is busy', async () => {
		const { outcome, asked } = await send([failure(), failure(), failure(), sent]);
		expect(outcome).toEqual(sentByTheFirst);
		expect(asked).toEqual([0, SECOND, 3 * SECOND, 7 * SECOND]);
	});

	it('gives up after four tries, and says when another is worth it', async () => {
		const { outcome, asked } = await send(Array(9).fill(failure()));
		expect(asked).toHaveLength(4);
		expect(outcome).toMatchObject({ ok: false, tryAgainAt: START + 15 * SECOND });
	});

	it('comes back until the deadline where the platform says when', async () => {
		const { outcome, asked } = await send(Array(99).fill(failure({ retryAfter: 10 * SECOND })));
		expect(asked).toEqual([0, 10, 20, 30, 40, 50, 60].map((seconds) => seconds * SECOND));
		expect(outcome).toMatchObject({ ok: false, tryAgainAt: START + 70 * SECOND });
	});

	it('gives up after forty tries, however often the platform says when', async () => {
		const answers = Array(99).fill(failure({ retryAfter: SECOND }));
		expect((await send(answers, { patience: 15 * MINUTE })).asked).toHaveLength(40);
	});

	it('waits as long as the platform asks', async () => {
		const { asked } = await send([failure({ retryAfter: 30 * SECOND }), sent]);
		expect(asked).toEqual([0, 30 * SECOND]);
	});

	it('does not wait longer than it may', async () => {
		const { outcome, asked } = await send([failure({ retryAfter: 10 * MINUTE })]);
		expect(asked).toEqual([0]);
		expect(outcome).toMatchObject({ ok: false, tryAgainAt: START + 10 * MINUTE });
	});

	it('does not repeat what can only fail again', async () => {
		const { asked } = await send([failure({ isTemporary: false })]);
		expect(asked).toEqual([0]);
	});

	it.each([
		[false, 1],
		[true, 2],
	])(
		'repeats a message of unknown outcome only where it shows once: %s',
		async (isIdempotent, times) => {
			const unknown = failure({ isUncertain: true });
			expect((await send([unknown, sent], { isIdempotent })).asked).toHaveLength(times);
		},
	);
});

describe('after a message', () => {
	/** When the next request of the robot may go, in ms from the start. */
	async function freeAfter(answer: RobotResponse): Promise<number> {
		const rateLimiter = new RateLimiter(weCom.limits, systemClock);
		const deadline = START + MINUTE;
		await sendWithRetries(async () => answer, {
			rateLimiter,
			clock: systemClock,
			isIdempotent: false,
			deadline,
		});
		return Math.max(0, rateLimiter.freeAt - START);
	}

	it('the next one goes at once, also where it failed for good', async () => {
		expect(await freeAfter(sent)).toBe(0);
		expect(await freeAfter(failure({ isTemporary: false }))).toBe(0);
	});

	it('the next one waits for as long as the platform wants', async () => {
		expect(await freeAfter({ ok: true, response: {}, pauseFor: 2 * SECOND })).toBe(2 * SECOND);
	});
});

describe('the delay before a retry', () => {
	it('is never less than the platform asked for, and differs by chance', () => {
		expect(delayBeforeRetry(1, 60_000, 0)).toBe(60_000);
		expect(delayBeforeRetry(1, 60_000, 1)).toBe(65_000);
		expect(delayBeforeRetry(1, 10_000, 1)).toBe(12_000);
		expect(delayBeforeRetry(3, undefined, 1)).toBe(6_000);
	});
});
