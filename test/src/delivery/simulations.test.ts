import fc from 'fast-check';

import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply } from '../../support/escalations.mts';
import { Simulation, type Course } from '../../support/simulation.mts';

/** `HISTORIES=100000 npx jest simulations` looks longer, `SEED=` looks at the same ones again. */
const SIMULATIONS = Math.ceil(Number(process.env.HISTORIES ?? 1_000) / 20);
const SEED = Number(process.env.SEED ?? Date.now() % 2 ** 31);
const AT_ONCE = 8;

const courses: fc.Arbitrary<Course[]> = fc.array(
	fc.record({
		before: fc.constantFrom(0, 0, SECOND, 90 * SECOND),
		after: fc.constantFrom(0, 0, SECOND, 5 * MINUTE),
		ending: fc.constantFrom('sent', 'sent', 'sent', 'failed', 'lastItemFailed'),
	}),
	{ minLength: 1, maxLength: 6 },
);

const deeds = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ deed: fc.constant('message' as const), key: fc.nat(7) }) },
	{ weight: 2, arbitrary: fc.record({ deed: fc.constant('reply' as const), key: fc.nat(7) }) },
	{ weight: 1, arbitrary: fc.record({ deed: fc.constant('crash' as const) }) },
	{ weight: 1, arbitrary: fc.record({ deed: fc.constant('republish' as const) }) },
	{
		weight: 2,
		arbitrary: fc.record({
			deed: fc.constant('fault' as const),
			fault: fc.constantFrom('before' as const, 'after' as const),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			deed: fc.constant('set' as const),
			by: fc.constantFrom(-6 * HOUR, -MINUTE, MINUTE, 6 * HOUR),
		}),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			deed: fc.constant('sleep' as const),
			for: fc.constantFrom(2 * MINUTE, 3 * HOUR),
		}),
	},
);

const history = fc.array(fc.tuple(fc.constantFrom(0, 10, SECOND, 30 * SECOND, 4 * MINUTE), deeds), {
	minLength: 3,
	maxLength: 30,
	size: 'max',
});

const policies = fc
	.record({
		firstPushAfter: fc.constantFrom(0, SECOND, 5 * MINUTE),
		repeatEvery: fc.constantFrom(10 * SECOND, 10 * MINUTE),
		maximumPushes: fc.constantFrom(1, 3),
		attempts: fc.constantFrom(2, 10),
		whenPushesFail: fc.constantFrom('goOn', 'giveUp'),
		resendInterrupted: fc.boolean(),
	})
	.map(aPolicy);

const promisesHold = fc.asyncProperty(policies, courses, history, async (policy, plan, steps) => {
	const simulation = new Simulation(plan);
	const { clock } = simulation;
	for (const [pause, step] of steps) {
		await clock.advance(pause);
		switch (step.deed) {
			case 'message':
				await simulation.track(
					aMessage({ conversationKey: `key ${step.key}`, writtenAt: clock.now(), policy }),
				);
				break;
			case 'reply':
				await simulation.track(
					aReply({ conversationKey: `key ${step.key}`, repliedAt: clock.now() }),
				);
				break;
			case 'crash':
				simulation.crash();
				break;
			case 'republish':
				await simulation.republish();
				break;
			case 'fault':
				simulation.failNext(step.fault);
				break;
			case 'set':
				simulation.skip(() => clock.set(step.by));
				break;
			case 'sleep':
				simulation.skip(() => clock.jump(step.for));
				break;
		}
	}
	await simulation.comeToRest();
});

test(`the promises hold through ${SIMULATIONS} simulations of a node at work`, async () => {
	console.log(`Simulations of seed ${SEED}`);
	await Promise.all(
		Array.from({ length: AT_ONCE }, async (_, index) => {
			const numRuns = Math.ceil(SIMULATIONS / AT_ONCE);
			await fc.assert(promisesHold, { numRuns, seed: SEED + index });
		}),
	);
}, 600_000);
