import { PostgresStore } from '../../../src/store/postgres/store';
import { PostgresStatements } from '../../../src/store/postgres/statements';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { SqliteStatements } from '../../../src/store/sqlite/statements';
import type { Transaction } from '../../../src/store/transaction';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import {
	aClaim,
	anEscalation,
	aReminder,
	aToken,
	SCOPE,
	T0,
	saveWhole,
} from '../../support/model/escalations.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';

/*
 * Ended conversations stay for 30 days, so that there may be a million of them
 * for twenty that wait. Whatever is asked again and again asks an index, which
 * leaves them alone.
 */

const ENDED = 3_000;
const WAITING = 20;
const token = aToken('one', 'waiting 1');

async function fill(transaction: Transaction): Promise<void> {
	const ended = Array.from({ length: ENDED }, (_, n) =>
		anEscalation({
			id: `ended ${n}`,
			conversationKey: `ended ${n}`,
			state: 'replied',
			openedAt: T0 + n,
			endedAt: T0 + n,
			dueAt: null,
		}),
	);
	const waiting = Array.from({ length: WAITING }, (_, n) =>
		anEscalation({
			id: `waiting ${n}`,
			conversationKey: `waiting ${n}`,
			scope: n % 2 === 0 ? SCOPE : 'other:node',
			openedAt: T0 + n * MINUTE,
			dueAt: T0 + n * MINUTE,
			claim: n === 1 ? aClaim({ token }) : null,
		}),
	);
	await saveWhole(transaction, [...ended, ...waiting], T0);
	const over = { isOver: true, saidAt: T0, firedAt: T0, heardAt: T0 };
	await transaction.alerts.save(SCOPE, new Map(ended.map((_, n) => [`alert ${n}`, over])));
	await transaction.reminders.save(
		ended.map(({ id }) => aReminder({ escalationId: id, gatedAt: T0 })),
	);
}

const asked: Array<[what: string, ask: (transaction: Transaction) => Promise<unknown>]> = [
	['who waits', async (t) => await t.lookups.waiting(301)],
	['who waits in a workflow', async (t) => await t.lookups.waiting(301, 'other')],
	[
		'in which states they wait',
		async (t) =>
			await t.lookups.waitingStates(9, {
				id: 'waiting 3',
				openedAt: T0 + 3 * MINUTE,
				state: 'open',
			}),
	],
	['what ended', async (t) => await t.lookups.ended(15)],
	[
		'what ended between two times',
		async (t) =>
			await t.lookups.endedBetween(T0 + 2_900, T0 + 2_990, 9, {
				id: 'ended 2950',
				endedAt: T0 + 2_950,
			}),
	],
	['what ended in a workflow', async (t) => await t.lookups.ended(15, 'workflow')],
	[
		'the next page of all',
		async (t) => await t.lookups.find({ after: { id: 'ended 9', openedAt: T0 + 9 } }, 9, 0),
	],
	[
		'the conversations that are open',
		async (t) => await t.lookups.find({ states: ['open'] }, 50, 0),
	],
	['one conversation', async (t) => await t.lookups.find({ conversationKey: 'ended 7' }, 50, 0)],
	['what is overdue', async (t) => await t.escalations.overdue(T0 + MINUTE, T0 + MINUTE, 500)],
	['what is due', async (t) => await t.escalations.due(SCOPE, T0 + MINUTE, 100)],
	['when something is due', async (t) => await t.escalations.nextDueAt(SCOPE, T0)],
	[
		'what was ended by another clock',
		async (t) => await t.escalations.endedAfter(SCOPE, T0 + 2_990, '', 9),
	],
	['whose claims these are', async (t) => await t.lookups.keysOf(['ended 7', 'waiting 2'])],
	['for claims', async (t) => await t.escalations.byClaims([token])],
	['for longer leases', async (t) => await t.escalations.renewClaims([token], T0 + DAY, T0)],
	[
		'for claims of before',
		async (t) => await t.escalations.releaseClaims(SCOPE, 'me', T0, T0 + MINUTE),
	],
	[
		'what is known',
		async (t) => await t.escalations.conversations(SCOPE, ['ended 7', 'waiting 2'], T0 + DAY),
	],
	['to forget', async (t) => await t.forget(T0 - DAY, T0 - DAY)],
	['what alerts said', async (t) => await t.alerts.states(SCOPE, ['alert 7', 'alert 8'])],
	['whom to forget', async (t) => await t.escalations.byIds(['ended 7'])],
	['to erase', async (t) => await t.escalations.erase(['ended 8'])],
	['to erase what is left over', async (t) => await t.replies.eraseLeftOver('ended 8', 'other')],
	['for a word', async (t) => await t.lookups.mentioning('word', 'waiting 1')],
	['for a word of an event', async (t) => await t.inbox.mentioning('word', 5)],
];

describe('SQLite', () => {
	/** The steps that read all of a table, or all of an index. */
	async function scansOf(ask: (transaction: Transaction) => Promise<unknown>): Promise<string[]> {
		const store = openSqliteStore(':memory:');
		try {
			await store.transaction(fill);
			const prepared = jest.spyOn(SqliteStatements.prototype, 'prepare');
			const plans = await store.transaction(async (transaction) => {
				await ask(transaction);
				const statements = new Set(prepared.mock.calls.map(([sql]) => sql));
				return [...statements].flatMap((sql) =>
					transaction.rows(`EXPLAIN QUERY PLAN ${sql}`, []).map(({ detail }) => String(detail)),
				);
			});
			return plans.filter((step) => step.startsWith('SCAN'));
		} finally {
			jest.restoreAllMocks();
			await store.close();
		}
	}

	/** By these it reads in order, and stops when it has enough. */
	const IN_ORDER =
		/^SCAN (escalations USING INDEX escalations_waiting|scopes|latest|next|json_each|\(subquery-\d+\)|CONSTANT ROW)/;

	test.each(asked)('asked %s, scans no table', async (_what, ask) => {
		const scans = await scansOf(ask);
		expect(scans.filter((step) => !IN_ORDER.test(step))).toEqual([]);
	});
});

describe('Postgres', () => {
	let server: PostgresServer;
	let store: PostgresStore;

	beforeAll(async () => {
		server = await PostgresServer.start();
		store = new PostgresStore(server.settings);
		await store.prepare();
		await store.transaction(fill);
		await store.transaction(
			async (transaction) =>
				await transaction.query(
					'ANALYZE alerts, escalations, states, reminders, replies, timeline',
					[],
				),
		);
	});
	afterAll(async () => {
		await store.close();
		await server.stop();
	});
	afterEach(() => jest.restoreAllMocks());

	interface Node {
		'Actual Rows': number;
		'Actual Loops': number;
		'Rows Removed by Filter'?: number;
		Plans?: Node[];
	}
	const rowsRead = (node: Node): number => {
		const each = node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0);
		const below = (node.Plans ?? []).map(rowsRead);
		return Math.max(each * node['Actual Loops'], ...below);
	};

	/** The most that a step of its statements reads. */
	async function rowsReadBy(ask: (transaction: Transaction) => Promise<unknown>): Promise<number> {
		return await store.transaction(async (transaction) => {
			const queries = jest.spyOn(PostgresStatements.prototype, 'query');
			const writes = jest.spyOn(PostgresStatements.prototype, 'write');
			await ask(transaction);
			const counts: number[] = [];
			const asked = [...queries.mock.calls, ...writes.mock.calls];
			for (const [sql, values] of asked) {
				const [row] = await transaction.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
				counts.push(rowsRead((row['QUERY PLAN'] as Array<{ Plan: Node }>)[0].Plan));
			}
			// Claims of before end by their leases here: nothing is asked.
			expect(counts.length > 0 || String(ask).includes('releaseClaims')).toBe(true);
			return Math.max(0, ...counts);
		});
	}

	test.each(asked)('asked %s, reads hardly more than it gives', async (_what, ask) => {
		expect(await rowsReadBy(ask)).toBeLessThan(100);
	});

	describe('in a rush, when all that it has of statistics is of the quiet before', () => {
		beforeAll(async () => {
			const rush = Array.from({ length: 2_000 }, (_, n) =>
				anEscalation({
					id: `rush ${n}`,
					conversationKey: `rush ${n}`,
					openedAt: T0 + HOUR,
					dueAt: T0 + HOUR,
				}),
			);
			await store.transaction(async (transaction) => {
				await saveWhole(transaction, rush, T0 + HOUR);
				const answered = Array.from({ length: 2_000 }, (_, n): [string, number] => [
					`answered ${n}`,
					T0 + HOUR,
				]);
				await transaction.replies.recordAll(SCOPE, new Map(answered), T0 + HOUR);
			});
		});

		const of = (name: string) => Array.from({ length: 100 }, (_, n) => `${name} ${n}`);

		test.each([
			['waiting', of('rush')],
			['answered', of('answered')],
			['new', of('new')],
		])('asked what is known of a hundred that are %s, reads these', async (_what, keys) => {
			const ask = async (t: Transaction) =>
				await t.escalations.conversations(SCOPE, keys, T0 + DAY);
			expect(await rowsReadBy(ask)).toBeLessThanOrEqual(200);
		});

		test.each<[what: string, ask: (transaction: Transaction) => Promise<unknown>]>([
			['what is due', async (t) => await t.escalations.due(SCOPE, T0 + DAY, 100)],
			['when something is due', async (t) => await t.escalations.nextDueAt(SCOPE, T0 + DAY)],
			['who waits', async (t) => await t.lookups.waiting(100)],
			['the last reply', async (t) => await t.replies.last('answered 9', SCOPE, T0 + DAY)],
		])('asked %s, reads hardly more than it gives', async (_what, ask) => {
			expect(await rowsReadBy(ask)).toBeLessThanOrEqual(200);
		});
	});
});
