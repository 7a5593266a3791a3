import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { Accounts, assertKept } from '../support/kills/accounts.mts';
import { messageOf, replyTo } from '../support/kills/deliveries.mts';
import type { Delivery, OfficeTask } from '../support/kills/office.mts';
import { like, OfficeProcess, OfficeProgram } from '../support/kills/officeProcess.mts';
import { seeded } from '../support/model/random.mts';
import { PostgresServer } from '../support/store/postgresServer.mts';

/** Of each store. `UNTIL_REPLIED_ROUNDS=1000 SEED=7` for a long run, and another one. */
const ROUNDS = Number(process.env.UNTIL_REPLIED_ROUNDS ?? 50);
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 1e9));

/** Of a process before it is killed, at most; in ms. */
const LONGEST_LIFE = 400;
/** In place of the product's, which nobody wants to wait for after every kill; longer than this machine is ever busy. */
const LEASE = 3_000;
/** Looks. */
const LONGEST_DRAIN = 200;

/** Serves customers in processes that are killed, one after the other. */
class Rounds {
	private readonly accounts = new Accounts();

	private readonly random = seeded(SEED);

	private readonly program: OfficeProgram;

	private readonly task: Omit<OfficeTask, 'name' | 'hasClocks'>;

	/** What was sent and not answered. */
	private readonly unanswered = new Map<string, Delivery>();

	/** Why an event was not taken. */
	private readonly refusals: string[] = [];

	/** Replies that somebody still has to write. */
	private readonly toWrite: Delivery[] = [];

	/** What is to happen when a message was answered. */
	private readonly answered = new Map<string, (office: OfficeProcess) => void>();

	constructor(program: OfficeProgram, task: Omit<OfficeTask, 'name' | 'hasClocks'>) {
		this.program = program;
		this.task = task;
	}

	async killed(times: number): Promise<void> {
		for (let round = 0; round < times; round += 1) {
			const office = await this.begin(round);
			const end = sleep(this.random() * LONGEST_LIFE);
			let isOver = false;
			void end.then(() => {
				isOver = true;
			});
			// What a source was not answered it sends again.
			for (const delivery of this.unanswered.values()) office.tell({ accept: [delivery] });
			for (let customer = 0; !isOver; customer += 1) {
				this.customerWrites(office, `customer ${round}.${customer}`);
				if (this.random() < 0.5) this.somebodyReplies(office);
				await sleep(this.random() * 20);
			}
			await office.kill();
		}
	}

	/** Until nothing is due any more. */
	async drained(): Promise<void> {
		const office = await this.begin(ROUNDS);
		for (const delivery of [...this.unanswered.values(), ...this.toWrite.splice(0)]) {
			this.send(office, delivery);
		}
		for (let look = 1; ; look += 1) {
			await sleep(LEASE / 10);
			office.tell({ report: true });
			while (office.words.filter(like('report')).length < look) await sleep(10);
			const { endings, waiting } = office.words.findLast(like('report'))!.report;
			const isOver = waiting === 0 && endings.every((ending) => ending.isOver);
			const isLate = look > LONGEST_DRAIN;
			if (!isLate && (!isOver || this.unanswered.size > 0)) continue;
			await office.kill();
			const refused = `${this.refusals.length} refusals ${this.refusals[0] ?? ''}`;
			console.log(`${this.accounts.size} customers, ${endings.length} conversations, ${refused}`);
			assertKept(this.accounts.broken(endings));
			assert.deepEqual(
				{ waiting, unanswered: this.unanswered.size },
				{ waiting: 0, unanswered: 0 },
			);
			return;
		}
	}

	private async begin(round: number): Promise<OfficeProcess> {
		this.accounts.beginLife();
		const task = { ...this.task, name: `process ${round}`, hasClocks: true };
		const office = new OfficeProcess(this.program, task, (word) => {
			this.accounts.hear(word);
			if ('refused' in word) {
				this.refusals.push(word.reason);
				// As a source does after 503.
				const again = word.refused.flatMap((id) => this.unanswered.get(id) ?? []);
				void sleep(100).then(() => office.tell({ accept: again }));
			}
			if (!('accepted' in word)) return;
			for (const id of word.accepted) {
				this.unanswered.delete(id);
				this.answered.get(id)?.(office);
				this.answered.delete(id);
			}
		});
		await office.says(like('ready'));
		return office;
	}

	private customerWrites(office: OfficeProcess, key: string): void {
		const now = Date.now();
		const how = this.random();
		if (how < 0.2) {
			// Before its message, which took another way.
			this.send(office, replyTo(key, now));
			this.send(office, messageOf(key, now - 2_000));
			return;
		}
		if (how < 0.4) {
			const second = Math.floor(now / 1_000) * 1_000;
			const message = messageOf(key, second);
			this.answered.set(message.id, (asked) => this.send(asked, replyTo(key, second)));
			this.send(office, message);
			return;
		}
		const message = messageOf(key, now);
		if (how < 0.7) this.answered.set(message.id, () => this.toWrite.push(replyTo(key, now)));
		this.send(office, message);
	}

	private somebodyReplies(office: OfficeProcess): void {
		const index = Math.floor(this.random() * this.toWrite.length);
		const [delivery] = this.toWrite.splice(index, 1);
		if (!delivery) return;
		const { arrival } = delivery;
		const repliedAt = Date.now();
		this.send(office, { ...delivery, arrival: { ...arrival, repliedAt } as typeof arrival });
	}

	private send(office: OfficeProcess, delivery: Delivery): void {
		const { id, arrival } = delivery;
		const part = arrival.type;
		const saidAt = arrival.type === 'reply' ? arrival.repliedAt : arrival.writtenAt;
		this.accounts.sent(id, arrival.conversationKey, part, Number(saidAt));
		this.unanswered.set(id, delivery);
		office.tell({ accept: [delivery] });
	}
}

describe(`a process is killed ${ROUNDS} times (SEED=${SEED})`, () => {
	let program: OfficeProgram;
	before(async () => {
		program = await OfficeProgram.build(LEASE);
	});
	after(() => program.remove());

	it('with the embedded store, and keeps its promises', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'until-replied-kills-'));
		const rounds = new Rounds(program, { file: join(folder, 'until-replied.sqlite') });
		await rounds.killed(ROUNDS);
		await rounds.drained();
		await rm(folder, { recursive: true, force: true });
	});

	it('with Postgres, and keeps its promises', async () => {
		const server = await PostgresServer.start();
		try {
			const rounds = new Rounds(program, { settings: server.settings });
			await rounds.killed(ROUNDS);
			await rounds.drained();
		} finally {
			await server.stop();
		}
	});
});
