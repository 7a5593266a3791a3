import fc from 'fast-check';

import { EscalationEngine } from '../../../src/engine/engine';
import type { Incoming } from '../../../src/escalation/incoming';
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
