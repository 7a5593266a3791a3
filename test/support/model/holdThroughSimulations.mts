import fc from 'fast-check';

import type { Policy } from '../../../src/escalation/policy.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration.ts';
import { aMessage, aPolicy, aReply } from './escalations.mts';
import type { Course, Simulation } from './simulation.mts';

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

type History = typeof history extends fc.Arbitrary<infer Steps> ? Steps : never;

const policies = fc
	.record({
		firstReminderAfter: fc.constantFrom(0, SECOND, 5 * MINUTE),
		remindEvery: fc.constantFrom(10 * SECOND, 10 * MINUTE),
		maximumReminders: fc.constantFrom(1, 3),
		attempts: fc.constantFrom(2, 10),
		whenRemindersFail: fc.constantFrom('goOn', 'giveUp'),
		resendInterrupted: fc.boolean(),
	})
	.map(aPolicy);

/** The promises hold while a node is at work. Rejects with the shortest simulation in which they do not. */
export async function holdThroughSimulations(
	runs: number,
	newSimulation: (courses: Course[]) => Simulation | Promise<Simulation>,
	seed?: number,
): Promise<void> {
	const promisesHold = fc.asyncProperty(
		policies,
		courses,
		history,
		async (policy, plan, steps) => await play(await newSimulation(plan), policy, steps),
	);
	await fc.assert(promisesHold, { numRuns: runs, seed });
}

async function play(simulation: Simulation, policy: Policy, steps: History): Promise<void> {
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
}
