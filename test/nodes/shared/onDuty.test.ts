import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { PlayedRobot, RunningFake } from '../../support/robots/playedPlatform.mts';
import type { TestedPlatform } from '../../support/robots/testedPlatform.mts';
import { testedPlatforms } from '../../support/robots/testedPlatforms.mts';
import { escalationItem, serviceEvents } from '../../support/sources/serviceEvents.mts';
import { HurriedTime } from '../../support/time/hurriedTime.mts';
import { messageOf, runRobotNode } from '../../support/nodes/robotNode.mts';
import { idColumns } from '../../../nodes/WhoIsOnDuty/platforms';

/** Messages of one group come a second apart. */
let time: HurriedTime;
let fake: RunningFake | undefined;
let robot: PlayedRobot;
beforeEach(() => {
	jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
	time = new HurriedTime();
});
afterEach(async () => {
	time.stop();
	jest.useRealTimers();
	await fake?.stop();
	fake = undefined;
});

async function run(
	platform: TestedPlatform,
	items: IDataObject[],
	parameters: INodeParameters,
): Promise<IDataObject[]> {
	fake = await platform.start();
	robot = fake.add(randomUUID().replaceAll('-', ''));
	const [{ node, credential }] = platform.robots;
	const credentials = { [robot.credentialType]: { type: credential, data: robot.credential } };
	const left = await time.until(
		runRobotNode(node, { items, parameters, credentials, mode: 'trigger' }),
	);
	return left.map(({ json }) => json);
}

const mentionsOn = (platform: TestedPlatform) =>
	fake!.messagesOf(robot.robot).map(({ body }) => platform.read(body).mentions);

const [event] = serviceEvents;
const mention: INodeParameters = { mention: { onDuty: true } };
const reminder = (onDuty: IDataObject) => ({
	...escalationItem({
		reminder: { number: 1, maximum: 4, idempotencyKey: randomUUID() },
		escalation: { state: 'reminding', reminderCount: 0 },
	}),
	onDuty,
});

test('each platform has a column for the ids of people', () => {
	expect(idColumns.map(({ name }) => name).toSorted()).toEqual(
		testedPlatforms.map(({ name }) => name).toSorted(),
	);
});

describe.each(testedPlatforms)('$name', (platform) => {
	const { platform: key } = idColumns.find(({ name }) => name === platform.name)!;
	const li = { name: 'Li Lei', ids: { [key]: [platform.one] }, mobiles: [] };

	it('mentions who is on duty, on a reminder, an event and any other item', async () => {
		const onDuty = { people: [li] };
		const items = [reminder(onDuty), { ...event, onDuty }, { title: 'Hello', onDuty }];
		const left = await run(platform, items as unknown as IDataObject[], mention);
		expect(mentionsOn(platform)).toEqual([[platform.one], [platform.one], [platform.one]]);
		expect(left.map(({ notMentioned }) => notMentioned)).toEqual(Array(3).fill(undefined));
	});

	it('mentions them by a message of the user’s own', async () => {
		const parameters = { ...messageOf('text', { content: '{{ $json.text }}' }), ...mention };
		await run(platform, [{ text: 'Hi', onDuty: { people: [li] } }, { text: 'Hi' }], parameters);
		expect(mentionsOn(platform)).toEqual([[platform.one], []]);
	});

	it('mentions those of each conversation of a digest', async () => {
		const conversations = [reminder({ people: [li] }), reminder({ people: [] })];
		const digest = { digest: { by: 'all', count: 2 }, conversations } as unknown as IDataObject;
		const [{ notMentioned }] = await run(platform, [digest], mention);
		// Some platforms mention in a message of its own.
		expect(mentionsOn(platform).flat()).toEqual([platform.one]);
		expect(notMentioned).toEqual([{ reason: 'Nobody is on duty' }]);
	});

	it('sends all the same where nobody is on duty, or nobody knows', async () => {
		const items = [reminder({ people: [] }), { title: 'Hello' }] as unknown as IDataObject[];
		const left = await run(platform, items, mention);
		expect(mentionsOn(platform)).toEqual([[], []]);
		expect(left.map(({ notMentioned }) => notMentioned)).toEqual([
			[{ reason: 'Nobody is on duty' }],
			[{ reason: 'The item does not say who is on duty' }],
		]);
	});

	it('mentions nobody on duty unless it is asked to', async () => {
		await run(platform, [reminder({ people: [li] }) as unknown as IDataObject], {});
		expect(mentionsOn(platform)).toEqual([[]]);
	});
});
