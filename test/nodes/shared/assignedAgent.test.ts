import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { PlayedRobot, RunningFake } from '../../support/robots/playedPlatform.mts';
import type { TestedPlatform } from '../../support/robots/testedPlatform.mts';
import { everyPlatform } from '../../support/robots/testedPlatforms.mts';
import { escalationItem, serviceEvents } from '../../support/sources/serviceEvents.mts';
import { HurriedTime } from '../../support/time/hurriedTime.mts';
import { messageOf, runRobotNode } from '../../support/nodes/robotNode.mts';

/** Messages of one group come a second apart. */
let time: HurriedTime;
let fake: RunningFake;
let robot: PlayedRobot;
beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
	time = new HurriedTime();
});
afterEach(async () => {
	time.stop();
	jest.useRealTimers();
	await fake.stop();
});

async function open(platform: TestedPlatform): Promise<void> {
	fake = await platform.start();
	robot = fake.add(randomUUID().replaceAll('-', ''));
}

async function run(
	platform: TestedPlatform,
	items: IDataObject[],
	parameters: INodeParameters,
): Promise<IDataObject[]> {
	const [{ node, credential }] = platform.robots;
	const credentials = { [robot.credentialType]: { type: credential, data: robot.credential } };
	const left = await time.until(
		runRobotNode(node, { items, parameters, credentials, mode: 'trigger' }),
	);
	return left.map(({ json }) => json);
}

/** Who is notified by each message of the group. */
const mentionsOn = (platform: TestedPlatform) =>
	fake.messagesOf(robot.robot).map(({ body }) => platform.read(body).mentions);

const [unreplied] = serviceEvents;
const event = (agent: IDataObject | undefined, part: IDataObject = {}) =>
	({ ...unreplied, agent, ...part }) as unknown as IDataObject;
const reminder = (agent: IDataObject | undefined, part: IDataObject = {}) => ({
	...escalationItem({
		event: event(agent),
		reminder: { number: 1, maximum: 4, idempotencyKey: randomUUID() },
		escalation: { state: 'reminding', reminderCount: 0 },
	}),
	...part,
});
const assigned = (settings: INodeParameters, more: INodeParameters = {}): INodeParameters => ({
	mention: { ...more, assignedAgent: { settings } },
});
/** Pigeons know no digits. */
const inLetters = (id: string) => id.replace(/\d/g, (digit) => 'abcdefghij'[Number(digit)]);
const rows = (...list: IDataObject[]) => ({ agents: { rows: list } }) as INodeParameters;

describe.each(everyPlatform)('$name', (platform) => {
	const { one, everybody } = platform;
	const table = rows({ name: 'Li Lei', users: one });

	it('mentions the agent of an event, a reminder, and what else is said of a conversation', async () => {
		await open(platform);
		const li = { name: ' LI lei ' };
		const replied = escalationItem({ event: event(li), escalation: { state: 'replied' } });
		const items = [event(li), reminder(li), replied, { text: 'Li Lei' }];
		const left = await run(platform, items as IDataObject[], assigned(table));
		const mentioned = mentionsOn(platform).filter((names) => names.length > 0);
		expect(mentioned).toEqual([[one], [one], [one]]);
		expect(left.map(({ notMentioned }) => notMentioned)).toEqual(Array(4).fill(undefined));
	});

	it('mentions the agent by a message of the user’s own', async () => {
		await open(platform);
		const parameters = {
			...messageOf('text', { content: '{{ $json.text }}' }),
			...assigned(table),
		};
		await run(platform, [event({ name: 'Li Lei' }), event({ name: 'Han' })], parameters);
		expect(mentionsOn(platform)).toEqual([[one], []]);
	});

	it('mentions the agent by fields of the user’s own', async () => {
		await open(platform);
		const own = { notification: 'define', title: 'Please reply', ...assigned(table) };
		await run(platform, [event({ name: 'Li Lei' })], own);
		expect(mentionsOn(platform).flat()).toEqual([one]);
	});

	it.each([
		['nobody', undefined, []],
		['everybody', 'everybody', [everybody]],
		['the fallback', 'fallback', [one]],
	])('mentions %s for a name that is unknown, and says so', async (_, whenUnknown, expected) => {
		await open(platform);
		const others = rows({ name: 'Somebody Else', users: one });
		const settings = { ...others, users: one, ...(whenUnknown ? { whenUnknown } : {}) };
		const [left] = await run(platform, [reminder({ name: '王客服' })], assigned(settings));
		expect(mentionsOn(platform).flat()).toEqual(expected);
		expect(left.notMentioned).toEqual([{ agent: '王客服', reason: 'Not in the table of agents' }]);
	});

	it('mentions nobody by the words of a customer', async () => {
		await open(platform);
		const said = {
			visitor: { name: 'Li Lei', nickname: 'Li Lei' },
			actor: { name: 'Li Lei' },
			project: { name: 'Li Lei' },
			title: 'Li Lei',
			text: 'agent: Li Lei',
			fields: [{ name: 'agent', value: 'Li Lei' }],
		};
		const posted = { body: { kind: 'message.unreplied', agent: { name: 'Li Lei' } }, headers: {} };
		const items = [
			event(undefined, said),
			reminder(undefined, { event: event({ name: 'Han' }, said) }),
			{ ...posted, params: {}, query: {}, webhookUrl: 'https://a.example', executionMode: 'test' },
		];
		await run(platform, items, assigned(table));
		expect(mentionsOn(platform).flat()).toEqual([]);
	});

	it('takes the rows of an expression, whatever reads the table', async () => {
		await open(platform);
		const row = { id: 7, name: 'Li Lei', users: one };
		const items = [[row], [{ json: row }], JSON.stringify([row]), row].map((agents, index) => ({
			...reminder({ name: 'Li Lei' }),
			conversation: { key: String(index) },
			agents,
		}));
		await run(platform, items, assigned({ agentsFrom: '={{ $json.agents }}' }));
		const mentioned = mentionsOn(platform).filter((names) => names.length > 0);
		expect(mentioned).toEqual([[one], [one], [one], [one]]);
	});

	it('sends a reminder whose table is empty, or has an error in place of rows', async () => {
		await open(platform);
		const items = [[{}], [{ json: { error: 'No such table' } }], []].map((agents) => ({
			...reminder({ name: 'Li Lei' }),
			agents,
		}));
		const left = await run(platform, items, assigned({ agentsFrom: '={{ $json.agents }}' }));
		expect(fake.messagesOf(robot.robot)).toHaveLength(3);
		const why = [{ agent: 'Li Lei', reason: 'Not in the table of agents' }];
		expect(left.map(({ notMentioned }) => notMentioned)).toEqual([why, why, why]);
	});

	it('sends a reminder whose agent the platform cannot have, and says so', async () => {
		await open(platform);
		const table = rows({ name: 'Li Lei', users: 'no!body' });
		const [left] = await run(platform, [reminder({ name: 'Li Lei' })], assigned(table));
		expect(fake.messagesOf(robot.robot).length).toBeGreaterThan(0);
		const reason = expect.stringContaining('no!body') as unknown;
		expect(left.notMentioned).toEqual([{ agent: 'Li Lei', user: 'no!body', reason }]);
		expect(mentionsOn(platform).flat()).toEqual([]);
	});

	it('says what it cannot read as rows', async () => {
		await open(platform);
		const parameters = assigned({ agentsFrom: 'Li Lei = lilei' });
		await expect(run(platform, [reminder({ name: 'Li' })], parameters)).rejects.toThrow(
			'Agents From is not valid JSON',
		);
	});

	it('mentions by a digest the agents of those whom it names', async () => {
		await open(platform);
		const items = Array.from({ length: 8 }, (_, index) =>
			reminder(index === 5 ? { name: 'Li Lei' } : { name: `Agent ${index}` }),
		);
		const left = await run(platform, items, assigned(table));
		expect(left.every(({ digest }) => digest !== undefined)).toBe(true);
		expect(mentionsOn(platform).flat()).toEqual([one]);
		expect(left.map(({ notMentioned }) => notMentioned === undefined)).toEqual(
			items.map((_, index) => index === 5),
		);
	});

	it('mentions by the one item of many conversations the agent of each', async () => {
		await open(platform);
		const conversations = [reminder({ name: 'Li Lei' }), reminder({ name: 'Han Meimei' })];
		const [left] = await run(
			platform,
			[{ digest: { count: 2 }, conversations } as unknown as IDataObject],
			assigned(table),
		);
		expect(mentionsOn(platform).flat()).toEqual([one]);
		expect(left.notMentioned).toEqual([
			{ agent: 'Han Meimei', reason: 'Not in the table of agents' },
		]);
	});

	it('mentions everybody of a long digest, in as many messages as that takes', async () => {
		await open(platform);
		const ids = Array.from({ length: 120 }, (_, index) => `${one.slice(0, -3)}${index + 100}`);
		const people = platform.name === 'carrierPigeon' ? ids.map(inLetters) : ids;
		const agents = { rows: people.map((users, index) => ({ name: `Agent ${index}`, users })) };
		const items = people.map((_, index) => reminder({ name: `Agent ${index}` }));
		const parameters = { ...assigned({ agents }), options: { maximumWait: 600 } };
		const left = await run(platform, items, parameters as INodeParameters);
		expect(left.map(({ notMentioned }) => notMentioned)).toEqual(items.map(() => undefined));
		expect(mentionsOn(platform).flat().toSorted()).toEqual(people.toSorted());
	});

	it('mentions once who is named twice', async () => {
		await open(platform);
		const parameters = assigned(table, { users: one });
		await run(platform, [reminder({ name: 'Li Lei' })], parameters);
		expect(mentionsOn(platform).flat()).toEqual([one]);
	});
});
