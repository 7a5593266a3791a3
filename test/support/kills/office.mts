/*
 * A process of its own that does what n8n does with the package, without n8n: it
 * takes events in, its two clocks hand out what is due, and what passes the gate
 * leaves. Told what to do in lines of JSON, and says what happened in such lines,
 * each of which is with the parent before anything else happens. Run by `Office`.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { Dispatcher } from '../../../src/dispatch/dispatcher.ts';
import { pulse } from '../../../src/dispatch/passages.ts';
import type { Job, JobOutcome, JobSource } from '../../../src/dispatch/jobSource.ts';
import type { IncomingWord } from '../../../src/escalation/incoming.ts';
import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';
import { createRuntime } from '../../../src/runtime/runtime.ts';
import type { PostgresSettings } from '../../../src/store/postgres/connectionSettings.ts';
import { LIMITS, type Limits } from '../../../src/store/postgres/limits.ts';
import { PostgresStore } from '../../../src/store/postgres/store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/store.ts';
import type { Store } from '../../../src/store/store.ts';

export const CAME_BY = 'workflow:Trigger';
const TRIGGER = 'workflow:trigger';
const NODE = 'workflow:node';

/** Where a process stops itself, as by SIGSTOP, once. */
export type StandStill = 'in the transaction' | 'before the gate' | 'after the gate';

export interface OfficeTask {
	/** Of the embedded store; Postgres without it. */
	file?: string;
	settings?: PostgresSettings;
	limits?: Partial<Limits>;
	name: string;
	standStill?: StandStill;
	/** Without its clocks it only takes events in. */
	hasClocks: boolean;
}

export interface Delivery {
	id: string;
	arrival: IncomingWord;
}

/** `lock`: opens a transaction that names this conversation. */
export type Order = { accept: Delivery[] } | { report: true } | { lock: string };

/** What was tracked, as it is stored in the end. */
export interface Ending {
	key: string;
	state: string;
	isOver: boolean;
	/** Of the timeline. */
	what: string[];
}

/** `at`, `from`: how much had happened in the process. */
export type Word =
	| { ready: true }
	| { accepted: string[]; at: number }
	| { refused: string[]; reason: string }
	/** It passed the gate, which was asked when so much had happened. */
	| { left: { key: string; output: number | string; isRedelivery: boolean }; from: number }
	| { stopping: StandStill }
	| { locked: { attempts: number } }
	| { report: { endings: Ending[]; waiting: number } }
	| { error: string };

function say(word: Word): void {
	writeSync(1, `${JSON.stringify(word)}\n`);
}

async function openStore({ file, settings, limits }: OfficeTask): Promise<Store> {
	if (file) return openSqliteStore(file);
	const store = new PostgresStore(settings!, undefined, { ...LIMITS, ...limits });
	await store.prepare();
	return store;
}

/** An event as the inbox hands it out. */
interface Stored {
	arrival: IncomingWord;
	received: { sequence: number };
}

async function main(task: OfficeTask): Promise<void> {
	let { standStill } = task;
	const stop = (where: StandStill) => {
		if (standStill !== where) return;
		standStill = undefined;
		say({ stopping: where });
		process.kill(process.pid, 'SIGSTOP');
	};

	const store = await openStore(task);
	const runtime = createRuntime(store, { owner: task.name, clocks: new Set() });
	const { engine, inbox } = runtime;
	let happened = 0;

	const accept = async (deliveries: Delivery[]) => {
		const ids = deliveries.map(({ id }) => id);
		const events = deliveries.map(({ id, arrival }) => {
			const effect = arrival.type === 'reply' ? 'ends' : 'opens';
			return { id, arrival, conversation: { key: arrival.conversationKey, effect } };
		});
		try {
			await inbox.accept(TRIGGER, events as unknown as ServiceEvent[], { cameBy: CAME_BY });
			say({ accepted: ids, at: ++happened });
			runtime.wake(TRIGGER);
		} catch (error) {
			say({ refused: ids, reason: String(error) });
		}
	};

	const track = async (jobs: Job[]): Promise<JobOutcome[]> => {
		await engine.track(
			NODE,
			jobs.map(({ json }) => {
				const { arrival, received } = json as unknown as Stored;
				return { ...arrival, sequence: received.sequence };
			}),
		);
		runtime.wake(NODE);
		return jobs.map(({ token }) => ({ token, result: 'sent' }));
	};

	const remind = async (jobs: Job[]): Promise<JobOutcome[]> => {
		const tokens = jobs.map(({ token }) => token);
		const pauses = pulse.count();
		stop('before the gate');
		const from = ++happened;
		const passed = await engine.passGate(NODE, tokens, [CAME_BY]);
		stop('after the gate');
		for (const output of passed) {
			// As a robot asks at the moment of sending.
			if (!output || pulse.count() > pauses) continue;
			const { claim, escalation } = output;
			const left = {
				key: escalation.conversationKey,
				output: claim.reminderNumber ?? claim.output,
				isRedelivery: claim.redelivery,
			};
			say({ left, from });
		}
		if (pulse.count() === pauses) return tokens.map((token) => ({ token, result: 'sent' }));
		return tokens.map((token) => ({ token, result: 'failed', reason: 'It came too late.' }));
	};

	const begin = (scope: string, jobSource: JobSource, emit: typeof track) => {
		const dispatcher = new Dispatcher({
			jobSource,
			clock: runtime.clock,
			pollAtLeastEvery: 25,
			emit,
			onError: (error) => say({ error: String(error) }),
		});
		runtime.onWake(scope, () => dispatcher.wake());
		dispatcher.start();
	};

	const lock = async (key: string) => {
		let attempts = 0;
		await store.transaction(
			async ({ deliveries, now }) => {
				attempts += 1;
				await deliveries.record(TRIGGER, `locked ${key}`, now);
				stop('in the transaction');
				await deliveries.record(TRIGGER, `locked ${key} to the end`, now);
			},
			[key],
		);
		say({ locked: { attempts } });
	};

	const report = async () => {
		const found = await engine.find({}, 100_000);
		const endings = found.map(({ escalation, timeline }) => ({
			key: escalation.conversationKey,
			state: escalation.state,
			isOver: escalation.endedAt !== null && escalation.dueAt === null,
			what: timeline.map(({ what }) => what),
		}));
		say({ report: { endings, waiting: (await inbox.sizeOf(TRIGGER)).events } });
	};

	if (task.hasClocks) {
		begin(TRIGGER, inbox.jobSourceOf(TRIGGER), track);
		begin(NODE, engine.jobSourceOf(NODE, [], [CAME_BY]), remind);
	}
	say({ ready: true });
	for await (const line of createInterface({ input: process.stdin })) {
		const order = JSON.parse(line) as Order;
		if ('accept' in order) void accept(order.accept);
		else if ('lock' in order) void lock(order.lock);
		else void report();
	}
	process.exit();
}

void main(JSON.parse(process.argv[2]) as OfficeTask).catch((error: Error) => {
	say({ error: error.stack ?? error.message });
	process.exitCode = 1;
});
