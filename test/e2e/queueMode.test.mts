import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '../../scripts/lib/n8nApi.mts';
import { QueueStage } from '../support/queueStage.mts';
import type { PublishedWorkflow } from '../support/stage.mts';
import { unreplied } from '../support/twtChat.mts';

/** Events a second while they are taken. */
const LOAD = 5;
/** A push that passed the gate just before the reply may still be on its way to the robot. */
const ON_ITS_WAY = 3_000;
/** A push that was on its way when the main died is handed out again when its lease ends (60 s), see the dispatcher. */
const LEASE = 60_000;

/** What we know of one customer: only what was answered with 200 counts. */
interface Customer {
	name: string;
	writtenAt: number;
	/** Somebody sent a reply; whether it was taken may be unknown. */
	isReplySent?: boolean;
	repliedAt?: number;
}

describe('n8n in queue mode', () => {
	let queue: QueueStage;
	let credential: string;
	before(async () => {
		queue = await QueueStage.start();
		credential = await queue.storeCredential();
	});
	after(async () => await queue.stop());

	it('refuses to publish on the embedded store, with a sentence that names the fix', async () => {
		await assert.rejects(
			queue.stage.publish(),
			/does not work in queue mode\. Choose the store "Postgres"/,
		);
	});

	it('tests the credential of the store', async () => {
		const { settings } = queue.postgres;
		const test = async (changes: object) =>
			await queue.stage.api.testCredential({
				id: credential,
				name: 'Postgres',
				type: 'postgresStoreApi',
				data: { ...settings, ...changes },
			});
		assert.deepEqual(await test({}), {
			status: 'OK',
			message: 'The store is ready in schema "until_replied"',
		});
		const wrong = await test({ database: 'nowhere' });
		assert.equal(wrong.status, 'Error');
		assert.match(wrong.message, /has no such database\. Create the database/);
	});

	it('does the main job: pushed until replied', async () => {
		const workflow = await queue.stage.publish({ isPlain: true, store: credential });
		await taken(workflow, unreplied({ visitor_name: 'Patient.' }));
		await until('two pushes', () => workflow.group('Patient.').length >= 2);
		const now = Math.floor(Date.now() / 1_000);
		await taken(
			workflow,
			unreplied({ visitor_name: 'Patient.', status: '4' }, { created_at: now }),
		);
		await until('it is handled', () =>
			workflow.group('Patient.').some(({ content }) => content.includes('Replied after')),
		);
		const heard = workflow.group('Patient.').length;
		await workflow.twoPushesLater();
		assert.equal(workflow.group('Patient.').length, heard);
		await queue.stage.api.unpublish(workflow.id);
	});

	it('loses nothing and pushes nobody after the reply, whatever is killed under load', async () => {
		const workflow = await queue.stage.publish({ isPlain: true, store: credential });
		const office = new Office(workflow);
		const service = office.serve();
		const { main, webhooks, workers, postgres, redis } = queue;
		const disasters: Array<[name: string, happens: () => Promise<void>]> = [
			['a worker is killed', async () => await restart(workers[0])],
			['the webhook processor is killed', async () => await restart(webhooks)],
			['the main is killed', async () => await restart(main)],
			[
				'Postgres crashes',
				async () => {
					await postgres.end('immediate');
					await postgres.begin();
				},
			],
			[
				'Redis is killed',
				async () => {
					await redis.end('SIGKILL');
					await redis.begin();
				},
			],
			['the other worker is killed', async () => await restart(workers[1])],
		];
		for (const [name, happens] of disasters) {
			await office.seesCustomers(2 * LOAD);
			console.log(`${name}, after ${office.customers.length} customers`);
			office.disasters.push(Date.now());
			await happens();
		}
		await office.seesCustomers(2 * LOAD);
		await office.close();
		await service;

		const waiting = office.customers.filter(({ isReplySent }) => !isReplySent);
		console.log(`${office.customers.length} customers, ${waiting.length} were never answered`);
		await until(
			'everybody who waits was pushed to the end',
			() => waiting.every(({ name }) => workflow.manager(name).length > 0),
			4 * LEASE,
		);
		for (const customer of office.customers) office.check(customer);
	});
});

/** A process of n8n dies and is started again by whoever looks after it. */
async function restart(n8n: { kill(): Promise<void>; start(): Promise<void> }): Promise<void> {
	await n8n.kill();
	await n8n.start();
}

/** The webhook processor learns of a workflow a moment after it was published. */
async function taken(workflow: PublishedWorkflow, body: string): Promise<void> {
	await until('the event is taken', async () => (await workflow.send(body)).body.ok === true);
}

/** Customers write, and some are answered. */
class Office {
	readonly customers: Customer[] = [];

	readonly disasters: number[] = [];

	private readonly workflow: PublishedWorkflow;

	private readonly isOver = new AbortController();

	constructor(workflow: PublishedWorkflow) {
		this.workflow = workflow;
	}

	async serve(): Promise<void> {
		for (let number = 0; !this.isOver.signal.aborted; number += 1) {
			await this.customerWrites(`Customer-${number}.`);
			const oneOfTheLast = this.customers.at(-1 - Math.floor(Math.random() * 8 * LOAD));
			if (oneOfTheLast && !oneOfTheLast.isReplySent && number % 3 === 0) {
				await this.agentReplies(oneOfTheLast);
			}
			await sleep(1_000 / LOAD);
		}
	}

	async close(): Promise<void> {
		this.isOver.abort();
	}

	async seesCustomers(count: number): Promise<void> {
		const before = this.customers.length;
		await until('customers are served', () => this.customers.length >= before + count);
	}

	check({ name, writtenAt, isReplySent, repliedAt }: Customer): void {
		const messages = this.workflow.group(name).filter(({ content }) => content.includes('push '));
		const numbers = messages.map(({ content }) => Number(/push (\d+) of 4/.exec(content)?.[1]));
		const exhausted = this.workflow.manager(name);
		const lastAt = Math.max(...[...messages, ...exhausted].map(({ at }) => at), writtenAt);
		const crashes = this.disasters.filter((at) => at >= writtenAt - LEASE && at <= lastAt).length;
		const story = `${name} pushes ${numbers.join()}, ${crashes} disasters meanwhile`;

		assert.deepEqual(numbers, numbers.toSorted(), story);
		assert.ok(numbers.length - new Set(numbers).size <= crashes, story);
		if (!isReplySent) {
			assert.deepEqual([...new Set(numbers)], [1, 2, 3, 4], story);
			assert.ok(exhausted.length <= 1 + crashes, story);
		}
		if (repliedAt !== undefined) {
			const late = messages.filter(({ at }) => at > repliedAt + ON_ITS_WAY);
			assert.equal(late.length, 0, `${story}, ${late.length} after the reply`);
		}
	}

	private async isTaken(body: string): Promise<boolean> {
		const answer = await this.workflow.send(body).catch(() => undefined);
		return answer?.status === 200 && answer.body.ok === true;
	}

	private async customerWrites(name: string): Promise<void> {
		if (await this.isTaken(unreplied({ visitor_name: name }))) {
			this.customers.push({ name, writtenAt: Date.now() });
		}
	}

	private async agentReplies(customer: Customer): Promise<void> {
		const now = Math.floor(Date.now() / 1_000);
		const body = unreplied({ visitor_name: customer.name, status: '4' }, { created_at: now });
		customer.isReplySent = true;
		if (await this.isTaken(body)) customer.repliedAt = Date.now();
	}
}
