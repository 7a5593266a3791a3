import fc from 'fast-check';

import type { OutsideActiveHours, Policy } from '../../../src/escalation/policy.ts';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration.ts';
import { aPolicy, officeHours } from './escalations.mts';
import type { World } from './world.mts';

type Deed = (world: World) => Promise<void> | void;

/** A deed with the words that a counterexample is told in. */
function deed(words: string, run: Deed): { run: Deed; toString(): string } {
	return { run, toString: () => words };
}

const index = fc.nat({ max: 5 });
const conversation = fc.constantFrom('a', 'b');
/** The last one is expected. */
const anyConversation = fc.constantFrom('a', 'b', 'backup');
const age = fc.constantFrom(0, 0, 1, 999, SECOND, 30 * SECOND, 10 * MINUTE);
/** Milliseconds: most sources tell whole seconds. */
const resolution = fc.constantFrom(1, SECOND, SECOND);

const deeds = fc.oneof(
	{
		weight: 5,
		arbitrary: fc
			.record({
				id: fc.nat({ max: 9 }),
				conversation,
				isReply: fc.boolean(),
				isResolution: fc.constantFrom(false, false, true),
				age,
				resolution,
			})
			.map(({ id, ...event }) =>
				deed(
					`${event.isReply ? (event.isResolution ? 'resolution' : 'reply') : 'message'} ${id} of "${event.conversation}", ${event.age} ms old, told by ${event.resolution} ms`,
					// The same id with other content would be another delivery.
					async (world) => await world.post(`${id} ${JSON.stringify(event)}`, event),
				),
			),
	},
	{
		weight: 3,
		arbitrary: fc
			.tuple(conversation, fc.boolean())
			.map(([alert, isOver]) =>
				deed(
					`alert "${alert}" ${isOver ? 'is over' : 'fires'}`,
					async (world) => await world.tellAlert(alert, isOver),
				),
			),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(anyConversation, fc.constantFrom('markReplied' as const, 'cancel' as const))
			.map(([key, action]) =>
				deed(`${action} "${key}"`, async (world) => await world.endAll(key, action)),
			),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(
				anyConversation,
				fc.constantFrom('acknowledge' as const, 'snooze' as const),
				fc.constantFrom(SECOND, 30 * MINUTE),
			)
			.map(([key, action, time]) =>
				deed(
					`${action} "${key}" for ${time} ms`,
					async (world) => await world.hold(key, action, time),
				),
			),
	},
	{
		weight: 2,
		arbitrary: fc
			.record({
				conversation,
				how: fc.constantFrom('press' as const, 'word' as const),
				action: fc.constantFrom(
					'acknowledge' as const,
					'acknowledge' as const,
					'snooze' as const,
					'markReplied' as const,
				),
				person: fc.constantFrom('U1', 'U2'),
				app: fc.constantFrom('one A1', 'another B1'),
			})
			.map((said) =>
				deed(
					`${said.how} in ${said.app}: ${said.person} ${said.action} "${said.conversation}"`,
					async (world) => await world.sayInChat(said),
				),
			),
	},
	{
		weight: 2,
		arbitrary: index.map((number) =>
			deed(
				`what was said in a chat ${number} before is delivered again`,
				async (world) => await world.hearAgain(number),
			),
		),
	},
	{
		weight: 1,
		arbitrary: fc
			.tuple(anyConversation, fc.constantFrom(MINUTE, 30 * MINUTE))
			.map(([key, time]) =>
				deed(`"${key}" is muted for ${time} ms`, async (world) => await world.mute(key, time)),
			),
	},
	{ weight: 1, arbitrary: fc.constant(deed('all is unmuted', async (w) => await w.unmuteAll())) },
	{
		weight: 2,
		arbitrary: fc.constant(deed('"backup" comes', async (w) => await w.come('backup'))),
	},
	{
		weight: 6,
		arbitrary: fc
			.tuple(fc.nat({ max: 2 }), fc.boolean())
			.map(([node, isSingly]) =>
				deed(
					`node ${node} looks${isSingly ? ', singly' : ''}`,
					async (world) => await world.look(node, isSingly),
				),
			),
	},
	{
		weight: 6,
		arbitrary: index.map((number) =>
			deed(`execution ${number} runs`, async (world) => await world.run(number)),
		),
	},
	{
		weight: 5,
		arbitrary: fc
			.tuple(
				index,
				fc.constantFrom(
					'sent' as const,
					'sent' as const,
					'failed' as const,
					'failedAtFirst' as const,
					'failedAtLast' as const,
					'neverStarted' as const,
					'vanished' as const,
				),
			)
			.map(([number, ending]) =>
				deed(
					`execution ${number} ends: ${ending}`,
					async (world) => await world.end(number, ending),
				),
			),
	},
	{
		weight: 5,
		arbitrary: fc
			.constantFrom(1, SECOND, 20 * SECOND, MINUTE, 5 * MINUTE, 11 * MINUTE, 6 * HOUR)
			.map((time) => deed(`${time} ms pass`, (world) => world.clock.jump(time))),
	},
	{
		weight: 1,
		arbitrary: fc
			.constantFrom(-24 * HOUR, -10 * MINUTE, -SECOND, SECOND, 10 * MINUTE, 24 * HOUR)
			.map((time) => deed(`the clock is set by ${time} ms`, (world) => world.clock.set(time))),
	},
	{ weight: 1, arbitrary: fc.constant(deed('leases are renewed', async (w) => await w.renew())) },
	{ weight: 1, arbitrary: fc.constant(deed('crash', async (w) => await w.crash())) },
	{ weight: 1, arbitrary: fc.constant(deed('republish', async (w) => await w.republish())) },
	{ weight: 1, arbitrary: fc.constant(deed('tidy', async (w) => await w.tidy())) },
	{
		weight: 2,
		arbitrary: fc
			.constantFrom('before' as const, 'after' as const)
			.map((fault) => deed(`the store fails ${fault} a commit`, (w) => w.failNext(fault))),
	},
);

function shanghaiHours(outside: OutsideActiveHours) {
	return officeHours({
		timeZone: 'Asia/Shanghai',
		holidays: ['2026-01-06'],
		workingDays: ['2026-01-10'],
		workingDaysLike: null,
		outside,
	});
}

const policies = fc
	.record({
		firstReminderAfter: fc.constantFrom(0, SECOND, 5 * MINUTE),
		remindEvery: fc.constantFrom(SECOND, MINUTE, 10 * MINUTE),
		maximumReminders: fc.constantFrom(1, 2, 4),
		growthFactor: fc.constantFrom(1, 3),
		longestInterval: fc.constantFrom(MINUTE, HOUR),
		giveUpAfter: fc.constantFrom(null, null, 3 * MINUTE, 2 * HOUR),
		activeHours: fc.constantFrom(
			null,
			null,
			shanghaiHours('wait'),
			shanghaiHours('skip'),
			shanghaiHours('pause'),
		),
		endWhenSilentFor: fc.constantFrom(null, null, SECOND, 7 * MINUTE),
		onNewMessage: fc.constantFrom('keep', 'restart', 'separate'),
		announceEveryReply: fc.boolean(),
		announceChanges: fc.boolean(),
		targets: fc.constantFrom<Array<Policy['targets']>>(
			null,
			{ within: { firstReply: 2 * MINUTE }, warnAt: 0.5 },
			{ within: { firstReply: 2 * HOUR, nextReply: 20 * SECOND }, warnAt: 0.9 },
			{
				within: { firstReply: 20 * SECOND, nextReply: 2 * MINUTE, resolution: HOUR },
				warnAt: 1,
			},
			{ within: { nextReply: 2 * HOUR, resolution: 2 * MINUTE }, warnAt: 0.5 },
		),
		countFrom: fc.constantFrom('arrival', 'message'),
		attempts: fc.constantFrom(1, 2, 10),
		whenRemindersFail: fc.constantFrom('goOn', 'giveUp'),
		resendInterrupted: fc.boolean(),
		digest: fc.constantFrom(null, { key: 'all', within: MINUTE }),
	})
	.map(aPolicy);

/** The promises hold in a world that everything may happen to. Rejects with the shortest history in which they do not. */
export async function holdThroughHistories(
	runs: number,
	newWorld: (policy: Policy) => World | Promise<World>,
	seed?: number,
): Promise<void> {
	const promisesHold = fc.asyncProperty(
		policies,
		fc.array(deeds, { minLength: 5, maxLength: 60, size: 'max' }),
		async (policy, history) => {
			const world = await newWorld(policy);
			for (const { run } of history) await run(world);
			await world.comeToRest();
		},
	);
	await fc.assert(promisesHold, { numRuns: runs, seed });
}
