import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { Inbox } from '../../../src/inbox/inbox';
import { openPostgresStore, type PostgresStore } from '../../../src/store/postgres/store';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { builtProcess } from '../../support/process/builtProcess.mts';
import type { Line, Task } from '../../support/store/acceptingProcess.mts';
import { SCOPE } from '../../support/model/escalations.mts';
import { eventNumbered } from '../../support/store/numberedEvents.mts';
import { PostgresServer } from '../../support/store/postgresServer.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';

/*
 * What processes take in that are killed, and at the same time as others.
 */

const folder = storeFolder();
const script = builtProcess('store/acceptingProcess.mts');

class AcceptingProcess {
	readonly lines: Line[] = [];

	private readonly child: ChildProcess;

	private readonly ended: Promise<unknown>;

	private heard: () => void = () => undefined;

	constructor(task: Omit<Task, 'scope'>) {
		this.child = spawn(process.execPath, [script, JSON.stringify({ scope: SCOPE, ...task })], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		this.ended = once(this.child, 'close');
		createInterface({ input: this.child.stdout! }).on('line', (line) => {
			this.lines.push(JSON.parse(line) as Line);
			this.heard();
		});
	}

	begin(): void {
		this.child.stdin!.write('begin\n');
	}

	/** Resolves when it has said so many lines like this. */
	async says(line: Line, count = 1): Promise<void> {
		while (this.lines.filter((said) => said === line).length < count) {
			await new Promise<void>((resolve) => (this.heard = resolve));
		}
	}

	async kill(): Promise<void> {
		this.child.kill('SIGKILL');
		await this.ended;
	}

	/** What it counted, when it has come to its end. */
	async answers(): Promise<Array<{ accepted: number; duplicates: number }>> {
		const [code] = (await this.ended) as [number];
		expect(code).toBe(0);
		return this.lines.filter((line) => typeof line === 'object');
	}
}

/** The ids of all that waits, in order; afterwards nothing waits. */
async function drain(store: Store): Promise<string[]> {
	const inbox = new Inbox(store, 'the test');
	const jobSource = inbox.jobSourceOf(SCOPE);
	const ids: string[] = [];
	for (;;) {
		const { jobs } = await jobSource.poll(500);
		if (jobs.length === 0) break;
		ids.push(...jobs.map(({ json }) => String(json.id)));
		await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'sent' })));
	}
	expect(await inbox.sizeOf(SCOPE)).toEqual({ events: 0, bytes: 0 });
	return ids;
}

const all = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, index) => eventNumbered(from + index));
const idsOf = (from: number, to: number) => all(from, to).map(({ id }) => id);

test('of a request that a kill interrupts, what was committed counts once, and the rest when it is sent again', async () => {
	const file = folder.file();
	const killed = new AcceptingProcess({ file, requests: [[0, 30_000]] });
	await killed.says('ready');
	killed.begin();
	await killed.says('committed');
	await killed.kill();
	expect(killed.lines.filter((line) => typeof line === 'object')).toEqual([]);

	const store = openSqliteStore(file);
	const inbox = new Inbox(store, 'the test');
	const { events: before } = await inbox.sizeOf(SCOPE);
	expect([10_000, 20_000, 30_000]).toContain(before);
	expect(await inbox.accept(SCOPE, all(0, 30_000))).toMatchObject({
		accepted: 30_000 - before,
		duplicates: before,
		withoutRoom: 0,
	});
	expect(await inbox.sizeOf(SCOPE)).toMatchObject({ events: 30_000 });
	expect(await drain(store)).toEqual(idsOf(0, 30_000));
	await store.close();
}, 600_000);

describe('processes that share Postgres', () => {
	let server: PostgresServer;
	let store: PostgresStore;

	beforeAll(async () => {
		server = await PostgresServer.start();
	});
	afterAll(async () => await server.stop());
	beforeEach(async () => {
		await server.query('DROP SCHEMA IF EXISTS until_replied CASCADE');
		store = await openPostgresStore(server.settings);
	});
	afterEach(async () => await store.close());

	/** Processes that have begun at the same moment. */
	async function together(...tasks: Array<Pick<Task, 'requests' | 'quota'>>) {
		const { settings } = server;
		const processes = tasks.map((task) => new AcceptingProcess({ settings, ...task }));
		for (const one of processes) await one.says('ready');
		for (const one of processes) one.begin();
		return processes;
	}

	const requests = (from: number, to: number, size: number): Task['requests'] =>
		Array.from({ length: Math.ceil((to - from) / size) }, (_, index) => [
			from + index * size,
			Math.min(to, from + (index + 1) * size),
		]);

	test('take in each event once, and count what waits', async () => {
		const [one, other] = await together(
			{ requests: [[0, 3_000], ...requests(3_000, 3_100, 1)] },
			{ requests: [...requests(3_000, 3_100, 1), [1_500, 4_500]] },
		);
		const counts = [...(await one.answers()), ...(await other.answers())];
		const sum = (of: 'accepted' | 'duplicates') =>
			counts.reduce((total, count) => total + count[of], 0);
		expect(sum('accepted')).toBe(4_500);
		expect(sum('accepted') + sum('duplicates')).toBe(3_000 + 100 + 100 + 3_000);
		expect(await new Inbox(store, 'the test').sizeOf(SCOPE)).toMatchObject({ events: 4_500 });
		expect((await drain(store)).toSorted()).toEqual(idsOf(0, 4_500).toSorted());
	}, 600_000);

	test('keep to the quota, but for what they take in at the same moment', async () => {
		const quota = { events: 2_000, bytes: 1e9 };
		const [one, other] = await together(
			{ requests: requests(0, 2_000, 100), quota },
			{ requests: requests(2_000, 4_000, 100), quota },
		);
		const counts = [...(await one.answers()), ...(await other.answers())];
		const accepted = counts.reduce((total, count) => total + count.accepted, 0);
		expect(accepted).toBeGreaterThanOrEqual(2_000);
		expect(accepted).toBeLessThanOrEqual(2_100);
		const inbox = new Inbox(store, 'the test');
		expect(await inbox.sizeOf(SCOPE)).toMatchObject({ events: accepted });
		// Where there is room again, what was refused is taken.
		expect(await drain(store)).toHaveLength(accepted);
		expect(await inbox.accept(SCOPE, all(0, 4_000))).toMatchObject({
			accepted: 4_000 - accepted,
			duplicates: accepted,
		});
	}, 600_000);

	test('count right when one of them is killed', async () => {
		const [killed, other] = await together(
			{ requests: [[0, 30_000]] },
			{ requests: requests(30_000, 30_200, 10) },
		);
		await killed.says('committed');
		await killed.kill();
		await other.answers();
		const inbox = new Inbox(store, 'the test');
		// The server hears of the end of a connection when it writes to it.
		const [{ events, bytes }] = await counted();
		expect(await inbox.sizeOf(SCOPE)).toEqual({ events: Number(events), bytes: Number(bytes) });
		const { accepted, duplicates } = await inbox.accept(SCOPE, all(0, 30_200));
		expect(accepted + duplicates).toBe(30_200);
		expect((await drain(store)).toSorted()).toEqual(idsOf(0, 30_200).toSorted());
	}, 600_000);

	/** What waits, counted when nobody adds to it any more. */
	async function counted() {
		return await store.transaction(async (transaction) => {
			await transaction.query('LOCK TABLE inbox IN EXCLUSIVE MODE', []);
			return await transaction.query(
				`SELECT count(*) AS events, sum(octet_length(event))
					+ (SELECT coalesce(sum(octet_length(text)), 0) FROM common_parts) AS bytes FROM inbox`,
				[],
			);
		});
	}
});
