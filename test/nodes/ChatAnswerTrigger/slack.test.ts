import { answeringStage } from '../../support/chatApps/answeringStage.mts';
import { aConversation, hearing } from '../../support/chatApps/reminded.mts';
import { slackAnswers, type SlackAnsweringApp } from '../../support/chatApps/slack/answering.mts';
import type { FakeSlackApp } from '../../support/chatApps/slack/fakeSlackApp.mts';
import type { FakeSlack } from '../../support/robots/slack/fakeSlack.mts';
import { readSlack } from '../../support/robots/slack/view.mts';
import { until } from '../../support/time/until.mts';

/* What is Slack's own about answers in the chat; what all platforms do alike is in answers.test.ts. */

const ACKNOWLEDGE = "I'm on it";
const REPLIED = 'Mark as replied';

const stage = answeringStage('slack', slackAnswers.start);
const { credential, publish } = stage;
let workspace: SlackAnsweringApp;
let slack: FakeSlack;
let app: FakeSlackApp;
beforeEach(() => {
	workspace = stage.app;
	({ slack, app } = workspace);
});

const send: SlackAnsweringApp['send'] = async (...sent) => await workspace.send(...sent);
/** What the channel has of a message now. */
const shown = (ts: string) => slack.messageNow('C1', ts)!;
const buttonsOf = (ts: string) => workspace.buttonsOf(ts);
const updated = async (ts: string) => await until(() => workspace.changesOf(ts) >= 1);
const press = async (ts: string, label: string, user?: string) =>
	await app.acknowledgement(workspace.pressIn(ts, label, { user }));
const whispered = async (count = 1) => {
	await until(() => slack.whispers.length >= count);
	return slack.whispers.map(({ user, text }) => [user, text]);
};

describe('a press', () => {
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

	it('of a guest of the workspace, whom only Slack knows as such, is refused', async () => {
		await publish();
		await hearing();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await press(ts, ACKNOWLEDGE, 'U3');
		expect(await whispered()).toEqual([['U3', expect.stringContaining('Guests')]]);
		expect((await now()).state).toBe('open');
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
	it('in the thread of a reminder is answered there', async () => {
		await publish();
		const { reminder, now } = await aConversation();
		const [ts] = await send([reminder(1)]);
		await app.acknowledgement(app.say({ text: '<@UBOT> on it', thread: ts }));
		expect((await now()).state).toBe('acknowledged');
		await whispered();
		expect(slack.whispers[0].thread).toBe(ts);
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
