import { randomUUID } from 'node:crypto';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { foreignItems } from '../../support/robots/foreignItems.mts';
import type { PlayedRobot, RunningFake } from '../../support/robots/playedPlatform.mts';
import { everyPlatform } from '../../support/robots/testedPlatforms.mts';
import { escalationItem, serviceEvents } from '../../support/sources/serviceEvents.mts';
import { HurriedTime } from '../../support/time/hurriedTime.mts';
import { runRobotNode } from '../../support/nodes/robotNode.mts';

/* The notification of an item in the words of its user: a few of them changed, or all of them written out. */

const [unreplied] = serviceEvents as unknown as IDataObject[];
const page = (name: string) => `https://n8n.example.com/webhook/page?t=${name}`;
const reminder = (part: IDataObject = {}): IDataObject => ({
	...escalationItem({
		event: { ...unreplied, url: 'https://chat.example.com/15' },
		reminder: { number: 2, maximum: 4, idempotencyKey: randomUUID() },
		escalation: { state: 'reminding', reminderCount: 1 },
		waiting: { since: '2026-01-05T02:00:00.000Z', seconds: 600 },
		links: {
			acknowledge: page('acknowledge'),
			snooze: page('snooze'),
			snoozeMinutes: 30,
			markReplied: page('markReplied'),
			board: page('board'),
		},
	}),
	text: 'No reply to Visitor15 for 10 min (reminder 2 of 4)\nCustomer: Visitor15',
	...part,
});
const row = (name: string, value: string) => ({ rows: [{ name, value }] });
const link = (text: string, url: string) => ({ rows: [{ text, url }] });

describe.each(everyPlatform)('on $name', (platform) => {
	/** Messages of one group come a second apart. */
	let time: HurriedTime;
	let fake: RunningFake;
	let robot: PlayedRobot;
	beforeEach(async () => {
		jest.useFakeTimers({ doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'] });
		time = new HurriedTime();
		fake = await platform.start();
		robot = fake.add(randomUUID().replaceAll('-', ''));
	});
	afterEach(async () => {
		time.stop();
		jest.useRealTimers();
		await fake.stop();
	});

	async function run(items: IDataObject[], parameters: INodeParameters = {}) {
		const [{ node, credential: type }] = platform.robots;
		const credentials = { [robot.credentialType]: { type, data: robot.credential } };
		return await time.until(runRobotNode(node, { items, parameters, credentials }));
	}
	const said = () => fake.messagesOf(robot.robot).map(({ content }) => content);
	const links = () => fake.messagesOf(robot.robot).flatMap(({ body }) => platform.read(body).links);
	const adjust = async (adjustments: INodeParameters, item = reminder()) => {
		await run([item], { adjustments });
		return said().join('\n');
	};

	it.each([
		['zh', undefined, '已等待'],
		['zh', 'en', 'No reply to'],
		[undefined, 'zh', '已等待'],
		['tlh', undefined, 'No reply to'],
	])(
		'speaks the language of all robots (%s) unless its option says another (%s)',
		async (all, language, text) => {
			const before = process.env.UNTIL_REPLIED_LANGUAGE;
			if (all !== undefined) process.env.UNTIL_REPLIED_LANGUAGE = all;
			try {
				await run([reminder()], { options: language === undefined ? {} : { language } });
			} finally {
				delete process.env.UNTIL_REPLIED_LANGUAGE;
				if (before !== undefined) process.env.UNTIL_REPLIED_LANGUAGE = before;
			}
			expect(said().join('\n')).toContain(text);
		},
	);

	it('says a title of one’s own in place of that of the item', async () => {
		const text = await adjust({
			title: '={{ $json.event.visitor.name }}, after {{ $json.waiting.seconds }} s',
		});
		expect(text).toContain('Visitor15, after 600 s');
		expect(text).not.toContain('No reply to');
		expect(text).toContain('Where is my order?');
	});

	it('says a text above the words of the customer', async () => {
		const text = await adjust({ textAbove: 'Please answer **at once**' });
		expect(text.indexOf('at once')).toBeGreaterThan(text.indexOf('No reply to'));
		expect(text.indexOf('Where is my order?')).toBeGreaterThan(text.indexOf('at once'));
	});

	it('hides facts by their names, and adds others', async () => {
		const text = await adjust({
			hideFacts: ' agent ，PROJECT',
			moreFacts: {
				rows: [...row('Contract', 'gold\nuntil 2027').rows, ...row('Nothing', '').rows],
			},
		});
		expect(text).not.toContain('Agent');
		expect(text).not.toContain('Project');
		expect(text).toMatch(/Contract[^]*gold[^]*until 2027/);
		expect(text).not.toContain('Nothing');
	});

	it('adds links to those of the item', async () => {
		await adjust({ moreLinks: link('Order', 'https://shop.example.com/orders/1') });
		expect(links()).toEqual(
			expect.arrayContaining(['https://chat.example.com/15', 'https://shop.example.com/orders/1']),
		);
		expect(links().filter((url) => url.includes('t=board'))).not.toEqual([]);
	});

	it('changes nothing where expressions return nothing', async () => {
		const nothing = '={{ $json.nothing }}';
		await run([reminder()]);
		await run([reminder()], {
			adjustments: {
				title: nothing,
				textAbove: nothing,
				severity: nothing,
				hideFacts: nothing,
				moreFacts: row('Name', nothing),
				moreLinks: link('Text', nothing),
			},
		});
		const [one, other] = said();
		expect(other).toBe(one);
	});

	it.each<[INodeParameters, string]>([
		[{ moreFacts: row('', 'a value') }, 'Field 1 has no name'],
		[{ moreLinks: link('Call', 'tel:110') }, 'does not lead to a web page'],
		[{ severity: '={{ "red" }}' }, 'Severity cannot be "red"'],
	])('says what it cannot show of %j', async (adjustments, why) => {
		await expect(adjust(adjustments)).rejects.toThrow(why);
		expect(said()).toEqual([]);
	});

	it('has words for an item that has none', async () => {
		await expect(run([{ nothing: '' }], { adjustments: {} })).rejects.toThrow('nothing to say');
		expect(await adjust({ title: 'It is Monday' }, { nothing: '' })).toContain('It is Monday');
	});

	it('says in a list what each of them has of its own', async () => {
		const items = Array.from({ length: 8 }, (_, index) => reminder({ rank: index }));
		const adjustments = { title: 'Number {{ $json.rank }}', textAbove: 'Rank {{ $json.rank }}' };
		const expressions = Object.fromEntries(
			Object.entries(adjustments).map(([name, text]) => [name, `=${text}`]),
		);
		await run(items, { adjustments: expressions });
		const text = said().join('\n');
		for (const { rank } of items) {
			expect(text).toContain(`Number ${rank as number}`);
			expect(text).toContain(`Rank ${rank as number}`);
		}
		expect(said().length).toBeLessThan(8);
	});

	it('keeps the titles of an item for several conversations', async () => {
		const conversations = ['Ann', 'Bob'].map((name) =>
			reminder({ event: { ...unreplied, visitor: { name } } }),
		);
		const item = { digest: { count: 2 }, conversations };
		const text = await adjust({ title: 'One title', hideFacts: 'Agent' }, item);
		expect(text).not.toContain('One title');
		for (const name of ['Ann', 'Bob']) expect(text).toContain(name);
		expect(text).not.toContain('Agent');
	});

	it('mentions nobody by a text above, whatever stands in it', async () => {
		await adjust({ textAbove: platform.markup.join(' '), title: platform.markup.join(' ') });
		expect(
			fake.messagesOf(robot.robot).flatMap(({ body }) => platform.read(body).mentions),
		).toEqual([]);
	});

	describe('Define Below is filled with what is said by itself', () => {
		const alert = serviceEvents.find(({ kind }) => kind === 'alert.firing')!;
		const issue = serviceEvents.find(({ kind }) => kind === 'issue.opened')!;
		const headline = 'No reply to Visitor15 for 10 min (reminder 2 of 4)';
		const cases: Array<[string, IDataObject, string]> = [
			['a reminder', reminder(), headline],
			[
				'the last reminder',
				reminder({ reminder: { number: 2, maximum: 4, isLast: true } }),
				headline,
			],
			[
				'a reply',
				{
					...(escalationItem({
						event: unreplied,
						waiting: { since: '2026-01-05T02:00:00.000Z', seconds: 600 },
						escalation: { state: 'replied', endedBy: 'Ann', endedBecause: 'reply' },
					}) as IDataObject),
					text: 'Visitor15 got a reply after 10 min',
				} as unknown as IDataObject,
				'Visitor15 got a reply after 10 min',
			],
			['an alert', alert as unknown as IDataObject, alert.title!],
			['an issue', issue as unknown as IDataObject, issue.title!],
		];

		it.each(cases)('of %s', async (_, item, title) => {
			await run([item]);
			const [automatic] = said();
			const linksBefore = links();
			await run([item], { notification: 'define' });
			const [, filled] = said();
			expect([automatic, filled].map((said) => said.includes(title))).toEqual([true, true]);
			const { text } = (item.event ?? item) as { text: string };
			expect(automatic).toContain(text.split('\n')[0].slice(0, 8));
			expect(filled).toContain(text.split('\n')[0].slice(0, 8));
			expect(links().slice(linksBefore.length)).toEqual(linksBefore);
			const facts = ['Visitor15', 'test', 'ctccccd', '2026-01-05 10:00', 'Ann'];
			for (const fact of facts.filter((value) => automatic.includes(value))) {
				expect(filled).toContain(fact);
			}
		});

		it.each(Object.entries(foreignItems))('of an item of %s', async (_, item) => {
			await run([item as unknown as IDataObject], { notification: 'define' });
			expect(said().length).toBeGreaterThan(0);
			expect(said().join('\n')).not.toMatch(/undefined|null|\[object|NaN|Invalid/);
		});

		it('of many conversations in one item, and of any other item', async () => {
			const items = [
				{ text: '2 customers\nAnn', digest: { count: 2 }, conversations: [reminder(), reminder()] },
				{ title: 'Backup', text: 'It is done.' },
			];
			await run(items as unknown as IDataObject[], { notification: 'define' });
			expect(said().join('\n')).toContain('2 customers');
			expect(said().join('\n')).toContain('Backup');
			expect(said().join('\n')).toContain('It is done.');
		});
	});
});
