import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { DiscordRobotApi } from '../../../credentials/DiscordRobotApi.credentials';
import { SlackBotApi } from '../../../credentials/SlackBotApi.credentials';
import { SlackWebhookApi } from '../../../credentials/SlackWebhookApi.credentials';
import { DiscordRobot } from '../../../nodes/DiscordRobot/DiscordRobot.node';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { closeRuntime, getRuntime } from '../../../src/runtime/getRuntime';
import { FakeDiscord } from '../../support/robots/discord/fakeDiscord.mts';
import { FakeSlack } from '../../support/robots/slack/fakeSlack.mts';
import { aMessage, SCOPE } from '../../support/model/escalations.mts';
import { runRobotNode, type RobotRun } from '../../support/nodes/robotNode.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { HurriedTime } from '../../support/time/hurriedTime.mts';

/* One conversation, one thread: what a group sees of it, whatever becomes of its messages. */

const folder = storeFolder();
const environment = process.env;
/** Slack takes one message a second: time passes as fast as the machine can. */
let time: HurriedTime;
let passing: Promise<void>;
let ended: () => void;
beforeEach(() => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	jest.useFakeTimers({
		now: Date.UTC(2026, 0, 5, 9),
		doNotFake: ['nextTick', 'queueMicrotask', 'setImmediate'],
	});
	time = new HurriedTime();
	passing = time.until(new Promise<void>((resolve) => (ended = resolve)));
});
afterEach(async () => {
	await closeRuntime();
	ended();
	await passing;
	time.stop();
	jest.useRealTimers();
	process.env = environment;
});

/** A conversation that the store knows. */
async function aConversation(conversationKey = 'chat:1') {
	const { engine, storeId } = await getRuntime();
	await engine.track(SCOPE, [aMessage({ conversationKey })]);
	const [{ escalation }] = await engine.find({ conversationKey }, 1);
	const named = { id: escalation.id, store: await storeId() };
	return {
		key: conversationKey,
		id: escalation.id,
		reminder: (number: number): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				reminder: { number, maximum: 4, idempotencyKey: `${escalation.id}:${number}` },
				escalation: { ...named, state: 'reminding', reminderCount: number - 1 },
			}),
		replied: (): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				escalation: { ...named, state: 'replied', reminderCount: 2, endedBy: 'Ann' },
			}),
		exhausted: (): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				escalation: {
					...named,
					state: 'exhausted',
					reminderCount: 4,
					endedBecause: 'maximumReminders',
				},
			}),
	};
}

/** What the store knows of the messages about a conversation. */
async function known(conversationKey: string) {
	const { engine } = await getRuntime();
	const [record] = await engine.find({ conversationKey }, 1);
	return record?.sentMessages ?? [];
}

describe('a Slack bot', () => {
	const CHANNEL = 'C0123456789';
	let fake: FakeSlack;
	beforeEach(async () => {
		fake = await FakeSlack.start({
			bots: [{ token: 'xoxb-token', scopes: ['chat:write'] }],
			channels: [{ id: CHANNEL }, { id: 'C2' }],
			webhooks: ['T1/B1/secret'],
		});
	});
	afterEach(async () => await fake.stop());

	const send = async (
		items: IDataObject[],
		{
			channel = CHANNEL,
			options = {},
		}: { channel?: string; options?: INodeParameters; mode?: RobotRun['mode'] } = {},
	) => {
		const sent = await runRobotNode(new SlackRobot(), {
			items,
			parameters: { authentication: 'bot', channel, options: { oneThread: true, ...options } },
			credentials: {
				slackBotApi: {
					type: new SlackBotApi(),
					data: { token: 'xoxb-token', baseUrl: fake.apiUrl },
				},
			},
		});
		return sent.map(({ json }) => json);
	};
	const threadsOf = (outputs: IDataObject[]) =>
		outputs.map(({ thread }) => (thread as IDataObject | undefined)?.result);
	/** Of each accepted message, in order: what was asked, and which thread it stands in. */
	const heard = (channel = CHANNEL) =>
		fake.messagesOf(channel).map(({ method, body }) => [method, body.thread_ts ?? 'channel']);

	it('answers its first message with later reminders, and rewrites it when somebody replied', async () => {
		const { reminder, replied } = await aConversation();
		const [first] = await send([reminder(1)]);
		const outputs = [first, ...(await send([reminder(2)]))];
		// As after a restart of n8n, or in another process.
		await closeRuntime();
		await getRuntime();
		outputs.push(...(await send([reminder(3)])), ...(await send([replied()])));
		expect(threadsOf(outputs)).toEqual(['started', 'continued', 'continued', 'rewritten']);
		expect(outputs.at(-1)).toMatchObject({ ok: true, messagesSent: 0 });
		const ts = String(first.ts);
		expect(heard()).toEqual([
			['chat.postMessage', 'channel'],
			['chat.postMessage', ts],
			['chat.postMessage', ts],
			['chat.update', 'channel'],
		]);
		const { body, content } = fake.messageNow(CHANNEL, ts)!;
		for (const said of ['Visitor15', 'Where is my order?', 'Ann']) expect(content).toContain(said);
		expect(content).not.toContain('reminder 1 of 4');
		expect(body.channel).toBe(CHANNEL);
	});

	it('answers it with what else becomes of the conversation', async () => {
		const { reminder, exhausted } = await aConversation();
		const [{ ts }] = await send([reminder(1)]);
		expect(threadsOf(await send([exhausted()]))).toEqual(['continued']);
		expect(heard().at(-1)).toEqual(['chat.postMessage', ts]);
	});

	it('has a thread for each conversation and each channel', async () => {
		const [one, two] = [await aConversation('chat:1'), await aConversation('chat:2')];
		const [a, b] = [...(await send([one.reminder(1)])), ...(await send([two.reminder(1)]))];
		const [c] = await send([one.reminder(1)], { channel: 'C2' });
		await send([two.reminder(2), one.reminder(2)]);
		await send([one.reminder(2)], { channel: 'C2' });
		expect(heard().slice(2)).toEqual([
			['chat.postMessage', b.ts],
			['chat.postMessage', a.ts],
		]);
		expect(heard('C2').at(-1)).toEqual(['chat.postMessage', c.ts]);
		expect(await known('chat:1')).toHaveLength(2);
	});

	it('begins another thread where the first message was deleted', async () => {
		const { reminder, key } = await aConversation();
		const [{ ts }] = await send([reminder(1)]);
		fake.delete(CHANNEL, String(ts));
		const [second] = await send([reminder(2)]);
		expect(threadsOf([second, ...(await send([reminder(3)]))])).toEqual([
			'startedAgain',
			'continued',
		]);
		expect(heard().slice(1)).toEqual([
			['chat.postMessage', 'channel'],
			['chat.postMessage', second.ts],
		]);
		expect(await known(key)).toMatchObject([{ messageId: `${CHANNEL} ${second.ts}` }]);
	});

	it.each(['thread_not_found', 'cannot_reply_to_message', 'restricted_action_thread_locked'])(
		'begins another thread where Slack refuses the answer with %s, and says why',
		async (code) => {
			const { reminder } = await aConversation();
			await send([reminder(1)]);
			fake.failures.push(code);
			const [{ thread, messagesSent }] = await send([reminder(2)]);
			expect(thread).toMatchObject({ result: 'startedAgain', code });
			expect(messagesSent).toBe(1);
			expect(heard().at(-1)).toEqual(['chat.postMessage', 'channel']);
		},
	);

	it.each(['cant_update_message', 'edit_window_closed', 'msg_too_long'])(
		'sends a new message where Slack refuses to rewrite the first with %s, and says so',
		async (code) => {
			const { reminder, replied } = await aConversation();
			await send([reminder(1)]);
			fake.failures.push(code);
			const [{ thread, messagesSent }] = await send([replied()]);
			expect(thread).toEqual({ result: 'notRewritten', code, reason: expect.any(String) });
			expect(messagesSent).toBe(1);
			const { method, content } = fake.messagesOf(CHANNEL).at(-1)!;
			expect(method).toBe('chat.postMessage');
			expect(content).toContain('Ann');
		},
	);

	it('sends a new message where the first was deleted before somebody replied', async () => {
		const { reminder, replied } = await aConversation();
		const [{ ts }] = await send([reminder(1)]);
		fake.delete(CHANNEL, String(ts));
		const [{ thread }] = await send([replied()]);
		expect(thread).toMatchObject({ result: 'notRewritten', code: 'message_not_found' });
		expect(heard().at(-1)).toEqual(['chat.postMessage', 'channel']);
	});

	it('waits for its rate before it rewrites', async () => {
		const { reminder, replied } = await aConversation();
		await send([reminder(1)]);
		fake.failures.push('rateLimit');
		expect(threadsOf(await send([replied()]))).toEqual(['rewritten']);
	});

	it('rewrites each first message, however many wait', async () => {
		const all = await Promise.all(
			Array.from({ length: 7 }, (_, index) => aConversation(`chat:${index}`)),
		);
		const reminders = await send(
			all.map(({ reminder }) => reminder(1)),
			{ options: { digestFrom: 0 } },
		);
		const outputs = await send(all.map(({ replied }) => replied()));
		expect(threadsOf(outputs)).toEqual(Array(7).fill('rewritten'));
		expect(outputs.map(({ ts }) => ts)).toEqual(reminders.map(({ ts }) => ts));
	});

	it('makes a digest of many reminders, which is in no thread', async () => {
		const all = await Promise.all(
			Array.from({ length: 7 }, (_, index) => aConversation(`chat:${index}`)),
		);
		const outputs = await send(all.map(({ reminder }) => reminder(1)));
		expect(outputs[0]).toMatchObject({ digest: { notifications: 7 } });
		expect(threadsOf(outputs)).toEqual(Array(7).fill(undefined));
		expect(await known('chat:0')).toEqual([]);
		// The first that goes by itself begins the thread; who had none is told anew.
		expect(threadsOf(await send([all[0].replied()]))).toEqual([undefined]);
		expect(threadsOf(await send([all[1].reminder(2)]))).toEqual(['started']);
	});

	it('shows its answers in the channel, too, where it is told so', async () => {
		const { reminder, replied } = await aConversation();
		const options = { replyBroadcast: true };
		for (const item of [reminder(1), reminder(2), replied()]) await send([item], { options });
		const broadcasts = fake.messagesOf(CHANNEL).map(({ body }) => body.reply_broadcast);
		expect(broadcasts).toEqual([undefined, true, undefined]);
	});

	it('leaves the thread alone that somebody has chosen', async () => {
		const { reminder, replied } = await aConversation();
		const [root] = await send([{ text: 'today' }]);
		const options = { threadTs: String(root.ts) };
		await send([reminder(1)], { options });
		await send([reminder(2)], { options });
		expect(heard().slice(1)).toEqual(Array(2).fill(['chat.postMessage', root.ts]));
		expect(threadsOf(await send([replied()], { options }))).toEqual(['rewritten']);
	});

	it.each([
		['without the option', { oneThread: false }, {}],
		['of a store that nobody knows', {}, { store: 'unknown' }],
		['of a conversation that nobody knows', {}, { id: 'unknown' }],
		['that was only tried', {}, { store: undefined }],
	] as Array<[string, INodeParameters, IDataObject]>)(
		'sends each for itself what is %s',
		async (_, options, part) => {
			const { reminder, key } = await aConversation();
			const item = (number: number) => {
				const { escalation, ...rest } = reminder(number);
				return { ...rest, escalation: { ...(escalation as IDataObject), ...part } };
			};
			const outputs = [
				...(await send([item(1)], { options })),
				...(await send([item(2)], { options })),
			];
			expect(threadsOf(outputs)).toEqual([undefined, undefined]);
			expect(heard()).toEqual(Array(2).fill(['chat.postMessage', 'channel']));
			expect(await known(key)).toEqual([]);
		},
	);

	it('sends the message all the same where the store fails', async () => {
		const { reminder } = await aConversation();
		const { store } = await getRuntime();
		await store.close();
		expect(await send([reminder(1)])).toMatchObject([{ ok: true, messagesSent: 1 }]);
	});

	it('is told apart from a webhook, which is not told what it has posted', async () => {
		const { reminder } = await aConversation();
		for (const number of [1, 2]) {
			const [{ json }] = await runRobotNode(new SlackRobot(), {
				items: [reminder(number)],
				parameters: { options: { oneThread: true } },
				credentials: {
					slackWebhookApi: {
						type: new SlackWebhookApi(),
						data: { url: fake.webhookUrl('T1/B1/secret'), baseUrl: fake.url },
					},
				},
			});
			expect(json).toEqual({ ok: true, messagesSent: 1 });
		}
	});

	it('keeps a digest of its address, and nothing of what is secret of it', async () => {
		const { reminder, key } = await aConversation();
		await send([reminder(1)]);
		const [message] = await known(key);
		expect(message).toMatchObject({
			platform: 'Slack',
			robot: expect.stringMatching(/^[0-9a-f]{64}$/),
		});
		expect(JSON.stringify(message)).not.toContain('xoxb');
	});

	it('forgets its messages with the conversation', async () => {
		const { reminder, key } = await aConversation();
		await send([reminder(1)]);
		const { engine, store } = await getRuntime();
		await engine.forget({ by: 'conversationKey', value: key });
		const left = await store.transaction(
			async (transaction) =>
				await Promise.resolve(
					(transaction as unknown as { rows(sql: string, values: []): unknown[] }).rows(
						'SELECT * FROM sent_messages',
						[],
					),
				),
		);
		expect(left).toEqual([]);
		// What is to be in no file any more is taken out beside it.
		await closeRuntime();
	});
});

describe('a Discord webhook', () => {
	const TEXT = '223704706495545344';
	const FORUM = '223704706495545345';
	let fake: FakeDiscord;
	beforeEach(async () => {
		fake = await FakeDiscord.start({
			webhooks: [
				{ id: TEXT, token: 'token-of-text' },
				{ id: FORUM, token: 'token-of-forum', isForum: true },
			],
		});
	});
	afterEach(async () => await fake.stop());

	const send = async (
		items: IDataObject[],
		webhook = TEXT,
		options: INodeParameters = {},
		mention: INodeParameters = {},
	) => {
		const sent = await runRobotNode(new DiscordRobot(), {
			items,
			parameters: { options: { oneThread: true, ...options }, mention },
			credentials: {
				discordRobotApi: {
					type: new DiscordRobotApi(),
					data: { webhook: fake.webhookUrl(webhook) },
				},
			},
		});
		return sent.map(({ json }) => json);
	};
	const threadsOf = (outputs: IDataObject[]) =>
		outputs.map(({ thread }) => (thread as IDataObject | undefined)?.result);

	it('rewrites its first message when somebody replied, with nothing left of it', async () => {
		const { reminder, replied } = await aConversation();
		const mention = { users: '80351110224678912' };
		const outputs = [
			...(await send([reminder(1)], TEXT, {}, mention)),
			...(await send([reminder(2)], TEXT, {}, mention)),
			...(await send([replied()])),
		];
		// A text channel has no thread that a webhook could begin.
		expect(threadsOf(outputs)).toEqual(['started', undefined, 'rewritten']);
		const [first, second, ...others] = fake.messagesOf(TEXT);
		expect(others).toEqual([]);
		expect(fake.edits).toEqual([{ id: first.id, body: first.body }]);
		expect(first.content).toContain('Ann');
		expect(JSON.stringify(first.body)).not.toContain('80351110224678912');
		expect(JSON.stringify(first.body)).not.toContain('reminder 1 of 4');
		expect(second.content).toContain('reminder 2 of 4');
	});

	it('has a post of a forum for each conversation', async () => {
		const [one, two] = [await aConversation('chat:1'), await aConversation('chat:2')];
		const outputs = [];
		for (const item of [one.reminder(1), two.reminder(1), one.reminder(2), one.exhausted()]) {
			outputs.push(...(await send([item], FORUM)));
		}
		expect(threadsOf(outputs)).toEqual(['started', 'started', 'continued', 'continued']);
		const [a, b, ...others] = fake.messagesOf(FORUM);
		expect([a.threadId, b.threadId]).toEqual([a.id, b.id]);
		expect(others.map(({ threadId }) => threadId)).toEqual([a.id, a.id]);
		expect(a.body.thread_name).toContain('Visitor15');
		expect(a.body.thread_name.length).toBeLessThanOrEqual(100);
		expect(threadsOf(await send([one.replied()], FORUM))).toEqual(['rewritten']);
		expect(fake.edits.map(({ id }) => id)).toEqual([a.id]);
	});

	it('posts a digest to a forum, too', async () => {
		const all = await Promise.all(
			Array.from({ length: 7 }, (_, index) => aConversation(`chat:${index}`)),
		);
		const outputs = await send(
			all.map(({ reminder }) => reminder(1)),
			FORUM,
		);
		expect(outputs[0]).toMatchObject({ digest: { notifications: 7 } });
		const [{ body }] = fake.messagesOf(FORUM);
		expect(body.thread_name).toMatch(/^\w/);
	});

	it('posts to a forum what is about no conversation or about several, too', async () => {
		const [one, two] = [await aConversation('chat:1'), await aConversation('chat:2')];
		const digest = { digest: { count: 2 }, conversations: [one.reminder(1), two.reminder(1)] };
		const outputs = [
			...(await send([{ text: 'word '.repeat(1_000) }], FORUM, { style: 'text' })),
			...(await send([digest], FORUM, { digestFrom: 2 })),
		];
		expect(threadsOf(outputs)).toEqual([undefined, undefined]);
		const messages = fake.messagesOf(FORUM);
		const posts = messages.filter(({ body }) => body.thread_name !== undefined);
		expect(posts.map(({ id, threadId }) => threadId === id)).toEqual([true, true]);
		// The parts of the long one stand in its own post.
		const [first] = posts;
		expect(messages.length).toBeGreaterThan(3);
		expect(messages.filter(({ threadId }) => threadId === first.id)).toHaveLength(
			messages.length - 1,
		);
	});

	it('begins another post where the first was deleted, and says why', async () => {
		const { reminder, replied } = await aConversation();
		await send([reminder(1)], FORUM);
		const [{ id }] = fake.messagesOf(FORUM);
		fake.delete(id);
		const [{ thread }] = await send([reminder(2)], FORUM);
		expect(thread).toMatchObject({ result: 'startedAgain', code: '10003' });
		const second = fake.messagesOf(FORUM).at(-1)!;
		expect(second.threadId).toBe(second.id);
		expect(threadsOf(await send([replied()], FORUM))).toEqual(['rewritten']);
		expect(fake.edits.map((edit) => edit.id)).toEqual([second.id]);
	});

	it('sends a new message where its first was deleted before somebody replied', async () => {
		const { reminder, replied } = await aConversation();
		await send([reminder(1)]);
		fake.delete(fake.messagesOf(TEXT)[0].id);
		const [{ thread }] = await send([replied()]);
		expect(thread).toMatchObject({ result: 'notRewritten', code: '10008' });
		expect(fake.messagesOf(TEXT).at(-1)!.content).toContain('Ann');
	});

	it('of several, the one rewrites a message that has sent it', async () => {
		await fake.stop();
		fake = await FakeDiscord.start({
			webhooks: ['1', '2', '3'].map((last) => ({
				id: `22370470649554534${last}`,
				token: `token-${last}`,
			})),
		});
		const all = await Promise.all(
			Array.from({ length: 6 }, (_, index) => aConversation(`chat:${index}`)),
		);
		const [first, ...further] = ['1', '2', '3'].map((last) =>
			fake.webhookUrl(`22370470649554534${last}`),
		);
		const run = async (items: IDataObject[]) =>
			await runRobotNode(new DiscordRobot(), {
				items,
				parameters: { options: { oneThread: true, digestFrom: 0 } },
				credentials: {
					discordRobotApi: {
						type: new DiscordRobotApi(),
						data: { webhook: first, furtherRobots: further.join('\n') },
					},
				},
			});
		await run(all.map(({ reminder }) => reminder(1)));
		const sent = await run(all.map(({ replied }) => replied()));
		expect(threadsOf(sent.map(({ json }) => json))).toEqual(Array(6).fill('rewritten'));
		expect(new Set(fake.edits.map(({ id }) => id)).size).toBe(6);
		const robots = fake.received.map(({ robot }) => robot);
		expect(new Set(robots).size).toBe(3);
	});
});
