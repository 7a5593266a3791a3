import {
	OutgoingQueue,
	WithdrawnError,
	type Submission,
} from '../../../../src/robots/sending/outgoingQueue';
import { RobotBusyError } from '../../../../src/robots/sending/rateLimiter';
import type { Notification } from '../../../../src/robots/notification/notification';
import { weCom } from '../../../../src/robots/weCom/platform';
import { systemClock, type Clock } from '../../../../src/time/clock';
import { FakeClock } from '../../../support/time/fakeClock.mts';

const MINUTE = 60_000;
const notification = (title: string): Notification => ({
	title,
	severity: 'info',
	fields: [],
	links: [],
});

/** A queue, and what it sent: the titles of each message. */
function setUp(clock: Clock = systemClock) {
	const sent: string[][] = [];
	const queue = new OutgoingQueue(weCom.limits, clock);
	const submission = (
		title: string,
		part: Partial<Submission<string>> = {},
	): Submission<string> => ({
		notification: notification(title),
		group: 'g',
		deadline: clock.now() + MINUTE,
		digestFrom: 3,
		isWithdrawn: () => false,
		deliver: async (notifications) => {
			sent.push(notifications.map((one) => one.title));
			return `message ${sent.length}`;
		},
		...part,
	});
	/** One whose sending takes until it is released. */
	const slow = (part: Partial<Submission<string>> = {}) => {
		let release = () => {};
		const isReleased = new Promise<void>((resolve) => (release = resolve));
		const deliver = async (notifications: Notification[]) => {
			sent.push(notifications.map((one) => one.title));
			await isReleased;
			return 'slow';
		};
		return { slowly: submission('slow', { deliver, ...part }), release };
	};
	return { queue, sent, submission, slow };
}

describe("a robot's queue", () => {
	it('sends few notifications one by one, in their order', async () => {
		const { queue, sent, submission } = setUp();
		const outcomes = await Promise.all(queue.submit([submission('a'), submission('b')]));
		expect(sent).toEqual([['a'], ['b']]);
		expect(outcomes).toEqual([
			{ result: 'message 1', count: 1 },
			{ result: 'message 2', count: 1 },
		]);
	});

	it('sends many as one, and tells each of them', async () => {
		const { queue, sent, submission } = setUp();
		const outcomes = await Promise.all(
			queue.submit(['a', 'b', 'c'].map((title) => submission(title))),
		);
		expect(sent).toEqual([['a', 'b', 'c']]);
		expect(outcomes).toEqual(Array(3).fill({ result: 'message 1', count: 3 }));
	});

	it('puts together what other executions left waiting meanwhile', async () => {
		const { queue, sent, submission, slow } = setUp();
		const { slowly, release } = slow();
		const first = queue.submit([slowly, submission('x', { group: 'other' })]);
		const others = ['a', 'b', 'c'].flatMap((title) => queue.submit([submission(title)]));
		await new Promise(setImmediate);
		release();
		await Promise.all([...first, ...others]);
		expect(sent).toEqual([['slow'], ['x'], ['a', 'b', 'c']]);
	});

	it('does not give up what is in a message that is on its way', async () => {
		const clock = new FakeClock();
		const { queue, sent, submission, slow } = setUp(clock);
		const { slowly, release } = slow({ digestFrom: 2 });
		const outcomes = queue.submit([slowly, submission('late')]);
		await clock.advance(2 * MINUTE);
		release();
		expect(await Promise.all(outcomes)).toEqual(Array(2).fill({ result: 'slow', count: 2 }));
		expect(sent).toEqual([['slow', 'late']]);
	});

	it('does not send what was given up with what comes after', async () => {
		const clock = new FakeClock();
		const { queue, sent, submission, slow } = setUp(clock);
		const { slowly, release } = slow({ digestFrom: 0 });
		const [first, late] = queue.submit([slowly, submission('late')]);
		const isGivenUp = expect(late).rejects.toThrow(RobotBusyError);
		await clock.advance(2 * MINUTE);
		await isGivenUp;
		release();
		await first;
		await Promise.all(queue.submit(['a', 'b', 'c'].map((title) => submission(title))));
		expect(sent).toEqual([['slow'], ['a', 'b', 'c']]);
	});

	it('puts together only what is written alike', async () => {
		const { queue, sent, submission } = setUp();
		await Promise.all(
			queue.submit([
				submission('a'),
				submission('b', { group: 'other' }),
				submission('c'),
				submission('d'),
			]),
		);
		expect(sent).toEqual([['a', 'c', 'd'], ['b']]);
	});

	it.each([0, 1])('sends each by itself where the digest begins at %d', async (digestFrom) => {
		const { queue, sent, submission } = setUp();
		await Promise.all(
			queue.submit(['a', 'b', 'c', 'd'].map((title) => submission(title, { digestFrom }))),
		);
		expect(sent).toEqual([['a'], ['b'], ['c'], ['d']]);
	});

	it('tells everybody in it when a digest fails, and sends what comes after', async () => {
		const { queue, sent, submission } = setUp();
		const deliver = async () => await Promise.reject(new Error('refused'));
		const outcomes = await Promise.allSettled(
			queue.submit(['a', 'b', 'c'].map((title) => submission(title, { deliver }))),
		);
		expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
		await Promise.all(queue.submit([submission('later')]));
		expect(sent).toEqual([['later']]);
	});

	it('does not send what its execution has given up', async () => {
		const { queue, sent, submission } = setUp();
		const isWithdrawn = () => sent.length > 0;
		const [first, second] = queue.submit([submission('a'), submission('b', { isWithdrawn })]);
		await first;
		await expect(second).rejects.toThrow(WithdrawnError);
		expect(sent).toEqual([['a']]);
	});
});
