import type { JobSource } from '../../../src/dispatch/jobSource';
import { LEASE } from '../../../src/dispatch/lease';
import { EscalationEngine } from '../../../src/engine/engine';
import { ANNOUNCEMENT_ATTEMPTS } from '../../../src/escalation/policy';
import { SqliteStatements } from '../../../src/store/sqlite/statements';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import {
	aMessage,
	aPolicy,
	aReply,
	KEY,
	officeHours,
	SCOPE,
	T0,
} from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';
import { replyTo, CAME_BY } from '../../support/store/acceptedEvents.mts';

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
let jobSource: JobSource;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	begin('process-1');
});
afterEach(async () => {
	await store.close();
});

/** As a process that just started. */
function begin(owner: string): void {
	engine = new EscalationEngine(store, owner);
	jobSource = engine.jobSourceOf(SCOPE, [], [CAME_BY]);
}

const track = async (...arrivals: Parameters<EscalationEngine['track']>[1]) =>
	await engine.track(SCOPE, arrivals);
const claim = async () => (await jobSource.poll(100)).jobs.map(({ token }) => token);
const pass = async (tokens: string[]) =>
	(await engine.passGate(SCOPE, tokens, [CAME_BY])).map((gatedOutput) =>
		gatedOutput ? (gatedOutput.claim.reminderNumber ?? gatedOutput.claim.output) : 'refused',
	);
const settle = async (tokens: string[], result: 'sent' | 'untouched' = 'sent') =>
	await jobSource.settle(tokens.map((token) => ({ token, result })));

/** Hands out what is due, as an execution that succeeds. */
async function reminder(): Promise<Array<number | string>> {
	const tokens = await claim();
	const passed = await pass(tokens);
	await settle(tokens);
	return passed;
}

/** Rows that are read and written from now on. */
function countRows(): { rows: number } {
	const counted = { rows: 0 };
	const prepare = SqliteStatements.prototype.prepare;
	jest.spyOn(SqliteStatements.prototype, 'prepare').mockImplementation(function (
		this: SqliteStatements,
		sql,
	) {
		const statement = prepare.call(this, sql);
		const counting = (name: 'all' | 'get' | 'run') => {
			const ask = statement[name].bind(statement) as (...values: never[]) => unknown;
			return (...values: never[]) => {
				const answer = ask(...values);
				const { changes } = Object(answer) as { changes?: number };
				counted.rows += Array.isArray(answer) ? answer.length : Number(changes ?? !!answer);
				return answer;
			};
		};
		return { all: counting('all'), get: counting('get'), run: counting('run') } as never;
	});
	return counted;
}

test('however many reminders there were, the next costs as much as the second', async () => {
	await track(aMessage({ policy: aPolicy({ maximumReminders: 0, remindEvery: MINUTE }) }));
	clock.jump(5 * MINUTE);
	expect(await reminder()).toEqual([1]);
	const counted = countRows();
	const costs: number[] = [];
	for (let number = 2; number <= 200; number += 1) {
		clock.jump(MINUTE);
		const before = counted.rows;
		expect(await reminder()).toEqual([number]);
		costs.push(counted.rows - before);
	}
	jest.restoreAllMocks();
	expect(costs[0]).toBeGreaterThan(3);
	expect(costs.at(-1)).toBe(costs[0]);
});

test('an execution that n8n rejects after a change has left it is an attempt to tell of it', async () => {
	const told = engine.jobSourceOf(SCOPE, [], [CAME_BY], true);
	await track(aMessage({ policy: aPolicy({ announceChanges: true }) }));
	await engine.change(KEY, { action: 'markReplied', actor: 'Ann' });
	let attempts = 0;
	for (; attempts < 100; attempts += 1) {
		const tokens = (await told.poll(100)).jobs
			.filter(({ group }) => group === 'changes')
			.map(({ token }) => token);
		if (tokens.length === 0) break;
		await engine.takeChanges(SCOPE, tokens);
		await told.settle(
			tokens.map((token) => ({ token, result: 'notStarted', reason: 'It could not be saved' })),
		);
		clock.jump(HOUR);
	}
	expect(attempts).toBe(ANNOUNCEMENT_ATTEMPTS);
	const [{ timeline }] = await engine.find({}, 1);
	expect(timeline.at(-1)).toMatchObject({
		what: 'announcementGivenUp',
		cause: 'It could not be saved',
	});
});

describe('the life of a conversation', () => {
	test('four reminders, then exhausted, then nothing', async () => {
		await track(aMessage());
		const seen: Array<number | string> = [];
		for (let minute = 0; minute < 120; minute += 1) {
			for (const what of await reminder()) seen.push(`${minute}: ${what}`);
			clock.jump(MINUTE);
		}
		expect(seen).toEqual(['5: 1', '15: 2', '25: 3', '35: 4', '45: exhausted']);
		expect((await jobSource.poll(0)).nextDueAt).toBeUndefined();
	});

	test('a reply ends it, and is announced once', async () => {
		await track(aMessage());
		clock.jump(5 * MINUTE);
		expect(await reminder()).toEqual([1]);
		clock.jump(MINUTE);
		expect(await track(aReply({ repliedAt: clock.now() }))).toEqual(['replied']);
		expect(await reminder()).toEqual(['replied']);
		clock.jump(DAY);
		expect(await reminder()).toEqual([]);
	});

	test('a reply before any reminder ends it silently', async () => {
		await track(aMessage());
		await track(aReply({ repliedAt: T0 + SECOND }));
		clock.jump(DAY);
		expect(await reminder()).toEqual([]);
	});

	test('the machine was off: one reminder for all that were missed, then on from there', async () => {
		await track(aMessage());
		clock.jump(DAY);
		expect(await reminder()).toEqual([1]);
		expect(await reminder()).toEqual([]);
		expect((await jobSource.poll(0)).nextDueAt).toBe(T0 + DAY + 10 * MINUTE);
	});
});

describe('what arrives', () => {
	test('the same event twice is taken once', async () => {
		const message = aMessage({ eventId: 'event-1' });
		expect(await track(message, message)).toEqual(['opened', 'duplicate']);
		expect(await track(message)).toEqual(['duplicate']);
	});

	test('an event that was made into several conversations opens each, once', async () => {
		const ofTeam = (team: string) => aMessage({ eventId: 'event-1', conversationKey: team });
		expect(await track(ofTeam('sales'), ofTeam('support'), ofTeam('sales'))).toEqual([
			'opened',
			'opened',
			'duplicate',
		]);
		expect(await track(ofTeam('billing'))).toEqual(['opened']);
		expect(await track(ofTeam('support'))).toEqual(['duplicate']);
	});

	test('items without an id are all taken', async () => {
		expect(await track(aMessage(), aMessage())).toEqual(['opened', 'continued']);
	});

	test('another message continues the one that is open', async () => {
		await track(aMessage());
		clock.jump(MINUTE);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['continued']);
		expect((await jobSource.poll(0)).nextDueAt).toBe(T0 + 5 * MINUTE);
	});

	test('a word that only adds opens nothing', async () => {
		expect(await track(aMessage({ opens: false }))).toEqual(['noted']);
		expect((await jobSource.poll(0)).nextDueAt).toBeUndefined();
	});

	test('a word that only adds leaves the customer’s words, the count and the timer as they are', async () => {
		const event = {
			text: 'Where is my order?',
			visitor: { name: 'Ann' },
			conversation: { key: KEY, effect: 'opens', subject: 'Order 7' },
		};
		const note = {
			text: 'Internal: a known troublemaker',
			visitor: { name: 'Ann' },
			actor: { name: 'Bob' },
			agent: { name: 'Bob' },
			severity: 'critical',
			conversation: { key: KEY, effect: 'continues', status: 'pending' },
		};
		const policy = aPolicy({ onNewMessage: 'restart' });
		await track(aMessage({ policy, event }));
		clock.jump(4 * MINUTE);
		const adding = { policy, opens: false, writtenAt: clock.now() };
		expect(await track(aMessage({ ...adding, event: note }))).toEqual(['continued']);
		clock.jump(MINUTE);
		const tokens = await claim();
		const [gatedOutput] = await engine.passGate(SCOPE, tokens, [CAME_BY]);
		expect(gatedOutput?.escalation).toMatchObject({ messageCount: 1, waitingSince: T0 });
		expect(gatedOutput?.escalation.event).toEqual({
			...event,
			agent: { name: 'Bob' },
			severity: 'critical',
			conversation: { ...event.conversation, status: 'pending' },
		});
	});

	test('an answer that was given before a word that only adds ends the waiting', async () => {
		await track(aMessage());
		clock.jump(MINUTE);
		const repliedAt = clock.now();
		clock.jump(MINUTE);
		const adding = aMessage({ opens: false, writtenAt: clock.now(), event: { text: 'labelled' } });
		expect(await track(adding, aReply({ repliedAt }))).toEqual(['continued', 'replied']);
	});

	test('what opens and what adds to it may come together', async () => {
		const adding = { opens: false, event: { agent: { name: 'Bob' }, text: 'assigned' } };
		await track(aMessage({ event: { text: 'Hello?' } }), aMessage(adding));
		clock.jump(5 * MINUTE);
		const [gatedOutput] = await engine.passGate(SCOPE, await claim(), [CAME_BY]);
		expect(gatedOutput?.escalation.event).toEqual({ text: 'Hello?', agent: { name: 'Bob' } });
	});

	test('a message older than the reply that came before it is answered', async () => {
		clock.jump(MINUTE);
		expect(await track(aReply({ repliedAt: T0 + 30 * SECOND }))).toEqual(['noted']);
		expect(await track(aMessage({ writtenAt: T0 }))).toEqual(['alreadyReplied']);
	});

	test('a message younger than the reply that came before it waits', async () => {
		clock.jump(MINUTE);
		await track(aReply({ repliedAt: T0 + 30 * SECOND }));
		expect(await track(aMessage({ writtenAt: T0 + 31 * SECOND }))).toEqual(['opened']);
	});

	test('a reply older than the message does not end the waiting', async () => {
		await track(aMessage({ writtenAt: T0 }));
		expect(await track(aReply({ repliedAt: T0 - MINUTE }))).toEqual(['noted']);
		clock.jump(5 * MINUTE);
		expect(await reminder()).toEqual([1]);
	});

	test('a reply from the future counts from now', async () => {
		await track(aReply({ repliedAt: T0 + DAY }));
		clock.jump(MINUTE);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['opened']);
	});

	test('a message that was answered or exhausted is not reminded again when it is told once more', async () => {
		await track(aMessage({ policy: aPolicy({ maximumReminders: 1 }) }));
		clock.jump(5 * MINUTE);
		await reminder();
		clock.jump(10 * MINUTE);
		expect(await reminder()).toEqual(['exhausted']);
		expect(await track(aMessage({ writtenAt: T0 }))).toEqual(['alreadyExhausted']);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['opened']);
		await track(aReply({ repliedAt: clock.now() }));
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['alreadyReplied']);
	});

	test('what is asked, answered and asked again in one call waits', async () => {
		clock.jump(MINUTE);
		const arrivals = [aMessage(), aReply({ repliedAt: T0 + 10 * SECOND })];
		const again = aMessage({ writtenAt: T0 + 20 * SECOND });
		expect(await track(...arrivals, again)).toEqual(['opened', 'replied', 'opened']);
		expect((await engine.find({ states: ['open'] }, 9)).length).toBe(1);
	});

	test('conversations and nodes know nothing of one another', async () => {
		await track(aMessage(), aMessage({ conversationKey: 'another' }));
		await engine.track('another:node', [aMessage()]);
		clock.jump(MINUTE);
		await track(aReply({ repliedAt: clock.now() }));
		clock.jump(5 * MINUTE);
		const gatedOutputs = await engine.passGate(SCOPE, await claim());
		expect(gatedOutputs.map((gatedOutput) => gatedOutput?.escalation.conversationKey)).toEqual([
			'another',
		]);
		expect((await engine.jobSourceOf('another:node').poll(10)).jobs).toHaveLength(1);
	});

	test('in one call, either all of it is stored or nothing', async () => {
		const circular: Record<string, unknown> = {};
		circular.self = circular;
		const broken = aMessage({ conversationKey: 'broken', event: circular });
		await expect(track(aMessage(), broken)).rejects.toThrow('circular');
		expect((await jobSource.poll(0)).nextDueAt).toBeUndefined();
	});
});

describe('marking as replied', () => {
	test('ends the conversation in every node, also when its message is younger by the clock of the source', async () => {
		await track(aMessage());
		await engine.track('another:node', [aMessage({ writtenAt: T0 })]);
		const ended = await engine.change(KEY, { action: 'markReplied', actor: 'Li Lei' });
		expect(ended.map(({ state, endedBy }) => [state, endedBy])).toEqual([
			['replied', 'Li Lei'],
			['replied', 'Li Lei'],
		]);
	});

	test('keeps a late word of the same message from opening another', async () => {
		clock.jump(MINUTE);
		expect(await engine.change(KEY, { action: 'markReplied', actor: null })).toEqual([]);
		expect(await track(aMessage({ writtenAt: T0 }))).toEqual(['alreadyReplied']);
		clock.jump(MINUTE);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['opened']);
	});
});

describe('the gate', () => {
	beforeEach(async () => {
		await track(aMessage());
		clock.jump(5 * MINUTE);
	});

	test('refuses what was answered since the claim', async () => {
		const tokens = await claim();
		await track(aReply({ repliedAt: clock.now() }));
		expect(await pass(tokens)).toEqual(['refused']);
		await settle(tokens);
		expect(await reminder()).toEqual([]);
	});

	test('holds back what an event answers that has not come to its node', async () => {
		const tokens = await claim();
		await store.transaction(async (t) => await t.inbox.add('trigger', replyTo(KEY), clock.now()));
		expect(await pass(tokens)).toEqual(['refused']);
		await settle(tokens);
		expect(await reminder()).toEqual([]);
		// It was an answer to an earlier message.
		await store.transaction(async (t) => await t.inbox.remove([1]));
		expect(await reminder()).toEqual([1]);
		const [{ timeline }] = await engine.find({}, 1);
		expect(timeline.map(({ what }) => what)).toEqual(['opened', 'reminder', 'reminderSent']);
	});

	test('does not hold back what an event answers that leads to another node', async () => {
		const tokens = await claim();
		await store.transaction(
			async (t) => await t.inbox.add('trigger', replyTo(KEY, 'workflow:Other'), clock.now()),
		);
		expect(await pass(tokens)).toEqual([1]);
	});

	test('lets the word of an end pass, also when another answer has not come to its node', async () => {
		await reminder();
		await track(aReply({ repliedAt: clock.now() }));
		const tokens = await claim();
		await store.transaction(async (t) => await t.inbox.add('trigger', replyTo(KEY), clock.now()));
		expect(await pass(tokens)).toEqual(['replied']);
	});

	test('gives back what waited until after the office closed', async () => {
		const policy = aPolicy({ activeHours: officeHours() });
		clock.jump(T0 + 9 * HOUR - 10 * MINUTE - clock.now());
		await track(aMessage({ conversationKey: 'late', writtenAt: clock.now(), policy }));
		clock.jump(5 * MINUTE);
		const tokens = await claim();
		clock.jump(HOUR);
		expect(await pass(tokens)).toContain('refused');
		const [{ escalation }] = await engine.find({ conversationKey: 'late' }, 1);
		expect(escalation).toMatchObject({ claim: null, reminderCount: 0, failures: 0 });
	});

	test('lets a claim pass once', async () => {
		const [token] = await claim();
		expect(await pass([token, token])).toEqual([1, 'refused']);
	});

	test('refuses a token that is unknown, or of another node', async () => {
		const tokens = await claim();
		expect(await engine.passGate('another:node', tokens)).toEqual([undefined]);
		expect(await pass(['made up'])).toEqual(['refused']);
		expect(await pass(tokens)).toEqual([1]);
	});

	test('refuses Exhausted when the reply came first', async () => {
		for (let number = 1; number <= 4; number += 1) {
			await reminder();
			clock.jump(10 * MINUTE);
		}
		const tokens = await claim();
		expect(await track(aReply({ repliedAt: clock.now() }))).toEqual(['replied']);
		expect(await pass(tokens)).toEqual(['refused']);
		expect(await reminder()).toEqual(['replied']);
	});

	test('gives the timeline to the end only as far as it has come', async () => {
		await reminder();
		await track(aReply({ repliedAt: clock.now() }));
		const [gatedOutput] = await engine.passGate(SCOPE, await claim());
		expect(gatedOutput?.timeline.map(({ what }) => what)).toEqual([
			'opened',
			'reminder',
			'reminderSent',
			'replied',
			'announced',
		]);
	});
});

describe('leases', () => {
	beforeEach(async () => {
		await track(aMessage());
		clock.jump(5 * MINUTE);
	});

	test('a claim is nobody else’s until its lease ends', async () => {
		const [first] = await claim();
		clock.jump(LEASE - 1);
		expect(await claim()).toEqual([]);
		clock.jump(1);
		const [second] = await claim();
		expect(await pass([first, second])).toEqual(['refused', 1]);
	});

	test('a renewed lease lasts', async () => {
		const tokens = await claim();
		clock.jump(LEASE - 1);
		await jobSource.renew(tokens);
		clock.jump(LEASE - 1);
		expect(await claim()).toEqual([]);
	});

	test('a process that starts takes back what one that is gone had claimed, and leaves its own', async () => {
		await claim();
		await jobSource.recover();
		expect(await claim()).toEqual([]);
		begin('process-2');
		await jobSource.recover();
		expect(await reminder()).toEqual([1]);
	});

	test('a reminder that had passed the gate in a process that is gone is sent again as the same', async () => {
		const lost = await claim();
		await pass(lost);
		begin('process-2');
		await jobSource.recover();
		const tokens = await claim();
		const [gatedOutput] = await engine.passGate(SCOPE, tokens);
		expect(gatedOutput?.claim).toMatchObject({ reminderNumber: 1, redelivery: true });
		await settle(tokens);
		// The lost one speaks after all.
		await settle(lost);
		clock.jump(10 * MINUTE);
		expect(await reminder()).toEqual([2]);
	});
});

describe('settling', () => {
	beforeEach(async () => {
		await track(aMessage());
		clock.jump(5 * MINUTE);
	});

	test('a reminder whose execution failed is tried again and not counted', async () => {
		const tokens = await claim();
		await pass(tokens);
		await jobSource.settle([{ token: tokens[0], result: 'failed', reason: 'gone' }]);
		expect(await reminder()).toEqual([]);
		clock.jump(5 * SECOND);
		expect(await reminder()).toEqual([1]);
	});

	test.each([
		[{ result: 'sent' } as const, 1],
		[{ result: 'untouched' } as const, 0],
		[{ result: 'failed', reason: 'gone' } as const, 0],
	])(
		'a reminder on its way when the reply came counts if it was sent: %j',
		async (outcome, count) => {
			const tokens = await claim();
			await pass(tokens);
			await track(aReply({ repliedAt: clock.now() }));
			await jobSource.settle([{ token: tokens[0], ...outcome }]);
			const [gatedOutput] = await engine.passGate(SCOPE, await claim());
			expect(gatedOutput?.escalation).toMatchObject({ state: 'replied', reminderCount: count });
		},
	);

	test('twice is settling once', async () => {
		const tokens = await claim();
		await pass(tokens);
		await settle(tokens);
		await jobSource.settle([{ token: tokens[0], result: 'failed', reason: 'late' }]);
		clock.jump(10 * MINUTE);
		expect(await reminder()).toEqual([2]);
	});

	test('twice at once is settling once, as the first says', async () => {
		const [token] = await claim();
		await pass([token]);
		await jobSource.settle([
			{ token, result: 'sent' },
			{ token, result: 'failed', reason: 'late' },
		]);
		clock.jump(10 * MINUTE);
		expect(await reminder()).toEqual([2]);
	});
});

describe('a clock that is set back', () => {
	test('does not keep the first reminder waiting', async () => {
		clock.set(DAY);
		await track(aMessage({ writtenAt: T0 }));
		clock.set(-DAY);
		clock.jump(MINUTE);
		expect(await reminder()).toEqual([]);
		clock.jump(5 * MINUTE);
		expect(await reminder()).toEqual([1]);
	});

	test.each(['before the gate', 'before it is settled'])(
		'%s does not keep the next reminder waiting, nor repeat one',
		async (when) => {
			clock.set(DAY);
			await track(aMessage());
			clock.jump(5 * MINUTE);
			const tokens = await claim();
			if (when === 'before the gate') clock.set(-DAY);
			await pass(tokens);
			if (when === 'before it is settled') clock.set(-DAY);
			await settle(tokens);
			clock.jump(9 * MINUTE);
			expect(await reminder()).toEqual([]);
			clock.jump(MINUTE);
			expect(await reminder()).toEqual([2]);
		},
	);

	test('while the process was not running does not keep reminders waiting', async () => {
		clock.set(DAY);
		await track(aMessage());
		clock.set(-DAY);
		begin('process-2');
		await jobSource.recover();
		await claim();
		clock.jump(5 * MINUTE);
		expect(await reminder()).toEqual([1]);
	});

	test.each(['renewed', 'taken back'])(
		'before a lease is %s does not keep a reminder waiting that was held',
		async (what) => {
			await track(aMessage());
			clock.jump(5 * MINUTE);
			const tokens = await claim();
			clock.set(-DAY);
			if (what === 'taken back') {
				begin('process-2');
				await jobSource.recover();
			} else {
				await jobSource.renew(tokens);
			}
			await engine.change(KEY, { action: 'snooze', milliseconds: MINUTE, actor: null });
			clock.jump(MINUTE);
			expect(await reminder()).toEqual([1]);
		},
	);

	test('does not make a new message look answered', async () => {
		clock.set(DAY);
		await track(aMessage({ writtenAt: clock.now() }));
		await track(aReply({ repliedAt: clock.now() }));
		await engine.change(KEY, { action: 'markReplied', actor: null });
		clock.set(-DAY);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['opened']);
	});

	test('does not make a new message look like one that was cancelled while it was ahead', async () => {
		await track(aMessage());
		clock.set(DAY);
		await track(aMessage({ writtenAt: clock.now() }));
		await engine.change(KEY, { action: 'cancel', actor: null });
		clock.set(-DAY);
		clock.jump(MINUTE);
		expect(await track(aMessage({ writtenAt: clock.now() }))).toEqual(['opened']);
	});

	test('does not keep a reply from ending the reminders', async () => {
		clock.set(DAY);
		await track(aMessage({ writtenAt: clock.now() }));
		clock.set(-DAY);
		expect(await track(aReply({ repliedAt: clock.now() }))).toEqual(['replied']);
	});
});

test('a node hands out at most as many as it is asked for, the longest overdue first', async () => {
	await track(aMessage({ conversationKey: 'a' }));
	clock.jump(SECOND);
	await track(aMessage({ conversationKey: 'b' }), aMessage({ conversationKey: 'c' }));
	clock.jump(DAY);
	const gatedOutputs = await engine.passGate(
		SCOPE,
		(await jobSource.poll(1)).jobs.map(({ token }) => token),
	);
	expect(gatedOutputs.map((gatedOutput) => gatedOutput?.escalation.conversationKey)).toEqual(['a']);
	expect((await jobSource.poll(9)).jobs).toHaveLength(2);
});

test('only gatedOutputs of one output and level share an execution', async () => {
	jobSource = engine.jobSourceOf(SCOPE, [{ name: 'Lead', fromReminder: 2 }]);
	await track(aMessage({ conversationKey: 'a' }));
	clock.jump(5 * MINUTE);
	await track(aMessage({ conversationKey: 'b' }));
	await reminder();
	await track(aReply({ conversationKey: 'a', repliedAt: clock.now() }));
	clock.jump(5 * MINUTE);
	await reminder();
	clock.jump(10 * MINUTE);
	const soon = aPolicy({ firstReminderAfter: 0 });
	await track(aMessage({ conversationKey: 'c', policy: soon, writtenAt: clock.now() }));
	await track(aMessage({ conversationKey: 'd', policy: soon, writtenAt: clock.now() }));
	const groups = (await jobSource.poll(9)).jobs.map(({ group }) => group);
	expect(groups).toHaveLength(3);
	expect(new Set(groups).size).toBe(2);
});

test('what is handed out shows its token, and nothing of the conversation', async () => {
	await track(aMessage());
	clock.jump(5 * MINUTE);
	const { jobs } = await jobSource.poll(9);
	expect(jobs.map(({ json }) => json)).toEqual([{ claim: jobs[0].token }]);
});

test('reminders that leave together are told from those that do not', async () => {
	const policy = aPolicy({ digest: { key: 'my-shop', within: MINUTE } });
	await track(aMessage({ conversationKey: 'a' }));
	clock.jump(MINUTE);
	await track(aMessage({ conversationKey: 'b', policy }));
	clock.jump(5 * MINUTE);
	const { jobs } = await jobSource.poll(9);
	expect(jobs.map(({ isTogether }) => isTogether)).toEqual([false, true]);
	expect(jobs[0].group).not.toBe(jobs[1].group);
});

test('what is long over is forgotten', async () => {
	await track(aMessage({ eventId: 'event-1' }));
	await track(aReply({ repliedAt: clock.now() }));
	clock.jump(31 * DAY);
	await jobSource.tidy();
	expect(await track(aMessage({ eventId: 'event-1', writtenAt: T0 }))).toEqual(['opened']);
});
