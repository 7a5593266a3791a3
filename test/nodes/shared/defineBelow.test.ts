import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { PlayedRobot, RunningFake } from '../../support/robots/playedPlatform.mts';
import { everyPlatform } from '../../support/robots/testedPlatforms.mts';
import { runRobotNode } from '../../support/nodes/robotNode.mts';

/* What somebody writes under "Define Below" is in the group, on every platform, or the node says why not. */

describe.each(everyPlatform)('a notification that is defined below, on $name', (platform) => {
	let fake: RunningFake;
	let robot: PlayedRobot;
	beforeEach(async () => {
		fake = await platform.start();
		robot = fake.add('0123456789abcdef0123456789abcdef');
	});
	afterEach(async () => await fake.stop());

	async function send(parameters: INodeParameters, item: IDataObject = {}) {
		const { node, credential: type } = platform.robots[0];
		const credentials = { [robot.credentialType]: { type, data: robot.credential } };
		return await runRobotNode(node, {
			parameters: { notification: 'define', title: 'Title', ...parameters },
			items: [item],
			credentials,
		});
	}
	const content = () =>
		fake
			.messagesOf(robot.robot)
			.map((message) => message.content)
			.join('\n');
	const links = () => fake.messagesOf(robot.robot).flatMap(({ body }) => platform.read(body).links);

	it('has every field, with the lines of its value', async () => {
		const rows = Array.from({ length: 30 }, (_, index) => ({
			name: `Name ${index}`,
			value: `first of ${index}\nsecond of ${index}`,
		}));
		await send({ fields: { rows } });
		for (const [index, { name }] of rows.entries()) {
			for (const said of [name, `first of ${index}`, `second of ${index}`]) {
				expect(content()).toContain(said);
			}
		}
		expect(content()).not.toContain('first of 0 second of 0');
	});

	it('has a long title and a long value', async () => {
		const value = Array.from({ length: 150 }, (_, index) => `word${index}`).join(' ');
		const title = `${'A title, '.repeat(14)}and its end`;
		await send({ title, fields: { rows: [{ name: 'Name', value }] } });
		expect(content()).toContain('word149');
		expect(content()).toContain('and its end');
	});

	it('has every link', async () => {
		const rows = Array.from({ length: 9 }, (_, index) => ({
			text: `Page ${index}`,
			url: `https://example.com/${index}`,
		}));
		await send({ links: { rows } });
		for (const { url } of rows) expect(links()).toContain(url);
	});

	it.each([
		[{ links: { rows: [{ text: 'Call', url: 'tel:+8613800001111' }] } }, 'The link "Call"'],
		[{ links: { rows: [{ text: 'App', url: 'dingtalk://dingtalkclient/x' }] } }, 'The link "App"'],
		[{ links: { rows: [{ text: '', url: '/orders/7' }] } }, 'The link "/orders/7"'],
		[{ links: { rows: [{ text: 'Go', url: 'javascript:alert(1)' }] } }, 'The link "Go"'],
		[
			{ links: { rows: [{ text: 'Go', url: `https://example.com/${'x'.repeat(2_000)}` }] } },
			'longer than 2000 characters',
		],
		[
			{ links: { rows: Array(26).fill({ text: 'Go', url: 'https://example.com' }) } },
			'at most 25 links, not 26',
		],
		[{ fields: { rows: [{ name: '', value: 'x' }] } }, 'Field 1 has no name'],
	] as Array<[INodeParameters, string]>)('says what it does not send: %#', async (part, words) => {
		await expect(send(part)).rejects.toThrow(words);
		expect(fake.messagesOf(robot.robot)).toEqual([]);
	});

	it('leaves out what an expression left empty', async () => {
		await send({
			fields: { rows: [{ name: 'Order', value: '={{ $json.nothing }}' }] },
			links: { rows: [{ text: 'Open', url: '={{ $json.nothing }}' }] },
		});
		expect(content()).not.toContain('Order');
	});
});
