import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters, INodeType, IRun } from 'n8n-workflow';

import { labelExecution } from '../../../nodes/shared/executionLabels';
import { reminderOutcomes } from '../../../nodes/shared/executionOutcome';
import { newClaimToken } from '../../../src/escalation/claimToken';
import { own } from '../../../src/own';
import type { PlayedRobot, RunningFake } from '../../support/robots/playedPlatform.mts';
import type { TestedPlatform } from '../../support/robots/testedPlatform.mts';
import { everyPlatform, testedPlatforms } from '../../support/robots/testedPlatforms.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { nodeType, outputsOf, TestWorkflow } from '../../support/nodes/workflow.mts';
import { HurriedTime } from '../../support/time/hurriedTime.mts';

/* What becomes of reminders of which hundreds are due at once: each is named in the group, or counts as not sent. */

const START = Date.UTC(2026, 0, 1);

let time: HurriedTime;
beforeEach(() => {
	jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
	time = new HurriedTime();
});
afterEach(() => {
	time.stop();
	jest.useRealTimers();
});

/** Stands for Repeat Until Replied: what it puts out, and the label of the execution. */
const clockNode = nodeType('Clock', ['main'], async function () {
	labelExecution(this, { output: ['reminder'] });
	return [this.getInputData().map(({ json }, item) => ({ json, pairedItem: { item } }))];
});

/** Any other trigger. */
const otherNode = nodeType('Other', ['main'], async function () {
	return [this.getInputData()];
});

const nameOf = (index: number) => `Visitor-${String(index).padStart(4, '0')}`;

/** The later one is, the shorter somebody has waited. */
function reminders(count: number, part: IDataObject = {}): IDataObject[] {
	return Array.from({ length: count }, (_, index) => {
		const id = randomUUID().replaceAll('-', '');
		return {
			...escalationItem({
				event: {
					kind: 'message.unreplied',
					visitor: { name: nameOf(index) },
					text: '你好，我的订单还没有到，请问什么时候可以发货？',
					url: `https://chat.example.com/conversations/${id}`,
				},
				reminder: { number: 1, maximum: 4, idempotencyKey: id },
				escalation: { id, state: 'reminding', reminderCount: 0 },
				waiting: { since: new Date(START - 600_000 + index * 100).toISOString(), seconds: 600 },
				links: { board: 'https://n8n.example.com/webhook/board/a1b2c3d4' },
			}),
			...part,
		};
	});
}

class Group {
	private constructor(
		private readonly platform: TestedPlatform,
		private readonly fake: RunningFake,
		private readonly robot: PlayedRobot,
		readonly refusals: string[],
	) {}

	static async on(platform: TestedPlatform): Promise<Group> {
		const fake = await platform.start();
		const refusals: string[] = [];
		fake.onMessage(({ refusal }) => refusal && refusals.push(refusal));
		return new Group(platform, fake, fake.add(randomUUID().replaceAll('-', '')), refusals);
	}

	/**
	 * @param from who puts out the items: Repeat Until Replied, unless it is something else.
	 * @param node of another process, where it is one.
	 */
	async run(
		items: IDataObject[],
		parameters: INodeParameters = {},
		from = 'Clock',
		node = this.platform.robots[0].node,
	): Promise<IRun> {
		const { credential: type } = this.platform.robots[0];
		const { credentialType, credential: data } = this.robot;
		const workflow = new TestWorkflow(
			[
				{ name: from, type: from === 'Clock' ? clockNode : otherNode },
				{
					name: 'Robot',
					type: node,
					parameters,
					credentials: { [credentialType]: { type, data } },
				},
			],
			[[from, 0, 'Robot']],
		);
		return await time.until(workflow.run(from, items, 'trigger', randomUUID()));
	}

	get messages() {
		return this.fake.messagesOf(this.robot.robot);
	}

	/** The customers whom the group has read of, in order. */
	get named(): string[] {
		return this.messages.flatMap(({ content }) => content.match(/Visitor-\d{4}/g) ?? []);
	}

	async stop(): Promise<void> {
		await this.fake.stop();
	}
}

/** What n8n tells in queue mode when all went well: nothing that a node put out. */
const asInQueueMode = ({ data, ...rest }: IRun): IRun => {
	const { metadata } = data.resultData;
	return { ...rest, data: { ...data, resultData: { runData: {}, metadata } } };
};

function resultsOf(run: IRun, items: IDataObject[]): string[] {
	const ids = items.flatMap(({ escalation, conversations }) =>
		((conversations ?? [{ escalation }]) as Array<{ escalation: { id: string } }>).map(
			(each) => each.escalation.id,
		),
	);
	return reminderOutcomes(
		asInQueueMode(run),
		ids.map((id) => newClaimToken(id)),
		'Clock',
	).map(({ result }) => result);
}

let group: Group;
afterEach(async () => await group.stop());

/** Messages in which each platform names 500, with the links that a chat has. */
const MESSAGES: Record<string, number> = {
	weCom: 19,
	feishu: 5,
	dingTalk: 5,
	slack: 7,
	discord: 18,
};

test.each(testedPlatforms)(
	'$name: of 500 that are due at once each is named, in few messages',
	async (platform) => {
		group = await Group.on(platform);
		const items = reminders(500);
		const run = await group.run(items);
		expect(run.data.resultData.error).toBeUndefined();
		expect(group.refusals).toEqual([]);
		expect(group.named).toEqual(items.map((_, index) => nameOf(index)));
		expect(new Set(resultsOf(run, items))).toEqual(new Set(['sent']));
		expect(group.messages.length).toBeLessThanOrEqual(MESSAGES[platform.name]);
	},
);

describe.each(everyPlatform)('$name, where there is no time for all', (platform) => {
	/** Wait at Most, in seconds. */
	const patience = { options: { maximumWait: 0.4 } };
	/** Messages before, so that a few more have room. */
	const BEFORE = { weCom: 15, dingTalk: 18, feishu: 4, discord: 3 };
	const before = own(BEFORE, platform.name) ?? 0;
	const count = 400;

	it('names the oldest, says how many it left out, and counts them as not sent yet', async () => {
		group = await Group.on(platform);
		await group.run(Array(before).fill({ text: 'before' }), { options: { digestFrom: 0 } });
		const items = reminders(count);
		const run = await group.run(items, patience);
		expect(run.data.resultData.error).toBeUndefined();
		expect(group.refusals).toEqual([]);
		const { named } = group;
		expect(named.length).toBeGreaterThan(10);
		expect(named.length).toBeLessThan(count);
		expect(named).toEqual(items.slice(0, named.length).map((_, index) => nameOf(index)));
		const { content } = group.messages.at(-1)!;
		expect(content).toContain(`and ${count - named.length} more`);
		expect(content).toContain('Board');
		expect(resultsOf(run, items)).toEqual(
			items.map((_, index) => (index < named.length ? 'sent' : 'untouched')),
		);
		const [left] = outputsOf(run, 'Robot');
		expect(left.map(({ leftOut }) => leftOut)).toEqual(
			items.map((_, index) => (index < named.length ? undefined : 1)),
		);

		// They are due again at once.
		const rest = items.slice(named.length);
		await group.run(rest, { options: { maximumWait: 600 } });
		expect(group.named).toEqual(items.map((_, index) => nameOf(index)));
		expect(group.refusals).toEqual([]);
	});
});

describe('where there is no time for all', () => {
	const [weCom] = testedPlatforms;
	const patience = { options: { maximumWait: 1 } };
	beforeEach(async () => (group = await Group.on(weCom)));

	it('counts those of an item that stands for several by themselves', async () => {
		const [first, ...others] = reminders(700);
		const item = { digest: { by: 'shop', count: 699 }, conversations: others };
		const run = await group.run([first, item], patience);
		const { named } = group;
		expect(named.length).toBeGreaterThan(100);
		expect(resultsOf(run, [{ conversations: [first, ...others] }])).toEqual(
			[first, ...others].map((_, index) => (index < named.length ? 'sent' : 'untouched')),
		);
		const [one, several] = outputsOf(run, 'Robot')[0];
		expect(one).toMatchObject({ errcode: 0 });
		expect(several).toMatchObject({ errcode: 0, leftOut: 700 - named.length });
	});

	it('fails at the first that is left out where no clock would try it again', async () => {
		const items = reminders(700).map((item) => ({ ...item, claim: undefined }));
		const run = await group.run(items, patience, 'Something else');
		const { named } = group;
		expect(run.data.resultData.error).toMatchObject({
			message: expect.stringContaining('Rate limited, try again at'),
			context: { itemIndex: named.length },
		});
	});

	it('two executions that begin together share the rate, and leave out nobody twice', async () => {
		const [one, two] = [reminders(400), reminders(800).slice(400)];
		const runs = await Promise.all([group.run(one, patience), group.run(two, patience)]);
		const results = [...resultsOf(runs[0], one), ...resultsOf(runs[1], two)];
		const named = new Set(group.named);
		expect(group.refusals).toEqual([]);
		expect(named.size).toBe(group.named.length);
		expect(results.filter((result) => result === 'sent')).toHaveLength(named.size);
		expect(results).not.toContain('failed');
	});
});

describe('without a digest', () => {
	const [weCom] = testedPlatforms;
	beforeEach(async () => (group = await Group.on(weCom)));

	it('each of 200 is waited for by itself', async () => {
		const items = reminders(200);
		const run = await group.run(items, { options: { digestFrom: 0 } });
		expect(new Set(resultsOf(run, items))).toEqual(new Set(['sent']));
		expect(group.messages).toHaveLength(200);
		expect(group.refusals).toEqual([]);
	});

	it('a body of the author is sent as it is, or shown whole', async () => {
		const long = `${'字'.repeat(200)}, the end.`;
		const body = (text: string): IDataObject => ({ title: 'Daily report', text });
		const texts = ['one', long, 'three', 'four', 'five', 'six', 'seven', long];
		await group.run(texts.map(body));
		const contents = group.messages.map(({ content }) => content);
		expect(contents).toHaveLength(3);
		expect(contents.filter((content) => content.includes('the end.'))).toHaveLength(2);
		const digest = contents.find((content) => content.includes('6 notifications'));
		for (const word of ['one', 'three', 'four', 'five', 'six', 'seven']) {
			expect(digest).toContain(word);
		}
	});
});

/** Code of its own, as another process has it: it shares nothing with this one but the robot. */
function nodeInAnotherProcess({ name }: TestedPlatform): INodeType {
	let node: INodeType | undefined;
	jest.isolateModules(() => {
		const all: TestedPlatform[] = jest.requireActual(
			'../../support/robots/testedPlatforms.mts',
		).testedPlatforms;
		node = all.find((platform) => platform.name === name)?.robots[0].node;
	});
	return node!;
}

describe.each(testedPlatforms)('two processes at one robot of $name', (platform) => {
	/** The same in each of them. */
	async function runInBoth(count: number, parameters: INodeParameters) {
		group = await Group.on(platform);
		const all = reminders(2 * count);
		const [one, two] = [all.slice(0, count), all.slice(count)];
		const runs = await Promise.all([
			group.run(one, parameters),
			group.run(two, parameters, 'Clock', nodeInAnotherProcess(platform)),
		]);
		return [...resultsOf(runs[0], one), ...resultsOf(runs[1], two)];
	}

	it('name everybody, once: who was refused for the rate comes back', async () => {
		const results = await runInBoth(300, {});
		expect(group.named.toSorted()).toEqual(results.map((_, index) => nameOf(index)));
		expect(new Set(results)).toEqual(new Set(['sent']));
	});

	// WeCom and DingTalk take twenty a minute, of which nobody knows how many the other has had.
	if (['weCom', 'dingTalk'].includes(platform.name)) return;

	it('send everybody a message, too', async () => {
		const results = await runInBoth(20, { options: { digestFrom: 0 } });
		expect(group.messages).toHaveLength(40);
		expect(new Set(results)).toEqual(new Set(['sent']));
	});
});
