import { Dispatcher, WorkflowNotRunError } from '../../../src/dispatch/dispatcher';
import { LEASE } from '../../../src/dispatch/lease';
import { LONGEST_WAIT } from '../../../src/dispatch/watchdog';
import type { Job, JobSource, JobOutcome, Poll } from '../../../src/dispatch/jobSource';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { FakeClock, settled } from '../../support/time/fakeClock.mts';

/** What falls due, in memory: names with the times at which they are due. */
class ListJobSource implements JobSource {
	readonly due = new Map<string, number>();

	readonly groups = new Map<string, string>();

	readonly outcomes: JobOutcome[] = [];

	readonly renewed: string[][] = [];

	/** How long the clock had been awake at each look, in ms. */
	readonly awakeFor: number[] = [];

	recoveries = 0;

	tidied = 0;

	/** Called first by every method; may throw. */
	fault: (method: keyof JobSource) => void = () => undefined;

	constructor(private readonly clock: FakeClock) {}

	add(names: string[], dueAt = this.clock.now()): void {
		for (const name of names) this.due.set(name, dueAt);
	}

	async poll(limit: number, awakeSince = NaN): Promise<Poll> {
		this.awakeFor.push(this.clock.now() - awakeSince);
		this.fault('poll');
		const names = [...this.due].filter(([, at]) => at <= this.clock.now()).map(([name]) => name);
		const jobs = names.slice(0, limit).map((token) => {
			this.due.delete(token);
			return { token, json: {}, group: this.groups.get(token) ?? 'reminder' };
		});
		const nextDueAt = this.due.size > 0 ? Math.min(...this.due.values()) : undefined;
		return { jobs, nextDueAt };
	}

	async renew(tokens: string[]): Promise<void> {
		this.fault('renew');
		this.renewed.push(tokens);
	}

	async settle(outcomes: JobOutcome[]): Promise<void> {
		this.fault('settle');
		this.outcomes.push(...outcomes);
	}

	async tidy(): Promise<void> {
		this.fault('tidy');
		this.tidied += 1;
	}

	async recover(): Promise<void> {
		this.fault('recover');
		this.recoveries += 1;
	}
}

/** n8n: remembers what each execution carried, and ends them when it is told to. */
class Executions {
	readonly carried: string[][] = [];

	private readonly running: Array<() => void> = [];

	/** True: every execution ends at once. */
	endAtOnce = true;

	failWith: Error | undefined;

	outcome: { result: 'sent' } | { result: 'failed'; reason: string } = { result: 'sent' };

	readonly emit = async (items: Job[]): Promise<JobOutcome[]> => {
		this.carried.push(items.map(({ token }) => token));
		if (!this.endAtOnce) await new Promise<void>((resolve) => this.running.push(resolve));
		if (this.failWith) throw this.failWith;
		return items.map(({ token }) => ({ token, ...this.outcome }));
	};

	async endAll(): Promise<void> {
		for (const end of this.running.splice(0)) end();
		await settled();
	}
}

let clock: FakeClock;
let jobSource: ListJobSource;
let executions: Executions;
let errors: unknown[];
let dispatcher: Dispatcher;

beforeEach(() => {
	clock = new FakeClock();
	jobSource = new ListJobSource(clock);
	executions = new Executions();
	errors = [];
	dispatcher = new Dispatcher({
		jobSource,
		clock,
		emit: executions.emit,
		onError: (error) => errors.push(error),
	});
});
afterEach(async () => {
	jobSource.fault = () => undefined;
	await dispatcher.stop();
	await executions.endAll();
});

const names = (count: number) => Array.from({ length: count }, (_, index) => `item ${index}`);

describe('handing out', () => {
	test('up to five go out one to an execution', async () => {
		jobSource.add(names(5));
		await dispatcher.step();
		expect(executions.carried).toEqual(names(5).map((name) => [name]));
	});

	test('more go out together', async () => {
		jobSource.add(names(6));
		await dispatcher.step();
		expect(executions.carried).toEqual([names(6)]);
	});

	test('at most 500 in one execution', async () => {
		jobSource.add(names(1_200));
		await dispatcher.step();
		expect(executions.carried.map((tokens) => tokens.length)).toEqual([500, 500, 200]);
	});

	test('items of different groups never share an execution', async () => {
		jobSource.add(names(12));
		for (const name of names(12).slice(6)) jobSource.groups.set(name, 'replied');
		await dispatcher.step();
		expect(executions.carried).toEqual([names(12).slice(0, 6), names(12).slice(6)]);
	});

	test('with every execution taken, the rest waits until one ends', async () => {
		executions.endAtOnce = false;
		jobSource.add(names(5));
		dispatcher.start();
		await settled();
		jobSource.add(['more']);
		dispatcher.wake();
		await settled();
		expect(executions.carried).toHaveLength(5);
		await executions.endAll();
		expect(executions.carried).toHaveLength(6);
	});

	test('every outcome is settled', async () => {
		jobSource.add(names(3));
		await dispatcher.step();
		await dispatcher.idle();
		expect(jobSource.outcomes).toEqual(names(3).map((token) => ({ token, result: 'sent' })));
	});

	test('an execution that could not be started is a failure, with the reason', async () => {
		executions.failWith = new Error('n8n is shutting down');
		jobSource.add(['a']);
		await dispatcher.step();
		await dispatcher.idle();
		expect(jobSource.outcomes).toEqual([
			{ token: 'a', result: 'failed', reason: 'n8n is shutting down' },
		]);
	});

	test('the reason of a failure, which others read, has no address of a robot in it', async () => {
		const reason = 'POST https://oapi.dingtalk.com/robot/send?access_token=robot-token failed';
		executions.outcome = { result: 'failed', reason };
		jobSource.add(['a']);
		await dispatcher.step();
		await dispatcher.idle();
		expect(jobSource.outcomes).toEqual([
			{ token: 'a', result: 'failed', reason: 'POST https://oapi.dingtalk.com/*** failed' },
		]);
	});
});

describe('gathering', () => {
	const GATHER_FOR = 500;

	beforeEach(() => {
		dispatcher = new Dispatcher({
			jobSource,
			clock,
			emit: executions.emit,
			onError: (error) => errors.push(error),
			gatherFor: GATHER_FOR,
		});
		dispatcher.start();
	});

	const come = async (...tokens: string[]) => {
		jobSource.add(tokens);
		dispatcher.wake();
		await settled();
	};

	test('what comes soon after many goes out together', async () => {
		await come(...names(6));
		await come('a');
		await clock.advance(GATHER_FOR - 1);
		await come('b', 'c', 'd', 'e', 'f');
		expect(executions.carried).toEqual([names(6)]);
		await clock.advance(1);
		expect(executions.carried).toEqual([names(6), ['a', 'b', 'c', 'd', 'e', 'f']]);
	});

	test('a few keep nobody waiting', async () => {
		await come(...names(5));
		await come('a');
		expect(executions.carried).toHaveLength(6);
	});

	test('after a quiet while the next goes out at once', async () => {
		await come(...names(6));
		await clock.advance(GATHER_FOR);
		await come('a');
		expect(executions.carried).toEqual([names(6), ['a']]);
	});

	test('a clock that is set back meanwhile does not hold anything', async () => {
		await come(...names(6));
		clock.set(-HOUR);
		await come('a');
		expect(executions.carried).toEqual([names(6), ['a']]);
	});
});

describe('waiting', () => {
	test('until the next is due', async () => {
		dispatcher.start();
		jobSource.add(['a'], clock.now() + 3 * SECOND);
		dispatcher.wake();
		await clock.advance(3 * SECOND - 1);
		expect(executions.carried).toEqual([]);
		await clock.advance(1);
		expect(executions.carried).toEqual([['a']]);
	});

	test('a wake in the middle of it is heard', async () => {
		dispatcher.start();
		await clock.advance(MINUTE);
		jobSource.add(['a']);
		dispatcher.wake();
		await settled();
		expect(executions.carried).toEqual([['a']]);
	});

	test('a wake that comes while it looks is not lost', async () => {
		let isFirst = true;
		jobSource.fault = (method) => {
			if (method !== 'tidy' || !isFirst) return;
			isFirst = false;
			jobSource.add(['a']);
			dispatcher.wake();
		};
		dispatcher.start();
		await settled();
		expect(executions.carried).toEqual([['a']]);
	});

	test('five seconds at most, since others may write to the store', async () => {
		dispatcher.start();
		await settled();
		jobSource.add(['a']);
		await clock.advance(5 * SECOND);
		expect(executions.carried).toEqual([['a']]);
	});

	test('not longer when the clock is set back', async () => {
		dispatcher.start();
		await settled();
		clock.set(-24 * HOUR);
		jobSource.add(['a']);
		await clock.advance(5 * SECOND);
		expect(executions.carried).toEqual([['a']]);
	});

	test('is not busy: a quiet minute is a dozen looks', async () => {
		let looks = 0;
		jobSource.fault = (method) => {
			if (method === 'poll') looks += 1;
		};
		dispatcher.start();
		await clock.advance(MINUTE);
		expect(looks).toBeLessThanOrEqual(14);
	});
});

describe('how long it has been awake', () => {
	const lastPoll = async () => {
		await clock.advance(5 * SECOND);
		return jobSource.awakeFor.at(-1);
	};

	beforeEach(async () => {
		dispatcher.start();
		await clock.advance(HOUR);
		expect(jobSource.awakeFor.at(-1)).toBe(HOUR);
	});

	test('begins anew after the machine was asleep', async () => {
		clock.jump(HOUR);
		expect(await lastPoll()).toBe(5 * SECOND);
		await clock.advance(HOUR);
		expect(jobSource.awakeFor.at(-1)).toBe(HOUR + 5 * SECOND);
	});

	test('begins anew when its store was gone: nothing could be stored of what sources sent', async () => {
		jobSource.fault = (method) => {
			if (method === 'poll') throw new Error('The database is gone');
		};
		await clock.advance(10 * MINUTE);
		jobSource.fault = () => undefined;
		expect(await lastPoll()).toBeLessThanOrEqual(5 * SECOND);
		expect(await lastPoll()).toBeLessThanOrEqual(10 * SECOND);
	});

	test('goes on when its store failed once', async () => {
		jobSource.fault = (method) => {
			if (method === 'poll') throw new Error('The database is gone');
		};
		await clock.advance(10 * SECOND);
		jobSource.fault = () => undefined;
		expect(await lastPoll()).toBeGreaterThan(HOUR);
	});

	test('is never a time that is still to come', async () => {
		clock.set(-2 * HOUR);
		expect(await lastPoll()).toBeLessThanOrEqual(5 * SECOND);
		clock.set(-MINUTE);
		expect(await lastPoll()).toBeGreaterThanOrEqual(0);
	});

	test('goes on while every execution is taken', async () => {
		executions.endAtOnce = false;
		jobSource.add(Array.from({ length: 200 }, (_, index) => `item ${index}`));
		await clock.advance(10 * MINUTE);
		await executions.endAll();
		expect(await lastPoll()).toBeGreaterThan(HOUR);
	});
});

describe('leases', () => {
	beforeEach(async () => {
		executions.endAtOnce = false;
		jobSource.add(['slow']);
		dispatcher.start();
		await settled();
	});

	/** No more time than a lease has passed between two renewals. */
	async function expectRenewedWhile(milliseconds: number): Promise<void> {
		for (let passed = 0; passed < milliseconds; passed += LEASE / 2) {
			jobSource.renewed.length = 0;
			await clock.advance(LEASE / 2);
			expect(jobSource.renewed.flat()).toContain('slow');
		}
	}

	test('are renewed while an execution runs', async () => {
		await expectRenewedWhile(10 * MINUTE);
	});

	test('are renewed after the clock of the node was stopped', async () => {
		await dispatcher.stop();
		await expectRenewedWhile(10 * MINUTE);
		await executions.endAll();
		expect(jobSource.outcomes).toEqual([{ token: 'slow', result: 'sent' }]);
		expect(clock.sleeping).toBe(0);
	});

	test('are renewed at the next look when the store failed to', async () => {
		jobSource.fault = (method) => {
			if (method === 'renew') throw new Error('disk is full');
		};
		await clock.advance(25 * SECOND);
		expect(jobSource.renewed).toEqual([]);
		jobSource.fault = () => undefined;
		await clock.advance(5 * SECOND);
		expect(jobSource.renewed).toEqual([['slow']]);
	});

	test('are renewed before anything is claimed, after the machine was asleep', async () => {
		const calls: string[] = [];
		jobSource.fault = (method) => calls.push(method);
		clock.jump(HOUR);
		await clock.advance(5 * SECOND);
		expect(calls.indexOf('renew')).toBeGreaterThanOrEqual(0);
		expect(calls.indexOf('renew')).toBeLessThan(calls.indexOf('poll'));
	});

	test('end after an hour in which n8n did not tell how the execution ended: it counts as failed', async () => {
		await expectRenewedWhile(HOUR - MINUTE);
		expect(jobSource.outcomes).toEqual([]);
		await clock.advance(2 * MINUTE);
		expect(jobSource.outcomes).toEqual([
			{ token: 'slow', result: 'failed', reason: 'n8n never told how the execution ended.' },
		]);
		await executions.endAll();
		expect(jobSource.outcomes).toHaveLength(1);
	});

	test('the sleep of the machine does not count', async () => {
		clock.jump(3 * HOUR);
		await expectRenewedWhile(10 * MINUTE);
		expect(jobSource.outcomes).toEqual([]);
	});

	test('end with the execution', async () => {
		await executions.endAll();
		jobSource.renewed.length = 0;
		await clock.advance(MINUTE);
		expect(jobSource.renewed).toEqual([]);
	});
});

describe('a store that fails', () => {
	const failOnce = (failing: keyof JobSource) => {
		let isFirst = true;
		jobSource.fault = (method) => {
			if (method !== failing || !isFirst) return;
			isFirst = false;
			throw new Error(`${failing} failed`);
		};
	};

	test.each(['recover', 'poll', 'tidy'] as const)(
		'at %s is told, and tried again',
		async (method) => {
			failOnce(method);
			jobSource.add(['a']);
			dispatcher.start();
			await clock.advance(5 * SECOND);
			expect(errors).toEqual([new Error(`${method} failed`)]);
			expect(executions.carried).toEqual([['a']]);
		},
	);

	test('at the start hands nothing out before it has recovered', async () => {
		jobSource.fault = (method) => {
			if (method === 'recover') throw new Error('locked');
		};
		jobSource.add(['a']);
		dispatcher.start();
		await clock.advance(MINUTE);
		expect(executions.carried).toEqual([]);
		jobSource.fault = () => undefined;
		await clock.advance(5 * SECOND);
		expect(executions.carried).toEqual([['a']]);
	});

	test('to settle is asked again, so that nothing is sent twice', async () => {
		failOnce('settle');
		jobSource.add(['a']);
		dispatcher.start();
		await settled();
		expect(errors).toEqual([new Error('settle failed')]);
		expect(jobSource.outcomes).toEqual([]);
		await clock.advance(5 * SECOND);
		expect(jobSource.outcomes).toEqual([{ token: 'a', result: 'sent' }]);
	});

	test('for hours is not asked for ever how one execution ended', async () => {
		jobSource.add(['a']);
		jobSource.fault = (method) => {
			if (method === 'settle') throw new Error('gone');
		};
		await dispatcher.step();
		await clock.advance(2 * HOUR);
		expect(clock.sleeping).toBe(0);
		expect(jobSource.outcomes).toEqual([]);
	});
});

describe('a store that never answers', () => {
	/** Its next call of this method is never answered, those after it are. */
	function fallSilent(method: 'poll' | 'settle' | 'renew' | 'tidy' | 'recover'): void {
		jest.spyOn(jobSource, method).mockReturnValueOnce(new Promise(() => undefined) as never);
	}

	test.each(['poll', 'tidy', 'recover'] as const)(
		'when it is asked to %s is told, and what is due goes out',
		async (method) => {
			fallSilent(method);
			dispatcher.start();
			await clock.advance(LONGEST_WAIT - SECOND);
			expect(errors).toEqual([]);
			jobSource.add(['item']);
			await clock.advance(SECOND + 5 * SECOND);
			expect(errors).toMatchObject([
				{ message: 'The escalation store has not answered for 2 minutes' },
			]);
			expect(executions.carried).toEqual([['item']]);
		},
	);

	test('when it is asked to renew leases is told, and asked again', async () => {
		executions.endAtOnce = false;
		jobSource.add(['long']);
		dispatcher.start();
		await settled();
		fallSilent('renew');
		await clock.advance(LEASE + LONGEST_WAIT);
		expect(errors).toHaveLength(1);
		expect(jobSource.renewed).toContainEqual(['long']);
	});

	test('when it is told how an execution ended is told so again', async () => {
		fallSilent('settle');
		jobSource.add(['item']);
		dispatcher.start();
		await clock.advance(LONGEST_WAIT + 5 * SECOND);
		expect(errors).toHaveLength(1);
		expect(jobSource.outcomes).toEqual([{ token: 'item', result: 'sent' }]);
	});
});

describe('stopping', () => {
	test('hands out nothing more', async () => {
		dispatcher.start();
		await settled();
		await dispatcher.stop();
		jobSource.add(['a']);
		dispatcher.wake();
		await clock.advance(MINUTE);
		expect(executions.carried).toEqual([]);
		expect(clock.sleeping).toBe(0);
	});

	test('does not wait for executions, which are settled when they end', async () => {
		executions.endAtOnce = false;
		jobSource.add(['a']);
		dispatcher.start();
		await settled();
		await dispatcher.stop();
		expect(jobSource.outcomes).toEqual([]);
		await executions.endAll();
		expect(jobSource.outcomes).toEqual([{ token: 'a', result: 'sent' }]);
	});

	test('tells of those that end later: whoever looks now knows nothing of their next time', async () => {
		let lateEnds = 0;
		const onLateEnd = () => {
			// What became of it is stored by then.
			expect(jobSource.outcomes).toHaveLength(3);
			lateEnds += 1;
		};
		dispatcher = new Dispatcher({
			jobSource,
			clock,
			emit: executions.emit,
			onError: (error) => errors.push(error),
			onLateEnd,
		});
		dispatcher.start();
		jobSource.add(['a']);
		dispatcher.wake();
		await settled();
		expect(jobSource.outcomes).toHaveLength(1);
		executions.endAtOnce = false;
		jobSource.add(['b', 'c']);
		dispatcher.wake();
		await settled();
		await dispatcher.stop();
		expect(lateEnds).toBe(0);
		await executions.endAll();
		expect(lateEnds).toBe(2);
	});

	test('before it was started is no matter', async () => {
		await dispatcher.stop();
		expect(jobSource.recoveries).toBe(0);
	});
});

test('recovers once, and tidies every hour', async () => {
	dispatcher.start();
	await clock.advance(3 * HOUR);
	expect(jobSource.recoveries).toBe(1);
	expect(jobSource.tidied).toBe(4);
});

describe('a workflow that n8n does not run', () => {
	const refusal = new WorkflowNotRunError('It is on another engine. Set it back.');
	const steps = async (seconds: number) => {
		for (let second = 0; second < seconds; second += 5) {
			await dispatcher.step();
			await settled();
			clock.jump(5 * SECOND);
		}
	};

	test('is given nothing for a while, and what was given comes back untouched', async () => {
		executions.failWith = refusal;
		const triedAt: number[] = [];
		for (let second = 0; second < 300; second += 5) {
			jobSource.add([`${second} a`, `${second} b`]);
			await steps(5);
			if (executions.carried.length > 0) triedAt.push(second);
			executions.carried.splice(0);
		}
		// The first time at once, then after 5, 10, 20 and 40 s, then every minute.
		expect(triedAt).toEqual([0, 5, 15, 35, 75, 135, 195, 255]);
		expect(new Set(jobSource.outcomes.map(({ result }) => result))).toEqual(
			new Set(['notStarted']),
		);
	});

	test('has a reason, kept and told, without what n8n repeats of an address', async () => {
		const words = 'connect to postgres://n8n:the-password@db.example:5432/n8n failed';
		executions.failWith = new WorkflowNotRunError(words);
		jobSource.add(['a']);
		await steps(5);
		const reason = 'connect to postgres://db.example:5432/*** failed';
		expect(jobSource.outcomes).toEqual([{ token: 'a', result: 'notStarted', reason }]);
		expect(dispatcher.standstill).toBe(reason);
	});

	test('is told of once when that begins, and once when it is over', async () => {
		const told: Array<string | undefined> = [];
		dispatcher = new Dispatcher({
			jobSource,
			clock,
			emit: executions.emit,
			onError: (error) => errors.push(error),
			onStandstill: (reason) => told.push(reason),
		});
		executions.failWith = refusal;
		for (let time = 0; time < 4; time += 1) {
			jobSource.add(names(2));
			await steps(60);
		}
		expect(told).toEqual([refusal.message]);
		expect(dispatcher.standstill).toBe(refusal.message);
		executions.failWith = undefined;
		jobSource.add(names(2));
		await steps(5);
		expect(told).toEqual([refusal.message, undefined]);
		expect(dispatcher.standstill).toBeUndefined();
		expect(errors).toEqual([]);
	});

	test('runs again as soon as n8n has begun an execution, also one that it cancels', async () => {
		executions.failWith = refusal;
		jobSource.add(names(1));
		await steps(5);
		executions.failWith = new Error('The execution was cancelled');
		jobSource.add(names(1));
		await steps(5);
		expect(dispatcher.standstill).toBeUndefined();
	});

	test('was not awake meanwhile: nobody knows what was not heard', async () => {
		executions.failWith = refusal;
		jobSource.add(names(1));
		await steps(95);
		executions.failWith = undefined;
		jobSource.awakeFor.splice(0);
		await steps(10);
		expect(Math.max(...jobSource.awakeFor)).toBeLessThanOrEqual(10 * SECOND);
	});

	test('is tried at once when its clock was set back', async () => {
		executions.failWith = refusal;
		jobSource.add(names(1));
		await steps(5);
		clock.set(-HOUR);
		executions.failWith = undefined;
		jobSource.add(['another']);
		await steps(5);
		expect(executions.carried).toHaveLength(2);
	});
});
