import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';

import { until } from './n8nApi.mts';
import type { ReceivedMessage } from '../robots/weCom/fakeWeCom.mts';
import { reminderNumbers } from '../model/reminderNumbers.mts';
import type { PublishedWorkflow } from './stage.mts';
import type { StoredHistory } from '../store/storedHistory.mts';
import { unreplied } from '../sources/twtChat.mts';

/** What we know of one customer: only what n8n has answered with 200 counts. */
interface Customer {
	name: string;
	writtenAt: number;
	/** Somebody sent a reply; whether it was taken may be unknown. */
	isReplySent?: boolean;
	repliedAt?: number;
}

export interface OfficeOptions {
	/** Events a second while they are taken. */
	load: number;
	/** A crash may double a reminder of somebody who writes up to so many ms after it. */
	crashReach: number;
	/** Where the store can be asked: it tells when a reminder left. */
	historyOf?: (customer: string) => Promise<StoredHistory>;
	/** What n8n tells of its executions for a customer: why nobody was reminded. */
	executionsOf?: (customer: string) => Promise<object[]>;
	/** Where it cannot: a reminder that left just before the reply may still be on its way to the robot for so many ms. */
	onItsWay?: number;
}

/** Customers write and some are answered, whatever happens to n8n; afterwards each of them is accounted for. */
export class Office {
	readonly customers: Customer[] = [];

	/** When something crashed. */
	readonly crashes: number[] = [];

	private readonly isOver = new AbortController();

	private readonly workflow: PublishedWorkflow;

	private readonly options: OfficeOptions;

	constructor(workflow: PublishedWorkflow, options: OfficeOptions) {
		this.workflow = workflow;
		this.options = options;
	}

	/** Serves customers until it is closed. */
	async serve(): Promise<void> {
		const { load } = this.options;
		for (let number = 0; !this.isOver.signal.aborted; number += 1) {
			await this.customerWrites(`Customer-${number}.`);
			const oneOfTheLast = this.customers.at(-1 - Math.floor(Math.random() * 8 * load));
			if (oneOfTheLast && !oneOfTheLast.isReplySent && number % 3 === 0) {
				await this.agentReplies(oneOfTheLast);
			}
			await sleep(1_000 / load);
		}
	}

	close(): void {
		this.isOver.abort();
	}

	/** Resolves when so many more customers were taken. */
	async seesCustomers(count: number): Promise<void> {
		const before = this.customers.length;
		await until('customers are served', () => this.customers.length >= before + count);
	}

	/** Resolves when everybody who was not answered has been reminded to the end. */
	async hasRemindedAll(): Promise<void> {
		const waiting = this.customers.filter(({ isReplySent }) => !isReplySent);
		const unheard = () => waiting.filter(({ name }) => this.workflow.manager(name).length === 0);
		await until('everybody who waits was reminded to the end', () => unheard().length === 0).catch(
			async (error: Error) => {
				const stories: string[] = [];
				for (const customer of unheard()) {
					const story = this.storyOf(customer, await this.options.historyOf?.(customer.name));
					const executions = await this.options.executionsOf?.(customer.name);
					stories.push(`${story}, executions ${JSON.stringify(executions)}`);
				}
				throw new Error(`${error.message}, but ${stories.join('; ')}`);
			},
		);
	}

	/** That everybody was reminded as often as due, and not after the reply. */
	async check(): Promise<void> {
		for (const customer of this.customers) {
			this.checkOne(customer, await this.options.historyOf?.(customer.name));
		}
	}

	private checkOne(customer: Customer, history: StoredHistory | undefined): void {
		const { name, isReplySent, repliedAt } = customer;
		const messages = this.remindersOf(customer);
		const numbers = reminderNumbers(messages);
		const exhausted = this.workflow.manager(name);
		const crashes = this.crashesDuring(customer);
		const story = this.storyOf(customer, history);
		const left = history?.timeline.filter(({ what }) => what === 'reminder');

		assert.deepEqual(numbers, numbers.toSorted(), story);
		assert.ok(numbers.length - new Set(numbers).size <= crashes, story);
		if (!isReplySent) {
			assert.deepEqual([...new Set(numbers)], [1, 2, 3, 4], story);
			if (left) {
				assert.deepEqual([...new Set(left.map(({ number }) => number))], [1, 2, 3, 4], story);
			}
			assert.ok(exhausted.length <= 1 + crashes, story);
		}
		if (repliedAt !== undefined) {
			const { onItsWay = 0 } = this.options;
			const times = left?.map(({ at }) => at) ?? messages.map(({ at }) => at - onItsWay);
			const late = times.filter((at) => at > repliedAt);
			assert.equal(late.length, 0, `${story}, ${late.length} after the reply at ${repliedAt}`);
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

	private remindersOf({ name }: Customer): ReceivedMessage[] {
		return this.workflow.group(name).filter(({ content }) => content.includes('reminder '));
	}

	private crashesDuring(customer: Customer): number {
		const heard = [...this.remindersOf(customer), ...this.workflow.manager(customer.name)];
		const lastAt = Math.max(...heard.map(({ at }) => at), customer.writtenAt);
		const firstAt = customer.writtenAt - this.options.crashReach;
		return this.crashes.filter((at) => at >= firstAt && at <= lastAt).length;
	}

	private storyOf(customer: Customer, history?: StoredHistory): string {
		const numbers = reminderNumbers(this.remindersOf(customer)).join();
		const heard = `${customer.name} reminders ${numbers}, ${this.crashesDuring(customer)} crashes meanwhile`;
		return history ? `${heard}, stored ${JSON.stringify(history)}` : heard;
	}
}
