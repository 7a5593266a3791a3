import {
	TransactionLost,
	TransactionQueue,
	type Connection,
} from '../../../../src/store/sqlite/transactionQueue';
import { settled } from '../../../support/time/fakeClock.mts';

/** Keeps a list of what is committed, as a database would. */
class ListConnection implements Connection {
	committed: string[] = [];

	readonly commits: string[][] = [];

	pending: string[] = [];

	flushed: string[] = [];

	failing: { begin?: Error; commit?: Error; flush?: Error } = {};

	/** Called while the disk is busy. */
	duringFlush: () => void = () => undefined;

	begin(): void {
		if (this.failing.begin) throw this.failing.begin;
		this.pending = [];
	}

	commit(): void {
		if (this.failing.commit) throw this.failing.commit;
		this.committed = [...this.committed, ...this.pending];
		this.commits.push(this.pending);
	}

	async flush(): Promise<void> {
		const reached = [...this.committed];
		this.duringFlush();
		await settled();
		if (this.failing.flush) throw this.failing.flush;
		this.flushed = reached;
	}

	rollback(): void {
		this.pending = [];
	}

	async nested<Result>(work: () => Promise<Result>): Promise<Result> {
		const before = [...this.pending];
		try {
			return await work();
		} catch (error) {
			this.pending = before;
			throw error;
		}
	}
}

let connection: ListConnection;
let queue: TransactionQueue;

beforeEach(() => {
	connection = new ListConnection();
	queue = new TransactionQueue(connection);
});

const write = (word: string) => async () => {
	connection.pending.push(word);
	return `${word} written`;
};
const writeThenThrow = (word: string, error: Error) => async () => {
	connection.pending.push(word);
	throw error;
};

test('what many want at once is one commit, in order', async () => {
	const answers = await Promise.all(
		['a', 'b', 'c'].map(async (word) => await queue.add(write(word))),
	);
	expect(answers).toEqual(['a written', 'b written', 'c written']);
	expect(connection.commits).toEqual([['a', 'b', 'c']]);
});

test('nobody hears of success before it is durable', async () => {
	let isDurable: boolean | undefined;
	await queue.add(write('a')).then(() => (isDurable = connection.flushed.includes('a')));
	expect(isDurable).toBe(true);
});

test('what is added while the disk is busy is one commit', async () => {
	const later: Array<Promise<string>> = [];
	connection.duringFlush = () => {
		connection.duringFlush = () => undefined;
		later.push(queue.add(write('b')), queue.add(write('c')));
	};
	await queue.add(write('a'));
	await Promise.all(later);
	expect(connection.commits).toEqual([['a'], ['b', 'c']]);
});

test('when the disk did not take a commit, all hear of it, and nothing is taken any more', async () => {
	connection.failing = { flush: new Error('disk is gone') };
	const first = await Promise.allSettled([queue.add(write('a')), queue.add(write('b'))]);
	connection.failing = {};
	const later = await Promise.allSettled([queue.add(write('c'))]);
	expect([...first, ...later]).toEqual(
		Array(3).fill({ status: 'rejected', reason: new Error('disk is gone') }),
	);
	expect(connection.committed).toEqual(['a', 'b']);
});

test('one that fails is undone alone', async () => {
	const results = await Promise.allSettled([
		queue.add(write('a')),
		queue.add(writeThenThrow('b', new Error('b is wrong'))),
		queue.add(write('c')),
	]);
	expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
	expect(connection.committed).toEqual(['a', 'c']);
});

test.each(['begin', 'commit'] as const)(
	'when %s fails, all hear of it and nothing stays',
	async (step) => {
		connection.failing = { [step]: new Error('disk is gone') };
		const results = await Promise.allSettled([queue.add(write('a')), queue.add(write('b'))]);
		expect(results).toEqual([
			{ status: 'rejected', reason: new Error('disk is gone') },
			{ status: 'rejected', reason: new Error('disk is gone') },
		]);
		expect(connection.committed).toEqual([]);
		expect(connection.pending).toEqual([]);
	},
);

test('when the database undoes the whole transaction, all hear why, and no later work is done', async () => {
	const later = jest.fn(async () => undefined);
	const full = new Error('disk is full');
	const results = await Promise.allSettled([
		queue.add(write('a')),
		queue.add(writeThenThrow('b', new TransactionLost(full))),
		queue.add(later),
	]);
	expect(results).toEqual(Array(3).fill({ status: 'rejected', reason: full }));
	expect(later).not.toHaveBeenCalled();
	expect(connection.committed).toEqual([]);
});

test('goes on after a failure', async () => {
	connection.failing = { commit: new Error('disk is gone') };
	await expect(queue.add(write('a'))).rejects.toThrow('disk is gone');
	connection.failing = {};
	await queue.add(write('b'));
	expect(connection.committed).toEqual(['b']);
});

test('what is added while a commit is answered comes with the next', async () => {
	await queue.add(write('a'));
	await queue.add(write('b'));
	expect(connection.commits).toEqual([['a'], ['b']]);
});

test('is settled when everything added is committed', async () => {
	void queue.add(write('a')).then(() => void queue.add(write('b')));
	void queue.add(write('c'));
	await queue.settled();
	expect(connection.committed).toContain('a');
	expect(connection.committed).toContain('c');
});

describe('with time to gather', () => {
	/** Ends the wait of the commit that waits. */
	let endWait: (() => void) | undefined;

	beforeEach(async () => {
		endWait = undefined;
		queue = new TransactionQueue(
			connection,
			async () => await new Promise((resolve) => (endWait = resolve)),
		);
		await Promise.all(['1', '2', '3'].map(async (word) => await queue.add(write(word))));
	});

	test('after a commit that many shared, the next one waits for more', async () => {
		const answers = [queue.add(write('c'))];
		await settled();
		answers.push(queue.add(write('d')));
		await settled();
		expect(connection.commits).toEqual([['1', '2', '3']]);
		endWait?.();
		await Promise.all(answers);
		expect(connection.commits.at(-1)).toEqual(['c', 'd']);
	});

	test('somebody who comes alone again and again soon waits no more', async () => {
		for (let count = 0; count < 10; count += 1) {
			const answer = queue.add(write('alone'));
			await settled();
			endWait?.();
			await answer;
		}
		endWait = undefined;
		await queue.add(write('at once'));
		expect(endWait).toBeUndefined();
		expect(connection.committed.at(-1)).toBe('at once');
	});
});
