import { CarrierPigeonRobotApi } from './node/credential.mts';
import { CarrierPigeonRobot } from './node/node.mts';
import { FakeCarrierPigeon } from './fakeCarrierPigeon.mts';
import { messageOf, runRobotNode, testRobotCredential } from '../../nodes/robotNode.mts';

/* A node of an invented platform speaks to a fake of it as the real ones do. */

const key = 'ring-of-the-pigeon';
let now = Date.UTC(2026, 0, 1);
let fake: FakeCarrierPigeon;
beforeEach(async () => {
	fake = await FakeCarrierPigeon.start([{ loft: 'north', key }], () => now);
});
afterEach(async () => await fake.stop());

const credential = new CarrierPigeonRobotApi();
const data = (part = {}) => ({ loft: 'north', key, baseUrl: fake.url, ...part });
const run = async (parameters = {}, part = {}) =>
	await runRobotNode(new CarrierPigeonRobot(), {
		parameters,
		items: [{ text: 'Ann ^all^ [[x|https://evil.example]] waits' }],
		credentials: { [credential.name]: { type: credential, data: data(part) } },
	});

it('says what the item says, and calls whom the user names', async () => {
	await run({ mention: { users: 'ann' } });
	await run(messageOf('text'));
	const [notification, message] = fake.messagesOf('north');
	expect(notification.content).toContain('^ann^');
	expect(message.content).toContain('Ann ˆallˆ');
	expect(message.body.lines.join()).not.toContain('[[');
});

it.each([
	[{ loft: 'south' }, 'The loft is unknown'],
	[{ key: 'wrong' }, 'The ring key is wrong'],
	[{ loft: '' }, 'has no loft'],
])('with %j says %s, in its credential test too', async (part, words) => {
	await expect(run({}, part)).rejects.toThrow(words);
	const test = await testRobotCredential(new CarrierPigeonRobot(), credential.name, data(part));
	expect(test).toMatchObject({ status: 'Error', message: expect.stringContaining(words) });
});

it('has a credential test that lets no letter out', async () => {
	const test = await testRobotCredential(new CarrierPigeonRobot(), credential.name, data());
	expect(test.status).toBe('OK');
	expect(fake.received).toEqual([]);
});

it('refuses what is too heavy, unreadable, or too often', async () => {
	const post = async (lines: string[]) => {
		const response = await fetch(`${fake.url}/lofts/north/letters`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', 'x-ring-key': key },
			body: JSON.stringify({ ribbon: 'info', lines }),
		});
		return [response.status, ((await response.json()) as { why?: string }).why];
	};
	expect(await post(['x'.repeat(3_001)])).toEqual([422, 'too_heavy']);
	expect(await post([])).toEqual([422, 'unreadable']);
	for (let count = 0; count < 10; count += 1) expect((await post(['x']))[0]).toBe(201);
	expect(await post(['x'])).toEqual([429, 'resting']);
	now += 60_001;
	expect((await post(['x']))[0]).toBe(201);
});
