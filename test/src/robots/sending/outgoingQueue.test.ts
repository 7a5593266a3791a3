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
	/** Titles of what is in the group, in the order in which that was told. */
	const noted: string[] = [];
	const queue = new OutgoingQueue(weCom.limits, clock);
	/** Sends all that it is given as one message. */
	const sending = (result: () => string, isReleased = Promise.resolve()) =>
		async function* (notifications: Notification[]) {
			sent.push(notifications.map((one) => one.title));
			await isReleased;
			yield { result: result(), count: notifications.length };
		};
	const submission = (
		title: string,
		part: Partial<Submission<string>> = {},
	): Submission<string> => ({
		notifications: [notification(title)],
		group: 'g',
		wait: MINUTE,
		digestFrom: 3,
		isAlone: false,
		isWithdrawn: () => false,
		deliver: sending(() => `message ${sent.length}`),
		onSent: () => noted.push(title),
		...part,
	});
	/** One whose sending takes until it is released. */
	const slow = (part: Partial<Submission<string>> = {}) => {
		const { promise, resolve: release } = Promise.withResolvers<void>();
		const deliver = sending(() => 'slow', promise);
		return { slowly: submission('slow', { deliver, ...part }), release };
	};
	return { queue, sent, noted, submission, slow };
}

type Outcomes = ReturnType<typeof OutgoingQueue.prototype.submit<string>>;

/** One word for each: the message that has it, why it failed, or that there was no time for it. */
async function told(outcomes: Outcomes): Promise<unknown[]> {
	const all = await Array.fromAsync(outcomes);
	return all.map((outcome) => {
		if (outcome.status === 'rejected') return outcome.reason.constructor.name;
		const { message, leftOut } = outcome.value;
		return leftOut.length > 0 ? `left out: ${leftOut.join()}` : message?.result;
	});
}

describe("a robot's queue", () => {
	it('sends few notifications one by one, in their order', async () => {
		const { queue, sent, submission } = setUp();
		const outcomes = queue.submit([submission('a'), submission('b')]);
		expect(await told(outcomes)).toEqual(['message 1', 'message 2']);
		expect(sent).toEqual([['a'], ['b']]);
	});

	it('sends many as one, the oldest first, and tells each of them', async () => {
		const { queue, sent, submission } = setUp();
		const at = (title: string, time: number) =>
			submission(title, { notifications: [{ ...notification(title), at: time }] });
		const [a, ...others] = await Array.fromAsync(
			queue.submit([at('a', 3), at('b', 1), at('c', 2)]),
		);
		expect(sent).toEqual([['b', 'c', 'a']]);
		expect(a).toMatchObject({ value: { message: { result: 'message 1', count: 3 }, leftOut: [] } });
		expect(others).toEqual([a, a]);
	});

	it('puts together what other executions left waiting meanwhile', async () => {
		const { queue, sent, submission, slow } = setUp();
		const { slowly, release } = slow();
		const first = told(queue.submit([slowly, submission('x', { group: 'other' })]));
		const others = ['a', 'b', 'c'].map((title) => told(queue.submit([submission(title)])));
		await new Promise(setImmediate);
		release();
		await Promise.all([first, ...others]);
		expect(sent).toEqual([['slow'], ['a', 'b', 'c'], ['x']]);
	});

	it('does not give up what is in a message that is on its way', async () => {
		const clock = new FakeClock();
		const { queue, sent, submission, slow } = setUp(clock);
		const { slowly, release } = slow({ digestFrom: 2 });
		const outcomes = told(queue.submit([slowly, submission('late')]));
		await clock.advance(2 * MINUTE);
		release();
		expect(await outcomes).toEqual(['slow', 'slow']);
		expect(sent).toEqual([['slow', 'late']]);
	});

	it('does not send what was given up with what comes after', async () => {
		const clock = new FakeClock();
		const { queue, sent, submission, slow } = setUp(clock);
		const { slowly, release } = slow({ digestFrom: 0 });
		const first = told(queue.submit([slowly]));
		const late = told(queue.submit([submission('late')]));
		await clock.advance(2 * MINUTE);
		expect(await late).toEqual([RobotBusyError.name]);
		release();
		await first;
		await told(queue.submit(['a', 'b', 'c'].map((title) => submission(title))));
		expect(sent).toEqual([['slow'], ['a', 'b', 'c']]);
	});

	it('waits for each by itself: those before it do not take of its time', async () => {
		const clock = new FakeClock();
		const { queue, submission } = setUp(clock);
		const deadlines: number[] = [];
		const start = clock.now();
		const slowly: Submission<string>['deliver'] = async function* (_, deadline) {
			deadlines.push(deadline - start);
			await clock.sleep(MINUTE, new AbortController().signal);
			yield { result: 'sent', count: 1 };
		};
		const outcomes = told(
			queue.submit(
				['a', 'b', 'c'].map((title) => submission(title, { deliver: slowly, digestFrom: 0 })),
			),
		);
		await clock.advance(10 * MINUTE);
		expect(await outcomes).toEqual(['sent', 'sent', 'sent']);
		expect(deadlines).toEqual([MINUTE, 2 * MINUTE, 3 * MINUTE]);
	});

	it('puts together only what is written alike, and nothing that goes alone', async () => {
		const { queue, sent, submission } = setUp();
		await told(
			queue.submit([
				submission('a'),
				submission('b', { group: 'other' }),
				submission('alone', { isAlone: true }),
				submission('c'),
				submission('d'),
			]),
		);
		expect(sent).toEqual([['a', 'c', 'd'], ['b'], ['alone']]);
	});

	it.each([0, 1])('sends each by itself where the digest begins at %d', async (digestFrom) => {
		const { queue, sent, submission } = setUp();
		await told(
			queue.submit(['a', 'b', 'c', 'd'].map((title) => submission(title, { digestFrom }))),
		);
		expect(sent).toEqual([['a'], ['b'], ['c'], ['d']]);
	});

	it('tells everybody in it when a digest fails, and sends what comes after', async () => {
		const { queue, sent, submission } = setUp();
		// eslint-disable-next-line require-yield -- it fails before
		const deliver = async function* () {
			throw new TypeError('refused');
		};
		const outcomes = queue.submit(['a', 'b', 'c'].map((title) => submission(title, { deliver })));
		expect(await told(outcomes)).toEqual(['TypeError', 'TypeError', 'TypeError']);
		await told(queue.submit([submission('later')]));
		expect(sent).toEqual([['later']]);
	});

	/** A message for two each, as many as are given, and then the end or an error. */
	const inPairs = (messages: number, error?: Error): Submission<string>['deliver'] =>
		async function* () {
			for (let message = 1; message <= messages; message += 1) {
				yield { result: `message ${message}`, count: 2 };
			}
			if (error) throw error;
		};

	it('counts as sent only what a message names', async () => {
		const { queue, noted, submission } = setUp();
		const submissions = [...'abcdefg'].map((title) => submission(title, { deliver: inPairs(2) }));
		expect(await told(queue.submit(submissions))).toEqual([
			'message 1',
			'message 1',
			'message 2',
			'message 2',
			...Array(3).fill('left out: 0'),
		]);
		expect(noted.join('')).toBe('abcd');
	});

	it('counts as failed only what no message named before the failure', async () => {
		const { queue, noted, submission } = setUp();
		const deliver = inPairs(1, new TypeError('refused'));
		const submissions = [...'abcd'].map((title) => submission(title, { deliver }));
		expect(await told(queue.submit(submissions))).toEqual([
			'message 1',
			'message 1',
			'TypeError',
			'TypeError',
		]);
		expect(noted.join('')).toBe('ab');
	});

	it('tells of a list which of its conversations no message names', async () => {
		const { queue, noted, submission } = setUp();
		const list = (times: number[]) =>
			times.map((at) => ({ ...notification(`conversation of ${at}`), at }));
		const submissions = [
			submission('one', { notifications: list([1, 5, 3]), deliver: inPairs(2) }),
			submission('two', { notifications: list([2, 6]) }),
			submission('three', { notifications: list([4]) }),
		];
		expect(await told(queue.submit(submissions))).toEqual([
			'left out: 1',
			'left out: 1',
			'message 2',
		]);
		expect(noted).toEqual(['three']);
	});

	it('lets nobody wait whose message is in the group', async () => {
		const { queue, submission, slow } = setUp();
		const [before, between] = [slow({ group: 'other' }), slow({ group: 'other' })];
		const submitted = [
			before.slowly,
			submission('a'),
			between.slowly,
			submission('b'),
			submission('c'),
		].map((each) => told(queue.submit([each])));
		await new Promise(setImmediate);
		before.release();
		const [, a, , b, c] = submitted;
		expect(await Promise.all([a, b, c])).toEqual(Array(3).fill(['message 2']));
		between.release();
		await Promise.all(submitted);
	});

	it('does not send what its execution has given up', async () => {
		const { queue, sent, submission } = setUp();
		const isWithdrawn = () => sent.length > 0;
		const outcomes = queue.submit([submission('a'), submission('b', { isWithdrawn })]);
		expect(await told(outcomes)).toEqual(['message 1', WithdrawnError.name]);
		expect(sent).toEqual([['a']]);
	});

	it('forgets what is not asked for any more', async () => {
		const { queue, sent, submission } = setUp();
		const outcomes = queue.submit([submission('a'), submission('b')]);
		await outcomes.next();
		await outcomes.return();
		await told(queue.submit([submission('c'), submission('d')]));
		expect(sent).toEqual([['a'], ['c'], ['d']]);
	});
});
