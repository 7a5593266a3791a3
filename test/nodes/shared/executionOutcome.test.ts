import {
	NodeOperationError,
	TimeoutExecutionCancelledError,
	type IDataObject,
	type IRun,
} from 'n8n-workflow';

import {
	STOPPED,
	deliveryOutcomes,
	reminderOutcomes,
	reasonFrom,
} from '../../../nodes/shared/executionOutcome';
import {
	nodeType,
	outputsOf,
	RecordingNode,
	TestWorkflow,
	type TestNode,
	type Wire,
} from '../../support/nodes/workflow.mts';

/** Stands for our own node: every item leaves by output 0, paired as ours are. */
const clockNode = nodeType('Clock', ['main'], async function () {
	return [this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
});

/** Like Edit Fields: other items, paired by n8n. */
const editNode = nodeType('Edit', ['main'], async function () {
	return [this.getInputData().map(({ json }) => ({ json: { ...json, edited: true } }))];
});

/** Like Filter. */
const oddNode = nodeType('Odd', ['main'], async function () {
	const paired = this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }));
	return [paired.filter(({ json }) => Number(json.n) % 2 === 1)];
});

/** Like Sort, the other way round. */
const reverseNode = nodeType('Reverse', ['main'], async function () {
	const paired = this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }));
	return [paired.reverse()];
});

/** Like Aggregate: one item of many. */
const aggregateNode = nodeType('Aggregate', ['main'], async function () {
	const all = this.getInputData();
	return [[{ json: { n: 1 }, pairedItem: all.map((_, item) => ({ item })) }]];
});

const tokens = ['t0', 't1', 't2', 't3', 't4'];
const items: IDataObject[] = tokens.map((_, n) => ({ n }));

let robot: RecordingNode;
let pager: RecordingNode;

beforeEach(() => {
	robot = new RecordingNode();
	pager = new RecordingNode();
});

async function run(
	nodes: TestNode[],
	wires: Wire[],
	whenEnded?: () => Promise<void>,
): Promise<IRun> {
	const workflow = new TestWorkflow(
		[{ name: 'Clock', type: clockNode }, { name: 'Robot', type: robot.type }, ...nodes],
		wires,
	);
	if (whenEnded) workflow.whenEnded = whenEnded;
	return await workflow.run('Clock', items, 'trigger');
}

/** How n8n 2.41 fails to save an execution: the error of a driver, thrown below typeorm. */
function notSaved(properties: { message: string; code?: string }): () => Promise<void> {
	const error = Object.assign(new Error(properties.message), properties);
	error.stack = `Error: ${properties.message}
    at /n8n/node_modules/pg-pool/index.js:45:11
    at PostgresDriver.obtainMasterConnection (/n8n/node_modules/@n8n/typeorm/dist/driver/postgres/PostgresDriver.js:870:28)
    at SelectQueryBuilder.getOne (/n8n/node_modules/@n8n/typeorm/dist/query-builder/SelectQueryBuilder.js:682:25)
    at ExecutionPersistence.updateExistingExecution (/n8n/node_modules/n8n/src/executions/execution-persistence.ts:238:18)`;
	return async () => {
		// n8n would print it.
		jest.spyOn(console, 'error').mockImplementationOnce(() => undefined);
		throw error;
	};
}

/** One letter for each item: sent, failed, untouched. */
function lettersOf(result: Parameters<typeof reminderOutcomes>[0]): string {
	return reminderOutcomes(result, tokens, 'Clock')
		.map((outcome) => outcome.result[0])
		.join('');
}

const failingAt =
	(...failing: number[]) =>
	({ n }: IDataObject) =>
		failing.includes(Number(n)) ? 'The group is gone' : undefined;

test('an execution that succeeded has sent them all', async () => {
	const result = await run([], [['Clock', 0, 'Robot']]);
	expect(robot.received).toHaveLength(5);
	expect(lettersOf(result)).toBe('sssss');
});

test('an execution that succeeded has sent them all, also when n8n could not save that', async () => {
	const wasReset = notSaved({ message: 'read ECONNRESET', code: 'ECONNRESET' });
	expect(lettersOf(await run([], [['Clock', 0, 'Robot']], wasReset))).toBe('sssss');
});

describe('a robot that fails at one item', () => {
	test('had sent those before, and the others had no turn', async () => {
		robot.failing = failingAt(2, 3);
		const result = await run([], [['Clock', 0, 'Robot']]);
		expect(lettersOf(result)).toBe('ssfuu');
		expect(reminderOutcomes(result, tokens, 'Clock')[2]).toEqual({
			token: 't2',
			result: 'failed',
			reason: 'The group is gone',
		});
	});

	test('behind a node that changes the items', async () => {
		robot.failing = failingAt(3);
		const wires: Wire[] = [
			['Clock', 0, 'Edit'],
			['Edit', 0, 'Robot'],
		];
		expect(lettersOf(await run([{ name: 'Edit', type: editNode }], wires))).toBe('sssfu');
	});

	test('behind a filter: what the user filtered out was dealt with', async () => {
		robot.failing = failingAt(1);
		const wires: Wire[] = [
			['Clock', 0, 'Odd'],
			['Odd', 0, 'Robot'],
		];
		expect(lettersOf(await run([{ name: 'Odd', type: oddNode }], wires))).toBe('sfsus');
	});

	test('in another order', async () => {
		robot.failing = failingAt(3);
		const wires: Wire[] = [
			['Clock', 0, 'Reverse'],
			['Reverse', 0, 'Robot'],
		];
		expect(lettersOf(await run([{ name: 'Reverse', type: reverseNode }], wires))).toBe('uuufs');
	});

	test('that stands for many: all have failed', async () => {
		robot.failing = failingAt(1);
		const wires: Wire[] = [
			['Clock', 0, 'Aggregate'],
			['Aggregate', 0, 'Robot'],
		];
		expect(lettersOf(await run([{ name: 'Aggregate', type: aggregateNode }], wires))).toBe('fffff');
	});

	test('while another branch has not had its turn: all have failed', async () => {
		robot.failing = failingAt(2);
		const wires: Wire[] = [
			['Clock', 0, 'Robot'],
			['Clock', 0, 'Pager'],
		];
		expect(lettersOf(await run([{ name: 'Pager', type: pager.type }], wires))).toBe('fffff');
		expect(pager.received).toEqual([]);
	});

	test('after another branch has had its turn', async () => {
		pager.failing = failingAt(2);
		const wires: Wire[] = [
			['Clock', 0, 'Robot'],
			['Clock', 0, 'Pager'],
		];
		expect(lettersOf(await run([{ name: 'Pager', type: pager.type }], wires))).toBe('ssfuu');
	});

	test('and is told to continue, has failed at none as far as n8n is concerned', async () => {
		robot.failing = failingAt(2);
		const workflow = new TestWorkflow(
			[
				{ name: 'Clock', type: clockNode },
				{ name: 'Robot', type: robot.type, settings: { onError: 'continueRegularOutput' } },
			],
			[['Clock', 0, 'Robot']],
		);
		expect(lettersOf(await workflow.run('Clock', items, 'trigger'))).toBe('sssss');
	});
});

describe('an execution that cannot be told apart', () => {
	test('the node fails as a whole', async () => {
		const broken = nodeType('Broken', ['main'], async function () {
			throw new NodeOperationError(this.getNode(), 'No credentials');
		});
		const result = await run([{ name: 'Broken', type: broken }], [['Clock', 0, 'Broken']]);
		expect(lettersOf(result)).toBe('fffff');
		expect(reminderOutcomes(result, tokens, 'Clock')[0]).toMatchObject({
			reason: 'No credentials',
		});
	});

	test('our own node fails', async () => {
		const broken = nodeType('Clock', ['main'], async function () {
			throw new NodeOperationError(this.getNode(), 'disk is full');
		});
		const workflow = new TestWorkflow([{ name: 'Clock', type: broken }], []);
		expect(lettersOf(await workflow.run('Clock', items, 'trigger'))).toBe('fffff');
	});

	test('a request that was cancelled, which n8n calls a cancelled execution', async () => {
		const broken = nodeType('Broken', ['main'], async function () {
			throw new NodeOperationError(this.getNode(), 'canceled');
		});
		const result = await run([{ name: 'Broken', type: broken }], [['Clock', 0, 'Broken']]);
		expect(result.status).toBe('canceled');
		expect(lettersOf(result)).toBe('fffff');
	});

	test('it was never run', () => {
		expect(lettersOf(undefined)).toBe('fffff');
	});

	test('at an item, and n8n could not save that', async () => {
		robot.failing = failingAt(2);
		const wasReset = notSaved({ message: 'read ECONNRESET', code: 'ECONNRESET' });
		expect(lettersOf(await run([], [['Clock', 0, 'Robot']], wasReset))).toBe('fffff');
	});

	test('n8n never heard of its end', async () => {
		const result = await run([], [['Clock', 0, 'Robot']]);
		expect(lettersOf({ ...result, status: 'running', stoppedAt: undefined })).toBe('fffff');
	});

	// As n8n 2.41 tells it of an execution in queue mode; elsewhere it rejects with this error.
	test('it took longer than n8n lets it: the reason says what to change', async () => {
		const tooLong = new TimeoutExecutionCancelledError('1');
		const result = await run([], [['Clock', 0, 'Robot']]);
		result.data.resultData.error = tooLong;
		const [outcome] = reminderOutcomes({ ...result, status: 'canceled' }, tokens, 'Clock');
		expect(outcome).toMatchObject({
			result: 'failed',
			reason: expect.stringMatching(
				/timed out\. Raise the limit \(Timeout Workflow .* EXECUTIONS_TIMEOUT/,
			),
		});
		expect(reasonFrom('The group is gone')).toBe('The group is gone');
	});

	test('somebody stopped it', () => {
		expect(lettersOf(STOPPED)).toBe('fffff');
	});

	test.each(['crashed', 'canceled'] as const)('it was %s from outside', async (status) => {
		const result = await run([], [['Clock', 0, 'Robot']]);
		expect(lettersOf({ ...result, status })).toBe('fffff');
	});
});

describe('events', () => {
	test('are delivered when their execution has ended, well or not', async () => {
		robot.failing = failingAt(0);
		const result = await run([], [['Clock', 0, 'Robot']]);
		expect(result.status).toBe('error');
		expect(outputsOf(result, 'Clock')[0]).toHaveLength(5);
		expect(deliveryOutcomes(result, ['a'], 'Clock')).toEqual([{ token: 'a', result: 'sent' }]);
	});

	// As WorkflowRunner.processError of n8n 2.41 tells it, when the worker died or the database was gone.
	const lost = (status: IRun['status'], message: string, lastNodeExecuted?: string) => {
		const error = { name: 'Error', message };
		const resultData = { error, runData: {}, ...(lastNodeExecuted ? { lastNodeExecuted } : {}) };
		return { status, stoppedAt: new Date(), data: { resultData } } as unknown as IRun;
	};

	test.each([
		['n8n failed before any node ran', lost('error', 'job stalled more than maxStalledCount')],
		[
			'our store could not be reached',
			lost('error', 'The escalation store (Postgres db:5432) cannot be reached', 'Repeat'),
		],
	])('are delivered again when %s', (_when, result) => {
		expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: 'failed' }]);
	});

	test.each([
		{ message: 'connect ECONNREFUSED 127.0.0.1:5432', code: 'ECONNREFUSED' },
		{ message: 'the database system is starting up', code: '57P03' },
		{ message: 'Connection terminated unexpectedly' },
		{ message: 'Driver not Connected' },
		{ message: 'SQLITE_FULL: database or disk is full', code: 'SQLITE_FULL' },
	])(
		'are delivered again when a node failed and n8n could not save that: $message',
		async (error) => {
			robot.failing = failingAt(0);
			const result = await run([], [['Clock', 0, 'Robot']], notSaved(error));
			expect(result.data.resultData).toMatchObject({ lastNodeExecuted: 'Robot', error });
			expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: 'failed' }]);
		},
	);

	test('are delivered when all went well and n8n could not save that', async () => {
		const wasReset = notSaved({ message: 'read ECONNRESET', code: 'ECONNRESET' });
		const result = await run([], [['Clock', 0, 'Robot']], wasReset);
		expect(result.data.resultData.error?.message).toBe('read ECONNRESET');
		expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: 'sent' }]);
	});

	test('are delivered when a node lost a connection of its own', async () => {
		const broken = nodeType('Broken', ['main'], async function () {
			throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
		});
		const result = await run([{ name: 'Broken', type: broken }], [['Clock', 0, 'Broken']]);
		expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: 'sent' }]);
	});

	test.each([
		{ message: 'SQLITE_ERROR: no such column: a', code: 'SQLITE_ERROR' },
		{ message: 'column "a" does not exist', code: '42703' },
	])('are delivered when a statement was at fault: $message', async (error) => {
		const wrong = notSaved(error);
		robot.failing = failingAt(0);
		const result = await run([], [['Clock', 0, 'Robot']], wrong);
		expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: 'sent' }]);
	});

	test.each([
		['told how it went', lost('canceled', 'The execution was cancelled manually')],
		['told nothing else', STOPPED],
	] as const)('are not delivered again when somebody stopped it, and n8n %s', (_told, result) => {
		expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: 'sent' }]);
	});

	test.each([
		['crashed', new Date(), 'failed'],
		// As n8n 2.0 tells of an execution that went well.
		['running', new Date(), 'sent'],
		// As n8n 2.41 tells of one whose end is neither in its database nor came through Redis.
		['running', null, 'failed'],
	] as const)(
		'of an execution that is "%s", stopped at %s, count as %s',
		(status, stoppedAt, outcome) => {
			const result = {
				status,
				stoppedAt,
				data: { resultData: { runData: {} } },
			} as unknown as IRun;
			expect(deliveryOutcomes(result, ['a'], 'Clock')).toMatchObject([{ result: outcome }]);
		},
	);

	test('are not delivered when it was never run', () => {
		expect(deliveryOutcomes(undefined, ['a'], 'Clock')).toMatchObject([{ result: 'failed' }]);
	});
});
