import { WSClient, type Logger } from '@wecom/aibot-node-sdk';

import type { ChatWord } from '../../../../src/chatApps/incoming';
import { SEND } from '../../../../src/chatApps/weCom/app';
import { weComDialect } from '../../../../src/chatApps/weCom/dialect';
import { weComVoice } from '../../../../src/chatApps/weCom/voice';
import { withoutMention } from '../../../../src/chatApps/weCom/word';
import { HOUR, MINUTE } from '../../../../src/time/duration';
import { watchedConnection } from '../../../support/chatApps/connected.mts';
import { FakeWeComRobot } from '../../../support/chatApps/weCom/fakeWeComRobot.mts';
import { FakeClock } from '../../../support/time/fakeClock.mts';
import { until } from '../../../support/time/until.mts';

let platform: FakeWeComRobot;

beforeEach(async () => {
	platform = await FakeWeComRobot.start();
});

afterEach(async () => await platform.stop());

const robot = (rest: object = {}) => ({
	socketUrl: platform.socketUrl,
	botId: platform.botId,
	secret: platform.secret,
	...rest,
});
const connect = (options: Partial<Parameters<typeof watchedConnection>[0]> = {}) =>
	watchedConnection({ dialect: weComDialect(robot()), ...options });

const CARD = {
	card_type: 'button_interaction',
	main_title: { title: 'Ann is on it' },
	button_list: [{ text: 'Mark as replied', style: 1, key: 'v' }],
	task_id: 't7',
};
const silent: Logger = {
	debug: () => undefined,
	info: () => undefined,
	warn: () => undefined,
	error: () => undefined,
};

test("the vendor's own client subscribes, updates a card, answers a word, and stays away when it is kicked", async () => {
	const { botId, secret, socketUrl: wsUrl } = platform;
	const client = new WSClient({ botId, secret, wsUrl, logger: silent });
	const heard: any[] = [];
	client.on(
		'event.template_card_event' as never,
		((frame: any) => {
			heard.push(frame.body);
			client.updateTemplateCard(frame, CARD as never).catch(() => undefined);
		}) as never,
	);
	client.on(
		'message.text' as never,
		((frame: any) => {
			heard.push(frame.body);
			client.replyStream(frame, 's1', 'on it', true).catch(() => undefined);
		}) as never,
	);
	client.connect();
	await platform.connected(1);
	const press = platform.press({ value: 'v', user: 'lisi', message: 't7' });
	expect(await platform.answerTo(press)).toMatchObject({
		cmd: 'aibot_respond_update_msg',
		body: { response_type: 'update_template_card', template_card: CARD },
	});
	const word = platform.say({ text: '@robot 我来' });
	expect(await platform.answerTo(word)).toMatchObject({
		cmd: 'aibot_respond_msg',
		body: { msgtype: 'stream', stream: { content: 'on it', finish: true } },
	});
	expect(heard).toMatchObject([
		{ from: { userid: 'lisi' }, event: { template_card_event: { event_key: 'v' } } },
		{ text: { content: '@robot 我来' } },
	]);
	platform.kick();
	await until(() => platform.ready.length === 0);
	client.disconnect();
});

test('ours does the same', async () => {
	const { connection, incoming, leftOut } = connect({
		onIncoming: async ({ kind }) => (kind === 'press' ? { message: CARD } : undefined),
	});
	await platform.connected(1);
	const press = platform.press({ value: 'v', user: 'lisi', chat: 'wr7', message: 't7' });
	expect(await platform.answerTo(press)).toMatchObject({
		cmd: 'aibot_respond_update_msg',
		body: { response_type: 'update_template_card', template_card: CARD },
	});
	const word = platform.say({ text: '@robot 我来', chat: 'wr7', quoted: '张三在等 #7K' });
	await until(() => incoming.length === 2);
	const reply = async () => await weComVoice(connection).reply!(incoming[1] as ChatWord, 'on it');
	expect(await reply()).toBe(true);
	// A word is answered once.
	expect(await reply()).toBe(false);
	expect(await platform.answerTo(word)).toMatchObject({
		cmd: 'aibot_respond_msg',
		body: { msgtype: 'stream', stream: { content: 'on it', finish: true } },
	});
	expect(incoming).toMatchObject([
		{ kind: 'press', chat: 'wr7', message: 't7', value: 'v', by: { id: 'lisi', name: null } },
		{ kind: 'word', chat: 'wr7', text: '@robot 我来', repliesTo: [], quoted: '张三在等 #7K' },
	]);
	expect(leftOut).toEqual([]);
	await connection.close();
	await until(() => platform.ready.length === 0);
});

test('an event in the form of the documents is read, with its press in a part of its own or flat', () => {
	/** "事件通用格式" (path/101027). */
	const event = (card: object) => ({
		cmd: 'aibot_event_callback',
		headers: { req_id: 'r' },
		body: {
			msgid: 'CAIQ16HMjQYY/NGagIOAgAMgq4KM0AI=',
			create_time: 1700000000,
			aibotid: 'AIBOTID',
			chatid: 'CHATID',
			chattype: 'single',
			from: { corpid: 'wpxxxx', userid: 'USERID' },
			msgtype: 'event',
			event: { eventtype: 'template_card_event', ...card },
		},
	});
	const card = { card_type: 'button_interaction', event_key: 'v', task_id: 't' };
	const session = weComDialect(robot()).session('wss://x');
	for (const frame of [event({ template_card_event: card }), event(card)]) {
		expect(session.read(Buffer.from(JSON.stringify(frame)), 0)[0]).toMatchObject({
			incoming: {
				kind: 'press',
				id: 'press CAIQ16HMjQYY/NGagIOAgAMgq4KM0AI=',
				// Of somebody who talks with the robot alone it is their own.
				chat: 'USERID',
				message: 't',
				value: 'v',
				by: { id: 'USERID' },
			},
		});
	}
});

describe('what others have received or tried is read', () => {
	const [message, event] = ['aibot_msg_callback', 'aibot_event_callback'];
	const read = (cmd: string, body: object) =>
		weComDialect(robot())
			.session('wss://x')
			.read(Buffer.from(JSON.stringify({ cmd, headers: { req_id: 'r' }, body })), 0)[0];
	const alone = { msgid: 'm', aibotid: 'aib', chattype: 'single', from: { userid: 'u' } };
	const group = { ...alone, chatid: 'g', chattype: 'group' };
	const text = { msgtype: 'text', text: { content: '@robot 我来' } };
	const card = { event_key: 'v', task_id: 't' };
	const pressed = (template_card_event: object) => ({
		msgtype: 'event',
		event: { eventtype: 'template_card_event', template_card_event },
	});

	test.each<[string, string, object, object]>([
		[
			'a text to the robot alone, with an address for answers (WxJava#3805)',
			message,
			{ ...alone, ...text, response_url: 'https://qyapi.weixin.qq.com/cgi-bin/aibot/response' },
			{ kind: 'word', chat: 'u', text: '@robot 我来', quoted: null },
		],
		[
			'a text that quotes a picture',
			message,
			{ ...group, ...text, quote: { msgtype: 'image', image: { url: 'https://x.example' } } },
			{ chat: 'g', quoted: null },
		],
		[
			'a text that quotes what was spoken',
			message,
			{ ...group, ...text, quote: { msgtype: 'voice', voice: { content: '#7KQ' } } },
			{ quoted: '#7KQ' },
		],
		[
			'a text that quotes pictures with words',
			message,
			{
				...group,
				...text,
				quote: {
					msgtype: 'mixed',
					mixed: { msg_item: [{ msgtype: 'image' }, { msgtype: 'text', text: { content: 'a' } }] },
				},
			},
			{ quoted: 'a' },
		],
		['a press alone, without a chat', event, { ...alone, ...pressed(card) }, { chat: 'u' }],
		[
			'a press of a vote, with what was chosen',
			event,
			{ ...group, ...pressed({ ...card, selected_items: { selected_item: [{}] } }) },
			{ kind: 'press', chat: 'g', value: 'v', message: 't' },
		],
		[
			'a press without an id of its own',
			event,
			{ ...group, msgid: undefined, ...pressed(card) },
			{ id: 'press r' },
		],
		[
			'a press in both forms',
			event,
			{
				...group,
				msgtype: 'event',
				event: { ...pressed(card).event, event_key: 'flat', task_id: 'flat' },
			},
			{ value: 'v', message: 't' },
		],
	])('%s', (_, cmd, body, incoming) => {
		expect(read(cmd, body)).toMatchObject({ is: 'incoming', incoming });
	});

	test.each<[string, string, object]>([
		['a picture', message, { ...alone, msgtype: 'image', image: { url: 'https://x.example' } }],
		['a file', message, { ...alone, msgtype: 'file', file: { url: 'https://x.example' } }],
		['a press without a task', event, { ...group, ...pressed({ event_key: 'v' }) }],
		['somebody who comes in', event, { ...alone, event: { eventtype: 'enter_chat' } }],
		['feedback', event, { ...alone, event: { eventtype: 'feedback_event', feedback_event: {} } }],
		['parts that are none', message, { ...alone, msgtype: 'mixed', mixed: { msg_item: 'x' } }],
	])('%s is nothing for us', (_, cmd, body) => {
		expect(read(cmd, body)).toEqual({ is: 'nothing' });
	});
});

test('a name with blanks in it is cut, and nothing else is', () => {
	const said = (text: string) =>
		withoutMention({ kind: 'word', text } as ChatWord, '客服 小助手').text;
	expect(said('@客服 小助手 我来')).toBe('我来');
	expect(said('我来 @客服 小助手')).toBe('我来');
	expect(said('@客服 30m')).toBe('@客服 30m');
});

test("the vendor's own client sends to a chat that was written in, and ours hears the same answers", async () => {
	const { botId, secret, socketUrl: wsUrl } = platform;
	const client = new WSClient({ botId, secret, wsUrl, logger: silent });
	client.connect();
	await platform.connected(1);
	platform.spokenIn.add('wr1');
	const body = { msgtype: 'markdown', markdown: { content: 'hello' } } as const;
	await client.sendMessage('wr1', body);
	const refused = await client.sendMessage('wr9', body).catch((reason) => reason);
	expect(refused).toMatchObject({ errcode: 846607 });
	client.disconnect();
	await until(() => platform.ready.length === 0);

	const { connection, leftOut } = connect();
	await until(() => connection.state.is === 'ready');
	const ask = async (chatid: string) =>
		await connection.ask({ command: SEND, body: { chatid, ...body } });
	expect(await ask('wr1')).toMatchObject({ is: 'answered', answer: { errcode: 0 } });
	expect(await ask('wr9')).toMatchObject({ is: 'answered', answer: { errcode: 846607 } });
	expect(platform.messages.map((message) => message.chat)).toEqual(['wr1', 'wr1']);
	expect(new Set(platform.messages.map(({ id }) => id)).size).toBe(2);
	expect(leftOut).toEqual([]);
	await connection.close();
	expect(await ask('wr1')).toEqual({ is: 'unsent' });
});

test('what is asked and not answered in time, or before the connection ends, may have arrived', async () => {
	const clock = new FakeClock();
	const { connection } = connect({ clock });
	await until(() => connection.state.is === 'ready');
	platform.spokenIn.add('wr1');
	platform.silentAfter(SEND);
	const request = {
		command: SEND,
		body: { chatid: 'wr1', msgtype: 'markdown', markdown: { content: 'x' } },
	};
	const late = connection.ask(request);
	await until(() => platform.messages.length === 1);
	await clock.advance(15_001);
	expect(await late).toEqual({ is: 'lost' });
	const cut = connection.ask(request);
	await until(() => platform.messages.length === 2);
	platform.drop();
	expect(await cut).toEqual({ is: 'lost' });
	await connection.close();
});

test('what is delivered twice counts once', async () => {
	const { connection, incoming } = connect({ onIncoming: async () => ({ message: CARD }) });
	await platform.connected(1);
	const press = platform.press({ value: 'v' });
	await platform.answerTo(press);
	platform.repeat(press);
	await until(() => platform.received.length === 2);
	expect(incoming).toHaveLength(1);
	await connection.close();
});

test.each([
	['a wrong secret', { secret: 'wrong' }, '853000'],
	['a wrong id', { botId: 'aib0' }, '93019'],
])('%s is told once, and nothing is tried any more', async (_name, wrong, code) => {
	const clock = new FakeClock();
	const { connection, states } = connect({ clock, dialect: weComDialect(robot(wrong)) });
	await until(() => connection.state.is === 'refused');
	await clock.advance(HOUR);
	expect(states).toEqual([expect.objectContaining({ problem: expect.objectContaining({ code }) })]);
	expect(platform.attempts).toBe(1);
	expect(JSON.stringify(states)).not.toContain(platform.secret);
	await connection.close();
});

test.each(['45009', '-1', '99999'])('code %s is tried again', async (code) => {
	platform.refuse(code);
	const { connection, states } = connect({ clock: new FakeClock() });
	await until(() => states.length > 0);
	expect(states[0]).toMatchObject({ is: 'connecting', problem: { code } });
	await connection.close();
});

test('what WeCom does not take of ours is told', async () => {
	const { connection, leftOut } = connect({ onIncoming: async () => ({ message: CARD }) });
	await platform.connected(1);
	platform.nextCode = 846605;
	platform.press({ value: 'v' });
	await until(() => leftOut.length === 1);
	expect(leftOut[0]).toContain('846605');
	await connection.close();
});

describe('another program that connects as this robot', () => {
	test('gets its turn; after one to two minutes it is tried once more', async () => {
		const clock = new FakeClock();
		const { connection, states } = connect({ clock });
		await until(() => connection.state.is === 'ready');
		platform.kick();
		await until(() => connection.state.is === 'kicked');
		expect(states.at(-1)).toMatchObject({ until: clock.now() + 90_000 });
		await clock.advance(MINUTE);
		expect(platform.attempts).toBe(1);
		await clock.advance(MINUTE / 2 + 1);
		await platform.connected(2);
		await until(() => connection.state.is === 'ready');
		await connection.close();
	});

	test('that comes back at once is left alone', async () => {
		const clock = new FakeClock();
		const { connection, states } = connect({ clock });
		await until(() => connection.state.is === 'ready');
		platform.kick();
		await until(() => connection.state.is === 'kicked');
		await clock.advance(MINUTE * 1.5 + 1);
		await platform.connected(2);
		await until(() => connection.state.is === 'ready');
		platform.kick();
		await until(() => connection.state.is === 'kicked');
		await clock.advance(24 * HOUR);
		expect(platform.attempts).toBe(2);
		expect(states.at(-1)).toMatchObject({ is: 'kicked', until: undefined });
		await connection.close();
	});

	test('that comes hours later gets its turn again', async () => {
		const clock = new FakeClock();
		const { connection } = connect({ clock });
		await until(() => connection.state.is === 'ready');
		platform.kick();
		await until(() => connection.state.is === 'kicked');
		await clock.advance(MINUTE * 1.5 + 1);
		await until(() => connection.state.is === 'ready');
		clock.jump(HOUR);
		platform.kick();
		await until(() => connection.state.is === 'kicked');
		expect(connection.state).toMatchObject({ until: expect.any(Number) });
		await connection.close();
	});
});

test('silence is noticed within a minute', async () => {
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
	const unreadable = ['{', 'null', '""', '{}', '{"cmd":"aibot_msg_callback"}', Buffer.from([0xff])];
	const foreign = [
		'{"cmd":"aibot_msg_callback","headers":{"req_id":"x"},"body":null}',
		'{"cmd":"constructor","headers":{"req_id":"x"}}',
		'{"cmd":"aibot_event_callback","headers":{"req_id":"x"},"body":{"event":{"eventtype":"enter_chat"}}}',
	];
	for (const frame of [...unreadable, ...foreign]) platform.malformed(frame);
	platform.press({ value: 'v' });
	await until(() => incoming.length === 1);
	expect(leftOut).toHaveLength(unreadable.length);
	await connection.close();
});
