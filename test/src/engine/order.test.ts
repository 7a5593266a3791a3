import fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';

import { EscalationEngine } from '../../../src/engine/engine';
import type { Incoming } from '../../../src/escalation/incoming';
import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { Inbox } from '../../../src/inbox/inbox';
import { arrivalFrom } from '../../../nodes/UntilReplied/arrival';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import { DAY, SECOND } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

interface Word {
	isReply: boolean;
	/** Seconds after T0. Two words of one second have an order that nobody knows. */
	second: number;
}

/** Messages and replies of one conversation, and an order of arrival, some more than once. */
const conversations = fc
	.uniqueArray(fc.record({ isReply: fc.boolean(), second: fc.nat({ max: 40 }) }), {
		selector: ({ second }) => Math.floor(second / 2),
		minLength: 1,
		maxLength: 8,
	})
	.chain((words) =>
		fc.record({
			words: fc.constant(words),
			arrivals: fc
				.shuffledSubarray([...words, ...words, ...words], { minLength: words.length })
				.filter((arrivals) => words.every((word) => arrivals.includes(word))),
		}),
	);

function arrivalOf({ isReply, second }: Word): Incoming {
	const at = T0 + Math.floor(second / 2) * 2 * SECOND;
	const eventId = `event ${second}`;
	return isReply
		? aReply({ eventId, repliedAt: at })
		: aMessage({ eventId, writtenAt: at, policy: aPolicy({ firstReminderAfter: DAY }) });
}

test('whoever spoke last decides, in whatever order and however often it is told', async () => {
	await fc.assert(
		fc.asyncProperty(conversations, async ({ words, arrivals }) => {
			const clock = new FakeClock(T0 + 60 * SECOND);
			const store = openSqliteStore(':memory:', clock);
			const engine = new EscalationEngine(store, 'process-1');
			for (const word of arrivals) await engine.track(SCOPE, [arrivalOf(word)]);
			const open = await store.transaction(async (t) => await t.escalations.open(KEY));
			const last = words.reduce((a, b) => (a.second > b.second ? a : b));
			expect(open).toHaveLength(last.isReply ? 0 : 1);
			await store.close();
		}),
		{ numRuns: 500 },
	);
});

/**
 * A message and an answer to it that were accepted one after the other, and how
 * their executions come to the node.
 */
const pairs = fc.record({
	isReplyLast: fc.boolean(),
	/** Milliseconds after the whole second, as the source tells them: 0 where it tells none. */
	told: fc.constantFrom([0, 0], [0, 400], [400, 0]),
	/** Milliseconds between the two requests, and from the second until the node sees the first of them. */
	between: fc.constantFrom(0, 1, 300),
	until: fc.constantFrom(0, 1, 5 * SECOND),
	/** How far ahead of ours the source's clock is. */
	isAhead: fc.constantFrom(0, 0, 120 * SECOND),
	isReversed: fc.boolean(),
	isTogether: fc.boolean(),
	isKilled: fc.boolean(),
});

test('within one second the order of arrival decides, in whatever order they come to the node', async () => {
	await fc.assert(
		fc.asyncProperty(pairs, async ({ isReplyLast, told, ...course }) => {
			const clock = new FakeClock(T0 + 100);
			const store = openSqliteStore(':memory:', clock);
			const inbox = new Inbox(store, 'process-1');
			const accept = async (effect: 'opens' | 'ends', ms: number) => {
				await inbox.accept('workflow:trigger', [anEvent(effect, T0 + course.isAhead + ms)]);
			};
			const effects = ['opens', 'ends'] as const;
			const [first, second] = isReplyLast ? effects : effects.toReversed();
			await accept(first, told[0]);
			clock.jump(course.between);
			await accept(second, told[1]);
			clock.jump(course.until);
			let jobs = (await inbox.jobSourceOf('workflow:trigger').poll(10)).jobs;
			if (course.isKilled) {
				const jobSource = new Inbox(store, 'process-2').jobSourceOf('workflow:trigger');
				await jobSource.recover();
				jobs = (await jobSource.poll(10)).jobs;
			}
			const inOrder = course.isReversed ? jobs.toReversed() : jobs;
			const arrivals = inOrder.map(({ json }) => arrivalIn(json, clock.now()));
			const engine = new EscalationEngine(store, 'process-1');
			const executions = course.isTogether ? [arrivals] : arrivals.map((arrival) => [arrival]);
			for (const execution of executions) {
				await engine.track(SCOPE, execution);
				clock.jump(1);
			}
			const open = await store.transaction(async (t) => await t.escalations.open(KEY));
			await store.close();
			expect(open).toHaveLength(isReplyLast ? 0 : 1);
		}),
		{ numRuns: 1_000 },
	);
});

function anEvent(effect: 'opens' | 'ends', at: number): ServiceEvent {
	return {
		id: effect,
		source: 'twtChat',
		type: effect,
		kind: effect === 'opens' ? 'message.unreplied' : 'message.replied',
		occurredAt: new Date(at).toISOString(),
		conversation: { key: KEY, effect },
		raw: {},
	};
}

/** As the node reads the item that the trigger has put out. */
function arrivalIn(json: Record<string, unknown>, now: number): Incoming {
	const arrival = arrivalFrom(json as IDataObject, {
		conversationKey: () => KEY,
		policy: () => aPolicy({ firstReminderAfter: DAY }),
		isReply: undefined,
		now,
	});
	if (!arrival) throw new Error('Nobody waits');
	return arrival;
}
