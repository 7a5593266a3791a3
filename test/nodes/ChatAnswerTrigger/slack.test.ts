import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { SlackAppApi } from '../../../credentials/SlackAppApi.credentials';
import { SlackRobot } from '../../../nodes/SlackRobot/SlackRobot.node';
import { codeOf } from '../../../src/answers/code';
import { closeChatApps } from '../../../src/runtime/chatConnections';
import { closeRuntime, getRuntime } from '../../../src/runtime/getRuntime';
import { FakeSlackApp } from '../../support/chatApps/slack/fakeSlackApp.mts';
import { aMessage, SCOPE } from '../../support/model/escalations.mts';
import {
	activateChatTrigger,
	type ChatTriggerOptions,
	type RunningChatTrigger,
} from '../../support/nodes/chatTrigger.mts';
import { runRobotNode } from '../../support/nodes/robotNode.mts';
import { FakeSlack } from '../../support/robots/slack/fakeSlack.mts';
import { readSlack } from '../../support/robots/slack/view.mts';
import { escalationItem } from '../../support/sources/serviceEvents.mts';
import { storeFolder } from '../../support/store/storeFolder.mts';
import { until } from '../../support/time/until.mts';

/* People answer reminders in Slack: what they press and write, what becomes of the conversation, and what the channel reads. */

const BOT_TOKEN = 'xoxb-bot-token';
const ACKNOWLEDGE = "I'm on it";
const SNOOZE = 'Snooze 30 min';
const REPLIED = 'Mark as replied';
const CHANNELS = ['C1', 'C2', 'C3', 'C4'];

const folder = storeFolder();
const environment = process.env;
let slack: FakeSlack;
let app: FakeSlackApp;
const running: RunningChatTrigger[] = [];

beforeEach(async () => {
	process.env = { ...environment, N8N_USER_FOLDER: folder.file('.') };
	slack = await FakeSlack.start({
		bots: [{ token: BOT_TOKEN, scopes: ['chat:write', 'users:read'] }],
		channels: CHANNELS.map((id) => ({ id })),
		users: [
			{ id: 'U1', name: 'Ann' },
			{ id: 'U2', name: 'Bob' },
			{ id: 'U3', name: 'Guest', isGuest: true },
			{ id: 'U4', name: '<!channel> & <https://evil.example|bank>' },
		],
	});
	app = await FakeSlackApp.start(0, slack);
});
afterEach(async () => {
	while (running.length > 0) await running.pop()!.close();
	await closeChatApps();
	await closeRuntime();
	await app.stop();
	await slack.stop();
	process.env = environment;
});

const credential = (part: Record<string, string> = {}) => ({
	slackAppApi: {
		type: new SlackAppApi(),
		data: { botToken: BOT_TOKEN, appToken: app.appToken, baseUrl: app.apiUrl, ...part },
	},
});

async function publish(
	options: INodeParameters = {},
	rest: Partial<ChatTriggerOptions> = {},
): Promise<RunningChatTrigger> {
	const trigger = await activateChatTrigger({
		credentials: credential(),
		parameters: { options },
		...rest,
	});
	running.push(trigger);
	return trigger;
}

/** Until robots know that somebody listens. */
async function hearing(isSo = true): Promise<void> {
	const { store } = await getRuntime();
	for (;;) {
		const said = await store.transaction(
			async ({ settings }) => await settings.beginningWith('listens '),
		);
		const isHeard = [...said.values()].some((value) => value.includes('"problem":null'));
		if (isHeard === isSo) return;
		await new Promise((resolve) => setImmediate(resolve));
	}
}

/** A conversation that waits, and what Repeat Until Replied puts out about it. */
async function aConversation(conversationKey = 'chat:1', name = 'Visitor15') {
	const { engine, storeId } = await getRuntime();
	await engine.track(SCOPE, [
		aMessage({ conversationKey, event: { kind: 'message.unreplied', visitor: { name } } }),
	]);
	const now = async () => {
		const [{ escalation, timeline }] = await engine.find({ conversationKey }, 1);
		return { ...escalation, timeline };
	};
	const { id } = await now();
	const named = { id, store: await storeId() };
	return {
		id,
		now,
		reminder: (number: number): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				reminder: { number, maximum: 4, idempotencyKey: `${id}:${number}` },
				escalation: { ...named, state: 'reminding', reminderCount: number - 1 },
			}),
		replied: (): IDataObject =>
			escalationItem({
				conversation: { key: conversationKey },
				escalation: { ...named, state: 'replied', reminderCount: 2, endedBy: 'Ann' },
			}),
	};
}

async function send(items: IDataObject[], channel = 'C1', options: INodeParameters = {}) {
	const sent = await runRobotNode(new SlackRobot(), {
		items,
		parameters: { authentication: 'app', channel, options },
		credentials: credential(),
	});
	return sent.map(({ json }) => String(json.ts));
}

/** What the channel has of a message now. */
const shown = (ts: string, channel = 'C1') => slack.messageNow(channel, ts)!;
function buttonsOf(ts: string, channel = 'C1'): string[] {
	const { attachments = [] } = shown(ts, channel).body;
	return attachments
		.flatMap(({ blocks = [] }: any) => blocks)
		.filter(({ type }: any) => type === 'actions')
		.flatMap(({ elements }: any) => elements.map(({ text }: any) => text.text));
}
const updated = async (ts: string, times = 1, channel = 'C1') =>
	await until(
		() =>
			slack
				.messagesOf(channel)
				.filter(({ method, body }) => method === 'chat.update' && body.ts === ts).length >= times,
	);
const press = async (ts: string, label: string, user = 'U1', channel = 'C1') =>
	await app.acknowledgement(app.pressIn(channel, ts, label, { user }));
const whispered = async (count = 1) => {
	await until(() => slack.whispers.length >= count);
	return slack.whispers.map(({ user, text }) => [user, text]);
};

describe('a reminder', () => {
	it('has buttons while a trigger of the app is published, and none before and after', async () => {
		const [one, two, three] = [
			await aConversation('chat:1'),
			await aConversation('chat:2'),
			await aConversation('chat:3'),
		];
		const [before] = await send([one.reminder(1)]);
		expect(buttonsOf(before)).toEqual([]);
		const trigger = await publish();
		await hearing();
		const [during] = await send([two.reminder(1)], 'C2');
		expect(buttonsOf(during, 'C2')).toEqual([ACKNOWLEDGE, SNOOZE, REPLIED]);
		await trigger.close();
		const [after] = await send([three.reminder(1)], 'C3');
		expect(buttonsOf(after, 'C3')).toEqual([]);
	});

	it('has its links where nobody listens, and no second button for the same where somebody does', async () => {
		const links = {
			acknowledge: 'https://n8n.example.com/a',
			snooze: 'https://n8n.example.com/s',
			snoozeMinutes: 30,
			markReplied: 'https://n8n.example.com/r',
			board: 'https://n8n.example.com/board',
		};
		const { reminder } = await aConversation();
		const linksOf = (ts: string, channel: string) =>
			shown(ts, channel)
				.body.attachments.flatMap(({ actions = [] }: any) => actions)
				.map(({ url }: any) => url.split('/').at(-1));
		const [before] = await send([{ ...reminder(1), links }]);
		expect(linksOf(before, 'C1')).toEqual(expect.arrayContaining(['a', 's', 'r', 'board']));
		await publish();
		await hearing();
		const [after] = await send([{ ...reminder(2), links }], 'C2');
		expect(linksOf(after, 'C2')).not.toEqual(expect.arrayContaining(['a']));
		expect(linksOf(after, 'C2')).toContain('board');
		expect(buttonsOf(after, 'C2')).toHaveLength(3);
	});

	it('shows by which code people call the conversation', async () => {
		const { id, reminder } = await aConversation();
		const [ts] = await send([reminder(1)]);
		expect(shown(ts).content).toContain(`#${codeOf(id)}`);
	});

	it('has no buttons while the app is not connected', async () => {
		await publish();
		await hearing();
		app.refuse('internal_error');
		app.drop();
		await hearing(false);
		const { reminder } = await aConversation();
		const [ts] = await send([reminder(1)]);
		expect(buttonsOf(ts)).toEqual([]);
	});

	it('tells nobody how to press in its place: the value is worth nothing in another message', async () => {
		const trigger = await publish();
		await hearing();
		const [one, two] = [await aConversation('chat:1'), await aConversation('chat:2')];
		const [first] = await send([one.reminder(1)]);
		const [second] = await send([two.reminder(1)], 'C2');
		const { attachments } = shown(first).body;
		const [{ value }] = attachments
			.flatMap(({ blocks = [] }: any) => blocks)
			.find(({ type }: any) => type === 'actions').elements;
		await app.acknowledgement(app.press({ value, channel: 'C2', message: second, user: 'U1' }));
		expect(await whispered()).toEqual([['U1', expect.stringContaining('another message')]]);
		expect((await one.now()).state).toBe('open');
		expect((await two.now()).state).toBe('open');
		await until(() => trigger.emitted.length === 1);
		expect(trigger.emitted).toMatchObject([
			{ answer: { outcome: 'refused', reason: 'otherMessage', by: { id: 'U1' } } },
		]);
	});
});

describe('a press', () => {
	it('acknowledges: the store knows who, the message says so, and the workflow starts', async () => {
		const trigger = await publish();
		await hearing();
		const { id, reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await press(ts, ACKNOWLEDGE);
		// Stored before it was acknowledged.
		expect(await now()).toMatchObject({
			state: 'acknowledged',
			lastHold: { kind: 'acknowledged', by: 'Ann' },
		});
		await updated(ts);
		expect(buttonsOf(ts)).toEqual([REPLIED]);
		expect(shown(ts).content).toMatch(/Ann is on it until \d\d:\d\d/);
		// All else is as it was.
		for (const said of ['Visitor15', 'Where is my order?', 'reminder 1 of 4']) {
			expect(shown(ts).content).toContain(said);
		}
		await until(() => trigger.emitted.length === 1);
		expect(trigger.emitted).toMatchObject([
			{
				answer: {
					outcome: 'done',
					action: 'acknowledge',
					minutes: 30,
					by: { id: 'U1', name: 'Ann', platform: 'Slack' },
					via: 'button',
					chatId: 'C1',
					messageId: ts,
				},
				change: 'acknowledged',
				changedBy: 'Ann',
				escalation: { id, state: 'acknowledged' },
			},
		]);
		// Whoever sees the message change is told nothing.
		expect(slack.whispers).toEqual([]);
	});

	it('of somebody who is called like a mention or a link mentions nobody and leads nowhere', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		const before = readSlack(shown(ts).body);
		await press(ts, ACKNOWLEDGE, 'U4');
		await updated(ts);
		const after = readSlack(shown(ts).body);
		expect(after.mentions).toEqual(before.mentions);
		expect(after.links).toEqual(before.links);
		expect(after.text).toContain('<!channel> & <https://evil.example|bank> is on it');
		expect((await now()).lastHold).toMatchObject({ byId: 'slack:U4' });
	});

	it('holds for as long as the trigger says', async () => {
		await publish({ snoozeMinutes: 90 });
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await press(ts, 'Snooze 1 h 30 min');
		const { heldUntil, lastHold } = await now();
		expect(heldUntil! - lastHold!.at).toBe(90 * 60_000);
		await updated(ts);
		expect(shown(ts).content).toMatch(/Snoozed until .* by Ann/);
	});

	it('ends the waiting, takes all buttons, and tells who comes later what the first did', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		const late = () => app.pressIn('C1', ts, REPLIED, { user: 'U2' });
		// Both have the message before their eyes.
		const first = app.pressIn('C1', ts, REPLIED, { user: 'U1' });
		const second = late();
		await app.acknowledgement(first);
		await app.acknowledgement(second);
		expect(await now()).toMatchObject({ state: 'replied', endedBy: 'Ann' });
		await updated(ts);
		expect(buttonsOf(ts)).toEqual([]);
		expect(shown(ts).content).toMatch(/Replied, says Ann, \d\d:\d\d/);
		expect(await whispered()).toEqual([['U2', expect.stringContaining('Replied, says Ann')]]);
	});

	it('of a second person takes over, and tells them from whom', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		const [one, two] = ['U1', 'U2'].map((user) => app.pressIn('C1', ts, ACKNOWLEDGE, { user }));
		await app.acknowledgement(one);
		await app.acknowledgement(two);
		expect((await now()).lastHold).toMatchObject({ by: 'Bob' });
		expect(await whispered()).toEqual([['U2', expect.stringMatching(/^Ann was on it until/)]]);
		await until(() => shown(ts).content.includes('Bob is on it'));
	});

	it('that is made twice counts once', async () => {
		const trigger = await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		const envelope = app.pressIn('C1', ts, ACKNOWLEDGE);
		await app.acknowledgement(envelope);
		app.repeat(envelope);
		await until(
			() => app.acknowledged.filter(({ envelope_id }) => envelope_id === envelope).length === 2,
		);
		await until(() => trigger.emitted.length > 0);
		const { timeline } = await now();
		expect(timeline.filter(({ what }) => what === 'acknowledged')).toHaveLength(1);
		expect(trigger.emitted).toHaveLength(1);
	});

	it.each([
		['a guest of the workspace', { user: 'U3' }, {}, 'Guests'],
		['somebody of another workspace', { user: 'U1', userTeam: 'T9' }, {}, 'Guests'],
		['somebody who may not', { user: 'U2' }, { mayAnswer: 'U1, U9' }, 'allow you'],
		['somebody in another chat', { user: 'U1' }, { chats: 'C9' }, 'this chat'],
	] as const)('of %s is refused, and nobody else is told', async (_, by, options, words) => {
		const trigger = await publish({ ...options });
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await app.acknowledgement(app.pressIn('C1', ts, ACKNOWLEDGE, by));
		expect(await whispered()).toEqual([[by.user, expect.stringContaining(words)]]);
		expect((await now()).state).toBe('open');
		await until(() => trigger.emitted.length === 1);
		expect(trigger.emitted[0]).toMatchObject({ answer: { outcome: 'refused' } });
		expect(buttonsOf(ts)).toHaveLength(3);
	});

	it('of a guest counts where they are allowed', async () => {
		await publish({ guests: 'allow' });
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await press(ts, ACKNOWLEDGE, 'U3');
		expect((await now()).lastHold).toMatchObject({ by: 'Guest' });
	});

	it('counts where Slack does not say who it was: by the name that came with it', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		slack.failures.push('missing_scope');
		await press(ts, ACKNOWLEDGE);
		expect((await now()).lastHold).toMatchObject({ by: 'ann' });
	});

	it('takes the buttons of older reminders when there is another', async () => {
		await publish();
		await hearing();
		const { reminder } = await aConversation();
		const [first] = await send([reminder(1)]);
		const [second] = await send([reminder(2)]);
		await press(second, ACKNOWLEDGE);
		await updated(first);
		await updated(second);
		expect(buttonsOf(first)).toEqual([]);
		expect(shown(first).content).not.toContain('is on it');
		expect(buttonsOf(second)).toEqual([REPLIED]);
	});

	it('in one thread: the first message is rewritten, and stays so', async () => {
		await publish();
		await hearing();
		const { reminder, replied } = await aConversation();
		const oneThread = { oneThread: true };
		const [first] = await send([reminder(1)], 'C1', oneThread);
		const [second] = await send([reminder(2)], 'C1', oneThread);
		expect(shown(second).body.thread_ts).toBe(first);
		await press(second, REPLIED);
		await updated(second);
		await send([replied()], 'C1', oneThread);
		await updated(first);
		expect(buttonsOf(first)).toEqual([]);
		expect(buttonsOf(second)).toEqual([]);
	});
});

describe('a word', () => {
	it.each([
		['我来', 'acknowledged'],
		['done', 'replied'],
		['45m', 'snoozed'],
		['I will look at the logs', 'acknowledged'],
	])('%j in the thread of a reminder makes it %s', async (text, state) => {
		await publish();
		const { reminder, now } = await aConversation();
		await aConversation('chat:2');
		const [ts] = await send([reminder(1)]);
		await app.acknowledgement(app.say({ text: `<@UBOT> ${text}`, thread: ts }));
		expect((await now()).state).toBe(state);
		expect(await whispered()).toEqual([['U1', expect.stringContaining('Visitor15')]]);
		expect(slack.whispers[0].thread).toBe(ts);
	});

	it('in the thread needs no mention; what people say elsewhere is not for us', async () => {
		const trigger = await publish();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		const elsewhere = app.say({ type: 'message', text: 'done', thread: '1503435956.999999' });
		await app.acknowledgement(elsewhere);
		expect((await now()).state).toBe('open');
		expect(trigger.emitted).toEqual([]);
		await app.acknowledgement(app.say({ type: 'message', text: 'on it', thread: ts }));
		expect((await now()).state).toBe('acknowledged');
	});

	it('that mentions the app is one, whichever of its two events comes first', async () => {
		const trigger = await publish();
		const { reminder, now } = await aConversation();
		await send([reminder(1)]);
		const word = { text: '<@UBOT> on it', ts: '1764500001.000001' };
		await app.acknowledgement(app.say({ ...word, type: 'message' }));
		await app.acknowledgement(app.say(word));
		expect((await now()).state).toBe('acknowledged');
		await until(() => trigger.emitted.length > 0);
		expect(trigger.emitted).toHaveLength(1);
	});

	it('finds its conversation by the code, and asks where several are meant', async () => {
		await publish();
		const [one, two] = [
			await aConversation('chat:1', 'Zhang San'),
			await aConversation('chat:2', 'Li Lei'),
		];
		await send([one.reminder(1), two.reminder(1)]);
		await app.acknowledgement(app.say({ text: '<@UBOT> done' }));
		const [[, asked]] = await whispered();
		for (const said of [codeOf(one.id), 'Zhang San', codeOf(two.id), 'Li Lei']) {
			expect(asked).toContain(said);
		}
		expect((await one.now()).state).toBe('open');
		await app.acknowledgement(app.say({ text: `<@UBOT> #${codeOf(two.id)} done` }));
		expect((await two.now()).state).toBe('replied');
		expect((await one.now()).state).toBe('open');
	});

	it('of the user counts as theirs', async () => {
		await publish({ markRepliedWords: 'all good, 妥了' });
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await app.acknowledgement(app.say({ text: '<@UBOT> all good!', thread: ts }));
		expect((await now()).state).toBe('replied');
	});

	it('who asks is told how it works, and who waits', async () => {
		await publish({ language: 'zh' });
		const { reminder } = await aConversation();
		await send([reminder(1)]);
		await app.acknowledgement(app.say({ text: '<@UBOT> 帮助' }));
		await app.acknowledgement(app.say({ text: '<@UBOT> 谁在等' }));
		const told = await whispered(2);
		expect(told.map(([, text]) => text)).toEqual([
			expect.stringContaining('已回复'),
			expect.stringContaining('Visitor15'),
		]);
	});

	it('in reply to a digest asks which one is meant', async () => {
		await publish();
		const all = await Promise.all(
			Array.from(
				{ length: 7 },
				async (_, index) => await aConversation(`chat:${index}`, `V${index}`),
			),
		);
		const [ts] = await send(all.map(({ reminder }) => reminder(1)));
		await app.acknowledgement(app.say({ text: '<@UBOT> on it', thread: ts }));
		const [[, asked]] = await whispered();
		expect(asked).toContain(codeOf(all[3].id));
		await app.acknowledgement(app.say({ text: `<@UBOT> on it #${codeOf(all[3].id)}`, thread: ts }));
		expect((await all[3].now()).state).toBe('acknowledged');
	});
});

describe('the trigger', () => {
	it.each([
		['a wrong app-level token', { appToken: 'xapp-1-A1-wrong' }, 'app-level token'],
		['a bot token in its place', { appToken: 'xoxb-wrong' }, 'xapp-'],
		['an app-level token as the bot’s', { botToken: 'xapp-1-A1-x' }, 'xoxb-'],
	])('cannot be published with %s, and says what to do', async (_, part, words) => {
		const publishing = publish({}, { credentials: credential(part) });
		const error = await publishing.catch((reason) => reason);
		expect(error.constructor.name).toBe('NodeOperationError');
		expect(error.message).toContain(words);
		expect(JSON.stringify({ ...error, message: error.message })).not.toContain('wrong');
	});

	it('stops no workflow when n8n starts: it tells n8n’s log and list of executions', async () => {
		app.refuse('token_revoked');
		const trigger = await publish({}, { activation: 'init' });
		await until(() => trigger.failed.length === 1);
		expect(trigger.failed[0].message).toContain('app-level token');
		expect(trigger.logged.filter(({ level }) => level === 'error')).toHaveLength(1);
	});

	it('is published while the network is away, and hears as soon as it is back', async () => {
		app.refuse('internal_error');
		const trigger = await publish();
		expect(trigger.logged.map(({ level }) => level)).toEqual(['warn']);
		app.refuse(undefined);
		await hearing();
		expect(trigger.logged.at(-1)).toMatchObject({ level: 'info' });
	});

	it('shows the next answer while the editor listens, and it counts', async () => {
		const trigger = await publish({}, { mode: 'manual' });
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		// Nobody is told that there are buttons: the editor listens for a moment.
		expect(buttonsOf(ts)).toEqual([]);
		await app.acknowledgement(app.say({ text: '<@UBOT> on it', thread: ts }));
		await until(() => trigger.emitted.length === 1);
		expect(trigger.emitted[0]).toMatchObject({ answer: { via: 'word', text: 'on it' } });
		expect((await now()).state).toBe('acknowledged');
	});

	it('has one connection with others of the same app, and each puts out what was said', async () => {
		const [one, other] = [await publish(), await publish({}, { nodeId: 'another' })];
		await hearing();
		expect(app.connections).toBe(1);
		const { reminder } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await press(ts, ACKNOWLEDGE);
		await until(() => one.emitted.length === 1 && other.emitted.length === 1);
		await updated(ts);
	});

	it('says when other programs connect as the same app', async () => {
		const opened = await fetch(`${app.apiUrl}/apps.connections.open`, {
			method: 'POST',
			headers: { authorization: `Bearer ${app.appToken}` },
		});
		const { url } = (await opened.json()) as { url: string };
		const foreign = new WebSocket(url);
		await app.connected(1);
		const trigger = await publish();
		expect(trigger.logged).toEqual([
			{ level: 'warn', message: expect.stringContaining('other connections (1)') },
		]);
		foreign.close();
	});
});
