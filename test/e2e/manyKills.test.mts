import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '../../scripts/lib/n8nApi.mts';
import { Stage, type PublishedWorkflow } from '../support/stage.mts';
import { unreplied } from '../support/twtChat.mts';

/** Each takes about ten seconds; `UNTIL_REPLIED_KILLS=50` for a long run. */
const KILLS = Number(process.env.UNTIL_REPLIED_KILLS ?? 10);
/** Events a second while n8n can be reached. */
const LOAD = 10;
/** A push that passed the gate just before the reply may still be on its way to the robot. */
const ON_ITS_WAY = 2_000;

/** What we know of one customer: only what n8n has answered with 200 counts. */
interface Customer {
	name: string;
	writtenAt: number;
	/** Somebody sent a reply; n8n may have died before it answered. */
	isReplySent?: boolean;
	repliedAt?: number;
}

describe(`n8n is killed ${KILLS} times under load`, () => {
	let stage: Stage;
	let workflow: PublishedWorkflow;
	const customers: Customer[] = [];
	const kills: number[] = [];
	const isOver = new AbortController();

	before(async () => {
		stage = await Stage.start({}, { messagesPerMinute: Infinity });
		workflow = await stage.publish({ isPlain: true });
	});
	after(async () => await stage.stop());

	/**
	 * Whether the trigger took the event; what was not answered may or may not be
	 * in the store. While it starts, n8n itself answers 200 to anything.
	 */
	async function isTaken(body: string): Promise<boolean> {
		const answer = await workflow.send(body).catch(() => undefined);
		return answer?.status === 200 && answer.body.ok === true;
	}

	async function customerWrites(name: string): Promise<void> {
		if (await isTaken(unreplied({ visitor_name: name }))) {
			customers.push({ name, writtenAt: Date.now() });
		}
	}

	async function agentReplies(customer: Customer): Promise<void> {
		const now = Math.floor(Date.now() / 1_000);
		const body = unreplied({ visitor_name: customer.name, status: '4' }, { created_at: now });
		customer.isReplySent = true;
		if (await isTaken(body)) customer.repliedAt = Date.now();
	}

	/** Customers write and some are answered, until the test ends it. */
	async function serveCustomers(): Promise<void> {
		for (let number = 0; !isOver.signal.aborted; number += 1) {
			await customerWrites(`Customer-${number}.`);
			const oneOfTheLast = customers.at(-1 - Math.floor(Math.random() * 8 * LOAD));
			if (oneOfTheLast && !oneOfTheLast.isReplySent && number % 3 === 0) {
				await agentReplies(oneOfTheLast);
			}
			await sleep(1_000 / LOAD);
		}
	}

	it('accounts for every event that it answered', async () => {
		const service = serveCustomers();
		for (let kill = 0; kill < KILLS; kill += 1) {
			const served = customers.length;
			await until('customers are served', () => customers.length > served + LOAD / 2);
			await sleep(Math.random() * 1_000);
			await stage.n8n.kill();
			kills.push(Date.now());
			await stage.n8n.start();
		}
		isOver.abort();
		await service;
		console.log(`${customers.length} customers, ${kills.length} kills`);

		const waiting = customers.filter(({ isReplySent }) => !isReplySent);
		await until(
			'everybody who waits was pushed to the end',
			() => waiting.every(({ name }) => workflow.manager(name).length > 0),
			90_000,
		);
		for (const customer of customers) check(customer);
	});

	function check({ name, writtenAt, isReplySent, repliedAt }: Customer): void {
		const messages = workflow.group(name).filter(({ content }) => content.includes('push '));
		const numbers = messages.map(({ content }) => Number(/push (\d+) of 4/.exec(content)?.[1]));
		const exhausted = workflow.manager(name);
		const lastAt = Math.max(...[...messages, ...exhausted].map(({ at }) => at), writtenAt);
		const crashes = kills.filter((at) => at >= writtenAt - ON_ITS_WAY && at <= lastAt).length;
		const story = `${name} pushes ${numbers.join()}, ${crashes} kills meanwhile`;

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
});
