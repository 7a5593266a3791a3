import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { until } from '../../scripts/lib/n8nApi.mts';
import type { ReceivedMessage } from '../support/fakeWeCom.mts';
import { Stage, type PublishedWorkflow } from '../support/stage.mts';
import { unreplied } from '../support/twtChat.mts';

/** Of all n8ns together. `UNTIL_REPLIED_KILLS=500` for a long run. */
const KILLS = Number(process.env.UNTIL_REPLIED_KILLS ?? 50);
/** Most of the time of a kill is the start after it, which takes one processor. */
const N8NS = 2;
/** Events a second while an n8n can be reached. */
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

/** One n8n under load that is killed again and again. */
class Target {
	readonly customers: Customer[] = [];

	readonly kills: number[] = [];

	private readonly isOver = new AbortController();

	private readonly stage: Stage;

	private readonly workflow: PublishedWorkflow;

	private constructor(stage: Stage, workflow: PublishedWorkflow) {
		this.stage = stage;
		this.workflow = workflow;
	}

	static async start(): Promise<Target> {
		const stage = await Stage.start({}, { messagesPerMinute: Infinity });
		return new Target(stage, await stage.publish({ isPlain: true }));
	}

	async stop(): Promise<void> {
		this.isOver.abort();
		await this.stage.stop();
	}

	/** Returns when everybody who was not answered has been pushed to the end. */
	async killUnderLoad(times: number): Promise<void> {
		const service = this.serveCustomers();
		for (let kill = 0; kill < times; kill += 1) {
			const served = this.customers.length;
			await until('customers are served', () => this.customers.length > served + LOAD / 2);
			await sleep(Math.random() * 1_000);
			await this.stage.n8n.kill();
			this.kills.push(Date.now());
			await this.stage.n8n.start();
		}
		this.isOver.abort();
		await service;
		const waiting = this.customers.filter(({ isReplySent }) => !isReplySent);
		const unheard = () => waiting.filter(({ name }) => this.workflow.manager(name).length === 0);
		await until(
			'everybody who waits was pushed to the end',
			() => unheard().length === 0,
			180_000,
		).catch((error: Error) => {
			const stories = unheard().map((customer) => this.storyOf(customer));
			throw new Error(`${error.message}, but ${stories.join('; ')}`);
		});
	}

	/** Customers write and some are answered, until the test ends it. */
	private async serveCustomers(): Promise<void> {
		for (let number = 0; !this.isOver.signal.aborted; number += 1) {
			await this.customerWrites(`Customer-${number}.`);
			const oneOfTheLast = this.customers.at(-1 - Math.floor(Math.random() * 8 * LOAD));
			if (oneOfTheLast && !oneOfTheLast.isReplySent && number % 3 === 0) {
				await this.agentReplies(oneOfTheLast);
			}
			await sleep(1_000 / LOAD);
		}
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

	/**
	 * Whether the trigger took the event; what was not answered may or may not be
	 * in the store. While it starts, n8n itself answers 200 to anything.
	 */
	private async isTaken(body: string): Promise<boolean> {
		const answer = await this.workflow.send(body).catch(() => undefined);
		return answer?.status === 200 && answer.body.ok === true;
	}

	/** That a customer was pushed as often as due, and not after the reply. */
	check(customer: Customer): void {
		const { name, isReplySent, repliedAt } = customer;
		const messages = this.pushesOf(customer);
		const numbers = numbersOf(messages);
		const exhausted = this.workflow.manager(name);
		const crashes = this.killsDuring(customer);
		const story = this.storyOf(customer);

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

	private pushesOf({ name }: Customer): ReceivedMessage[] {
		return this.workflow.group(name).filter(({ content }) => content.includes('push '));
	}

	private killsDuring(customer: Customer): number {
		const heard = [...this.pushesOf(customer), ...this.workflow.manager(customer.name)];
		const lastAt = Math.max(...heard.map(({ at }) => at), customer.writtenAt);
		return this.kills.filter((at) => at >= customer.writtenAt - ON_ITS_WAY && at <= lastAt).length;
	}

	private storyOf(customer: Customer): string {
		const numbers = numbersOf(this.pushesOf(customer)).join();
		return `${customer.name} pushes ${numbers}, ${this.killsDuring(customer)} kills meanwhile`;
	}
}

function numbersOf(messages: ReceivedMessage[]): number[] {
	return messages.map(({ content }) => Number(/push (\d+) of 4/.exec(content)?.[1]));
}

describe(`n8n is killed ${KILLS} times under load`, () => {
	const targets: Target[] = [];

	before(async () => {
		for (let count = 0; count < N8NS; count += 1) targets.push(await Target.start());
	});
	after(async () => {
		for (const target of targets) await target.stop();
	});

	it('accounts for every event that it answered', async () => {
		await Promise.all(targets.map((target) => target.killUnderLoad(Math.ceil(KILLS / N8NS))));
		for (const target of targets) {
			const { customers, kills } = target;
			console.log(`${customers.length} customers, ${kills.length} kills`);
			for (const customer of customers) target.check(customer);
		}
	});
});
