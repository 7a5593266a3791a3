import axios from 'axios';
import { DWClient, type DWClientDownStream } from 'dingtalk-stream';

import { dingTalkDialect } from '../../../../src/chatApps/dingTalk/dialect';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { watchedConnection } from '../../../support/chatApps/connected.mts';
import { FakeDingTalkApp } from '../../../support/chatApps/dingTalk/fakeDingTalkApp.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';
import { until } from '../../../support/time/until.mts';

let platform: FakeDingTalkApp;

beforeEach(async () => {
	platform = await FakeDingTalkApp.start();
});

afterEach(async () => await platform.stop());

const app = (rest: object = {}) => ({
	baseUrl: platform.url,
	clientId: platform.clientId,
	clientSecret: platform.clientSecret,
	...rest,
});
const connect = (options: Partial<Parameters<typeof watchedConnection>[0]> = {}) =>
	watchedConnection({ dialect: dingTalkDialect(app()), ...options });

const MESSAGES = '/v1.0/im/bot/messages/get';
const CARDS = '/v1.0/card/instances/callback';

test("the vendor's own client connects, hears of a press and of a word, and answers them", async () => {
	jest.spyOn(console, 'info').mockReturnValue(undefined);
	// Its address is a constant.
	const toFake = axios.interceptors.request.use((config) => ({
		...config,
		url: config.url!.replace('https://api.dingtalk.com', platform.url),
	}));
	const { clientId, clientSecret } = platform;
	const client = new DWClient({ clientId, clientSecret });
	const heard: any[] = [];
	const listen = ({ headers, data }: DWClientDownStream) => {
		heard.push(JSON.parse(data));
		client.socketCallBackResponse(headers.messageId, { ok: 1 });
	};
	client.registerCallbackListener(MESSAGES, listen).registerCallbackListener(CARDS, listen);
	await client.connect();
	await platform.connected(1);
	const press = platform.press({ value: 'v', user: 'staff7' });
	expect(await platform.answerTo(press)).toEqual({ code: 200, data: { response: { ok: 1 } } });
	const word = platform.say({ text: '我来' });
	expect(await platform.answerTo(word)).toEqual({ code: 200, data: { response: { ok: 1 } } });
	const ping = platform.ping();
	expect(await platform.answerTo(ping)).toMatchObject({
		code: 200,
		data: { opaque: expect.any(String) },
	});
	expect(heard).toMatchObject([{ userId: 'staff7' }, { text: { content: ' 我来' } }]);
	client.disconnect();
	axios.interceptors.request.eject(toFake);
	await until(() => platform.ready.length === 0);
	jest.restoreAllMocks();
});

test('ours does the same', async () => {
	const { connection, incoming } = connect({
		onIncoming: async ({ kind }) =>
			kind === 'press' ? { message: { status: 'acknowledged' } } : undefined,
	});
	await platform.connected(1);
	const press = platform.press({ value: 'v', user: 'staff7', chat: 'cid7==', message: 'card7' });
	expect(await platform.answerTo(press)).toEqual({
		code: 200,
		data: {
			response: {
				cardData: { cardParamMap: { status: 'acknowledged' } },
				cardUpdateOptions: { updateCardDataByKey: true },
			},
		},
	});
	const word = platform.say({
		text: '我来',
		chat: 'cid7==',
		message: 'msg7',
		quoted: { id: 'msgPush', text: '张三在等 #7K' },
	});
	expect(await platform.answerTo(word)).toEqual({ code: 200, data: { response: {} } });
	const ping = platform.ping();
	expect(await platform.answerTo(ping)).toMatchObject({
		code: 200,
		data: { opaque: expect.any(String) },
	});
	expect(incoming).toMatchObject([
		{
			kind: 'press',
			chat: 'cid7==',
			message: 'card7',
			value: 'v',
			by: { id: 'staff7', name: null, isGuest: false },
		},
		{
			kind: 'word',
			id: 'word msg7',
			chat: 'cid7==',
			text: '我来',
			repliesTo: ['msgPush'],
			quoted: '张三在等 #7K',
			by: { id: 'staff1', name: '张三', isGuest: false },
		},
	]);
	await connection.close();
	await until(() => platform.ready.length === 0);
});

describe('what a real robot was sent', () => {
	/** As it came (test_resources of the crate dingtalk-stream-sdk), without what nobody reads. */
	const common = {
		chatbotCorpId: 'dinge19e25c0b3f73fd635c2f4657eb6378f',
		chatbotUserId: '$:LWCP_v1:$01B/44e/ph+R21B/X+43WLnAcUVO5BKL',
		conversationId: 'cidh6ezDLHQau9V23Es/xSLNoiDDmPuN354KylQ2BaIhuM=',
		conversationType: '1',
		createAt: 1774080994334,
		isAdmin: false,
		msgId: 'msgBjXREkdlZkfTfrIiQomjAw==',
		robotCode: 'dingf0apw4ibx5u5ktba',
		senderCorpId: 'dinge19e25c0b3f73fd635c2f4657eb6378f',
		senderId: '$:LWCP_v1:$gzXDEXQDiM8piyLH4HRRcg==',
		senderNick: '赵文浩 022-3819',
		senderPlatform: 'Mac',
		senderStaffId: '032615015535634423',
	};
	const read = (data: object) => {
		const headers = { topic: MESSAGES, messageId: 'm1' };
		const frame = { type: 'CALLBACK', headers, data: JSON.stringify(data) };
		const session = dingTalkDialect(app()).session('wss://x');
		return session.read(Buffer.from(JSON.stringify(frame)), 0)[0];
	};

	test('a text is a word', () => {
		expect(read({ ...common, msgtype: 'text', text: { content: 'hello' } })).toMatchObject({
			incoming: {
				kind: 'word',
				chat: common.conversationId,
				text: 'hello',
				repliesTo: [],
				quoted: null,
				by: { id: '032615015535634423', name: '赵文浩 022-3819', isGuest: false },
			},
		});
	});

	test('the text in a rich text is a word', () => {
		const content = { richText: [{ type: 'picture', downloadCode: 'x' }, { text: 'abc' }] };
		expect(read({ ...common, msgtype: 'richText', content })).toMatchObject({
			incoming: { text: 'abc' },
		});
	});

	test.each([
		['richText', { richText: 'abc' }],
		['picture', { downloadCode: 'x', pictureDownloadCode: 'y' }],
		['file', { downloadCode: 'x', fileId: '214980176385', fileName: 'a', spaceId: '28455378906' }],
	])('a %s is none, and answered', (msgtype, content) => {
		expect(read({ ...common, msgtype, content })).toMatchObject({ is: 'respond' });
	});
});

test('who is not on the staff, or of another company, is a guest', async () => {
	const { connection, incoming } = connect();
	await platform.connected(1);
	await platform.answerTo(platform.say({ text: 'x', staff: '' }));
	await platform.answerTo(platform.say({ text: 'x', userCorp: 'ding2' }));
	expect(incoming).toMatchObject([{ by: { isGuest: true } }, { by: { isGuest: true } }]);
	await connection.close();
});

test('at the frame that announces the end another connection is opened at once', async () => {
	const clock = new FakeClock();
	const { connection, incoming } = connect({ clock });
	await until(() => connection.state.is === 'ready');
	clock.jump(HOUR);
	platform.renew();
	await platform.connected(2);
	await platform.answerTo(platform.say({ text: '我来' }));
	expect(incoming).toHaveLength(1);
	expect(clock.elapsed).toBe(HOUR);
	await connection.close();
});

test('what could not be stored is not answered, and done when it comes again', async () => {
	let isBroken = true;
	const { connection, incoming } = connect({
		onIncoming: async () => {
			if (isBroken) throw new Error('disk full');
			return undefined;
		},
	});
	await platform.connected(1);
	const word = platform.say({ text: '我来' });
	await until(() => incoming.length === 1);
	isBroken = false;
	platform.repeat(word);
	await platform.answerTo(word);
	expect(incoming).toHaveLength(2);
	await connection.close();
});

test.each([{ clientSecret: 'wrong' }, { clientId: 'ding0' }])(
	'a wrong %j is told once, and nothing is tried any more',
	async (wrong) => {
		const clock = new FakeClock();
		const { connection, states } = connect({ clock, dialect: dingTalkDialect(app(wrong)) });
		await until(() => connection.state.is === 'refused');
		await clock.advance(HOUR);
		expect(states).toEqual([
			expect.objectContaining({ problem: expect.objectContaining({ code: 'authFailed' }) }),
		]);
		await connection.close();
	},
);

test.each([
	['a busy platform', { status: 503, headers: {}, body: { code: 'ServiceUnavailable' } }],
	// soimy/openclaw-channel-dingtalk#289.
	['the page of a proxy', { status: 400, headers: {}, body: '<html>400 Bad Request</html>' }],
	['a proxy that wants a password', { status: 401, headers: {}, body: '<html></html>' }],
	['an empty answer', { status: 200, headers: {}, body: {} }],
	['an address that is none', { status: 200, headers: {}, body: { endpoint: 'x', ticket: 't' } }],
])('%s is tried again', async (_name, answer) => {
	const { connection, states } = connect({ clock: new FakeClock(), ask: async () => answer });
	await until(() => states.length > 0);
	expect(states[0]).toMatchObject({ is: 'connecting', problem: { isTemporary: true } });
	await connection.close();
});

test('a ticket is encoded as it is', async () => {
	const ticket = 'a+b/c=&d';
	const dialect = dingTalkDialect(app());
	const body = { endpoint: 'wss://x.dingtalk.com:443/connect', ticket };
	const address = await dialect.address(async () => ({ status: 200, headers: {}, body }));
	expect(new URL(address).searchParams.get('ticket')).toBe(ticket);
});

test('silence is noticed within a minute', async () => {
	const clock = new FakeClock();
	const { connection, states } = connect({ clock });
	await until(() => connection.state.is === 'ready');
	platform.silent();
	await clock.advance(MINUTE);
	// Whoever lets it in again is ready without a word.
	await until(() => states.some(({ is }) => is === 'connecting'));
	await connection.close();
});

test('after frames that no platform sends the next good one is heard', async () => {
	const { connection, incoming, leftOut } = connect();
	await platform.connected(1);
	const hostile = [
		'{',
		'null',
		'[]',
		'{"type":"CALLBACK"}',
		`{"type":"CALLBACK","headers":{"topic":"${CARDS}"},"data":"{}"}`,
		Buffer.from([0xff]),
	];
	for (const frame of hostile) platform.malformed(frame);
	platform.malformed(
		`{"type":"CALLBACK","headers":{"messageId":"m1","topic":"${CARDS}"},"data":"{\\"content\\":\\"{\\"}"}`,
	);
	platform.malformed('{"type":"EVENT","headers":{"messageId":"m2","topic":"toString"},"data":7}');
	await platform.answerTo(platform.press({ value: 'v' }));
	expect(incoming).toHaveLength(1);
	expect(leftOut).toHaveLength(hostile.length);
	expect(platform.answered.has('m1') && platform.answered.has('m2')).toBe(true);
	await connection.close();
});
