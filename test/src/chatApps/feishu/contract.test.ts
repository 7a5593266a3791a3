import { EventDispatcher, LoggerLevel, WSClient } from '@larksuiteoapi/node-sdk';

import { feishuDialect } from '../../../../src/chatApps/feishu/dialect';
import { MINUTE } from '../../../../src/time/duration';
import { watchedConnection } from '../../../support/chatApps/connected.mts';
import { FakeFeishuApp } from '../../../support/chatApps/feishu/fakeFeishuApp.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';
import { until } from '../../../support/time/until.mts';

let platform: FakeFeishuApp;

beforeEach(async () => {
	platform = await FakeFeishuApp.start();
});

afterEach(async () => await platform.stop());

const connect = (options: Partial<Parameters<typeof watchedConnection>[0]> = {}) =>
	watchedConnection({
		dialect: feishuDialect({
			baseUrl: platform.url,
			appId: platform.appId,
			appSecret: platform.appSecret,
		}),
		...options,
	});

const TOAST = { type: 'success', content: 'Ann is on it' } as const;
const CARD = { schema: '2.0', body: { elements: [] } };

test("the vendor's own client connects, hears of a press and of a word, and acknowledges them", async () => {
	const client = new WSClient({
		appId: platform.appId,
		appSecret: platform.appSecret,
		domain: platform.url,
		loggerLevel: LoggerLevel.fatal,
		autoReconnect: false,
	});
	const heard: any[] = [];
	jest.spyOn(console, 'info').mockReturnValue(undefined);
	const eventDispatcher = new EventDispatcher({ loggerLevel: LoggerLevel.fatal }).register({
		'im.message.receive_v1': async (event: unknown) => void heard.push(event),
		'card.action.trigger': async (event: unknown) => {
			heard.push(event);
			return { toast: TOAST, card: { type: 'raw', data: CARD } };
		},
	} as never);
	await client.start({ eventDispatcher });
	await until(() => platform.pings > 0);
	const press = platform.press({ value: { t: 'v' }, user: 'ou_7', parts: 2 });
	expect(await platform.acknowledgement(press)).toMatchObject({
		code: 200,
		shown: { toast: TOAST, card: { type: 'raw', data: CARD } },
	});
	const word = platform.say({ text: '@robot 我来', parent: 'om_push' });
	expect(await platform.acknowledgement(word)).toMatchObject({ code: 200 });
	expect(heard).toMatchObject([
		{ operator: { open_id: 'ou_7' }, action: { value: { t: 'v' } } },
		{ message: { parent_id: 'om_push', mentions: [{ key: '@_user_1' }] } },
	]);
	client.close();
	jest.restoreAllMocks();
});

test('ours does the same, whole and in parts, and answers with the frame that came', async () => {
	const { connection, incoming } = connect({
		onIncoming: async ({ kind }) =>
			kind === 'press'
				? { note: { tone: 'success', text: TOAST.content }, message: CARD }
				: undefined,
	});
	await platform.connected(1);
	for (const parts of [1, 2, 5]) {
		const press = platform.press({
			value: { t: 'v' },
			user: 'ou_7',
			name: '张三',
			chat: 'oc_7',
			message: 'om_7',
			parts,
		});
		const { code, shown, frame } = await platform.acknowledgement(press);
		expect({ code, shown }).toEqual({
			code: 200,
			shown: { toast: TOAST, card: { type: 'raw', data: CARD } },
		});
		expect(frame).toMatchObject({
			SeqID: '0',
			LogID: '7577777777777777',
			service: 33554678,
			method: 1,
			LogIDNew: '20260101',
		});
		expect(frame.headers.map(({ key }) => key)).toEqual([
			'type',
			'message_id',
			'sum',
			'seq',
			'trace_id',
			'biz_rt',
		]);
	}
	const word = platform.say({ text: '@robot 我来', chat: 'oc_7', parent: 'om_push' });
	const { code, shown } = await platform.acknowledgement(word);
	expect({ code, shown }).toEqual({ code: 200, shown: undefined });
	expect(incoming[0]).toMatchObject({
		kind: 'press',
		chat: 'oc_7',
		message: 'om_7',
		value: 'v',
		by: { id: 'ou_7', name: '张三', isGuest: false },
	});
	expect(incoming[3]).toMatchObject({
		kind: 'word',
		chat: 'oc_7',
		text: '我来',
		repliesTo: ['om_push'],
		by: { id: 'ou_ann', name: null, isGuest: false },
	});
	await connection.close();
	await until(() => platform.ready.length === 0);
});

test('what could not be stored is answered as failed, and done when it comes again', async () => {
	let isBroken = true;
	const { connection, incoming } = connect({
		onIncoming: async () => {
			if (isBroken) throw new Error('disk full');
			return undefined;
		},
	});
	await platform.connected(1);
	const word = platform.say({ text: '@robot 我来' });
	expect(await platform.acknowledgement(word)).toMatchObject({ code: 500 });
	isBroken = false;
	platform.repeat(word);
	expect(await platform.acknowledgement(word)).toMatchObject({ code: 200 });
	expect(incoming).toHaveLength(2);
	await connection.close();
});

test('who is of another organization is a guest', async () => {
	const { connection, incoming } = connect();
	await platform.connected(1);
	await platform.acknowledgement(platform.press({ value: { t: 'v' }, userTenant: 'tenant2' }));
	await platform.acknowledgement(platform.say({ text: '@robot 我来', userTenant: 'tenant2' }));
	expect(incoming).toMatchObject([{ by: { isGuest: true } }, { by: { isGuest: true } }]);
	await connection.close();
});

test.each([
	['a button of another app', { action: 'approve' }],
	['a button with a text', 'v'],
	['a button without a value', undefined],
	['a value that is no text', { t: { toString: 1 } }],
])('%s is answered and left alone', async (_name, value) => {
	const { connection, incoming } = connect();
	await platform.connected(1);
	const { code, shown } = await platform.acknowledgement(platform.press({ value }));
	expect({ code, shown }).toEqual({ code: 200, shown: undefined });
	expect(incoming).toEqual([]);
	await connection.close();
});

test.each([
	['a wrong secret', { appSecret: 'wrong' }, '514'],
	['a wrong id', { appId: 'cli_0' }, '1000040346'],
])('%s is told once, and nothing is tried any more', async (_name, wrong, code) => {
	const clock = new FakeClock();
	const { appId, appSecret, url: baseUrl } = platform;
	const { connection, states } = connect({
		clock,
		dialect: feishuDialect({ baseUrl, appId, appSecret, ...wrong }),
	});
	await until(() => connection.state.is === 'refused');
	await clock.advance(60 * MINUTE);
	expect(states).toEqual([expect.objectContaining({ problem: expect.objectContaining({ code }) })]);
	await connection.close();
});

test.each(['1', '1000040343', '1000040345', '1000040350'])(
	'code %s is tried again',
	async (code) => {
		platform.refuse(code);
		const { connection, states } = connect({ clock: new FakeClock() });
		await until(() => states.length > 0);
		expect(states[0]).toMatchObject({ is: 'connecting', problem: { code } });
		await connection.close();
	},
);

test('silence is noticed within a minute, though the platform asks for a ping in two', async () => {
	const clock = new FakeClock();
	const { connection } = connect({ clock });
	await until(() => connection.state.is === 'ready');
	platform.silent();
	await clock.advance(MINUTE);
	await until(() => connection.state.is === 'connecting');
	await connection.close();
});

test('after frames that no platform sends the next good one is heard', async () => {
	const { connection, incoming, leftOut } = connect();
	await until(() => connection.state.is === 'ready');
	const hostile = [
		// An overlong number, a length beyond the end, a wire type that there is none of, field 0, text.
		Buffer.alloc(20, 0xff),
		Buffer.from([0x42, 0xff, 0xff, 0xff, 0x7f]),
		Buffer.from([0x07]),
		Buffer.from([0x00, 0x00]),
		'{"type":"event"}',
		Buffer.from([0x2a, 0x02, 0x0a, 0x05]),
	];
	for (const frame of hostile) platform.malformed(frame);
	await platform.acknowledgement(platform.press({ value: { t: 'v' } }));
	expect(incoming).toHaveLength(1);
	expect(leftOut).toHaveLength(hostile.length);
	await connection.close();
});
