import type { IDataObject } from 'n8n-workflow';

import { WeComRobotApi } from '../../../credentials/WeComRobotApi.credentials';
import { WeComRobot } from '../../../nodes/WeComRobot/WeComRobot.node';
import { closeRuntime, getRuntime, runtimeNamed } from '../../../src/runtime/getRuntime';
import { robotDigest } from '../../../src/robots/sending/rateStore';
import type { SqliteTransaction } from '../../../src/store/sqlite/transaction';
import { FakeWeCom } from '../../support/robots/weCom/fakeWeCom.mts';
import { runRobotNode } from '../../support/nodes/robotNode.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';

/* How a robot finds the store: by what the item names, whoever made the item. */

const GROUP = 'service-group-key';
const folder = storeFolder();
const environment = process.env;
let fake: FakeWeCom;

beforeEach(async () => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	fake = await FakeWeCom.start({ robots: [{ key: GROUP, group: 'Service' }] });
});
afterEach(async () => {
	await fake.stop();
	await closeRuntime();
	process.env = environment;
});

const send = async (...items: IDataObject[]) =>
	await runRobotNode(new WeComRobot(), {
		items,
		credentials: {
			weComRobotApi: { type: new WeComRobotApi(), data: { key: GROUP, baseUrl: fake.url } },
		},
	});

const reminder = (escalation: IDataObject) => escalationItem({ escalation });

/** What the embedded store knows of rates. */
async function rates() {
	const { store } = await getRuntime();
	return await store.transaction(
		async (transaction) =>
			await Promise.resolve((transaction as SqliteTransaction).rows('SELECT * FROM rates', [])),
	);
}

test('the rate is counted in the store that the item names, by a digest of the address', async () => {
	const runtime = await getRuntime();
	const store = await runtime.storeId();
	expect(await runtimeNamed(store)).toBe(runtime);
	await send(reminder({ id: 'one', store }), { text: 'of something else' });
	const [row, ...others] = await rates();
	expect(others).toEqual([]);
	expect(row.id).toBe(robotDigest('WeCom', `${fake.url} ${GROUP}`));
	expect(JSON.parse(String(row.departures))).toHaveLength(2);
	expect(JSON.stringify(row)).not.toContain(GROUP);
});

test('so it is for a list of conversations', async () => {
	const store = await (await getRuntime()).storeId();
	const conversations = [reminder({ id: 'one', store }), reminder({ id: 'two', store })];
	await send({ digest: { by: 'shop', count: 2 }, conversations });
	expect(await rates()).toHaveLength(1);
});

test.each([
	['nothing', {}],
	['no escalation', { escalation: null }],
	['a text for the escalation', { escalation: 'one' }],
	['an unknown store', { escalation: { id: 'one', store: 'b8f3e1a2' } }],
	['no id', { escalation: { store: 'KNOWN' } }],
	['a store that is no text', { escalation: { id: 'one', store: { toString: 'x' } } }],
	['what every object inherits', { escalation: { id: 'one', store: '__proto__' } }],
	['conversations that are none', { conversations: 'many' }],
	['a number of conversations', { conversations: 2 }],
	['an empty list of conversations', { conversations: [null] }],
] as Array<[string, IDataObject]>)(
	'an item that names %s is sent all the same',
	async (_, part) => {
		const known = await (await getRuntime()).storeId();
		const named = JSON.parse(JSON.stringify(part).replace('KNOWN', known)) as IDataObject;
		const [{ json }] = await send({ title: 'Order 4711', text: 'hello', ...named });
		expect(json).toMatchObject({ errcode: 0 });
		expect(fake.messagesOf(GROUP)).toHaveLength(1);
		expect(await rates()).toEqual([]);
	},
);

test('where the store is closed, the message is sent all the same', async () => {
	const runtime = await getRuntime();
	const store = await runtime.storeId();
	await runtime.store.close();
	const [{ json }] = await send(reminder({ id: 'one', store }));
	expect(json).toMatchObject({ errcode: 0 });
});

test('the name of a store is the same after a restart, and another store has another', async () => {
	const before = await (await getRuntime()).storeId();
	await closeRuntime();
	expect(await runtimeNamed(before)).toBeUndefined();
	expect(await (await getRuntime()).storeId()).toBe(before);
	await closeRuntime();
	process.env.N8N_USER_FOLDER = folder.file('elsewhere');
	expect(await (await getRuntime()).storeId()).not.toBe(before);
});
