import { answererIn, startDemoGroups, type DemoGroups } from '../../../scripts/demo/demoGroups.mts';
import { Demo } from '../../../scripts/demo/demo.mts';
import type { DemoN8n } from '../../../scripts/demo/demoN8n.mts';
import { slackDialect } from '../../../src/chatApps/slack/dialect';
import { watchedConnection, type Watched } from '../../support/chatApps/connected.mts';
import { postJson } from '../../support/robots/postJson.mts';
import { until } from '../../support/time/until.mts';

/* The group in which people answer, without n8n: in its place somebody listens who does nothing. */

const BLOCK = 'untilReplied';
const quiet: Partial<DemoN8n> = {
	board: async () => undefined,
	speak: async () => undefined,
	cancelAll: async () => undefined,
	setHours: async () => undefined,
	send: async () => true,
};

let groups: DemoGroups;
let demo: Demo;
let watched: Watched | undefined;

beforeEach(async () => {
	groups = await startDemoGroups();
	demo = new Demo(quiet as DemoN8n, groups, 'UTC');
});
afterEach(async () => {
	demo.stop();
	await watched?.connection.close();
	watched = undefined;
	await groups.stop();
});

/** What n8n asks of Slack. */
async function ask(method: string, body: object): Promise<any> {
	const { baseUrl, botToken } = groups.app.credential;
	const channel = groups.answering.robot;
	const headers = { authorization: `Bearer ${botToken}` };
	const answer = await postJson(`${baseUrl}/${method}`, { channel, ...body }, headers);
	expect(answer.body).toMatchObject({ ok: true });
	return answer.body;
}

const button = (value: string, label: string) => ({
	type: 'button',
	action_id: `${BLOCK}:${value}`,
	text: { type: 'plain_text', text: label, emoji: true },
	value,
});
const reminder = (buttons: object[], text = 'Emma waits') => ({
	text,
	blocks: [{ type: 'section', text: { type: 'mrkdwn', text } }],
	attachments:
		buttons.length === 0
			? []
			: [{ blocks: [{ type: 'actions', block_id: BLOCK, elements: buttons }] }],
});

async function listens(): Promise<Watched> {
	const { baseUrl, appToken } = groups.app.credential;
	watched = watchedConnection({ dialect: slackDialect({ baseUrl, appToken }) });
	const { states } = watched;
	await until(() => states.at(-1)?.is === 'ready');
	return watched;
}

/** As the page gets it. */
const shownNow = async (since = 0): Promise<any[]> =>
	JSON.parse(JSON.stringify((await demo.state(since, 'en')).shown));

it('draws what can be pressed as buttons, and what a message says from now on in its place', async () => {
	const { ts } = await ask('chat.postMessage', reminder([button('v1', "I'm on it")]));
	const [posted] = await shownNow();
	expect(posted).toMatchObject({ group: 'slack', message: ts });
	expect(posted.html).toMatch(/<button type="button" class="button" value="v1">I'm on it</);

	await ask('chat.update', { ts, ...reminder([], 'Sam is on it') });
	const [changed, ...more] = await shownNow(posted.revision);
	expect(more).toEqual([]);
	expect(changed.id).toBe(posted.id);
	expect(changed.revision).toBeGreaterThan(posted.revision);
	expect(changed.html).toContain('Sam is on it');
	expect(changed.html).not.toContain('<button');
	expect(await shownNow()).toHaveLength(1);
});

it('shows nothing of a message that was cleared away', async () => {
	const { ts } = await ask('chat.postMessage', reminder([button('v1', "I'm on it")]));
	await demo.startOver('en');
	await ask('chat.update', { ts, ...reminder([], 'Cancelled') });
	expect(await shownNow()).toEqual([]);
});

it('tells what is for one person alone from what all read', async () => {
	await ask('chat.postEphemeral', { user: answererIn('en'), text: 'Noted: &lt;b&gt; &amp; you' });
	const [told] = await shownNow();
	expect(told).toMatchObject({ group: 'slack', isWhisper: true });
	expect(told.html).toContain('Noted: &lt;b&gt; &amp; you');
});

it('takes nothing while nobody listens', async () => {
	const { ts } = await ask('chat.postMessage', reminder([button('v1', "I'm on it")]));
	const { revision } = (await shownNow())[0];
	expect((await demo.state(0, 'en')).isAnswering).toBe(false);
	expect(await demo.press(ts, 'v1', 'en')).toBe('notConnected');
	expect(await demo.say('on it', 'en')).toBe('notConnected');
	expect(await shownNow(revision)).toEqual([]);
});

it.each([
	['en', 'Sam'],
	['zh', '小李'],
] as const)('presses and writes as a person of the page in %s: %s', async (language, name) => {
	const { incoming } = await listens();
	expect((await demo.state(0, language)).isAnswering).toBe(true);
	const { ts } = await ask('chat.postMessage', reminder([button('v1', 'Mark as replied')]));
	const chat = groups.answering.robot;
	const id = answererIn(language);

	expect(await demo.press(ts, 'v2', language)).toBe('noButton');
	expect(await demo.press('1.2', 'v1', language)).toBe('noButton');
	expect(await demo.press(ts, 'v1', language)).toBe('done');
	expect(await demo.say('<!channel> #7KQ & 30m', language)).toBe('done');
	expect(incoming).toMatchObject([
		{ kind: 'press', chat, message: ts, value: 'v1', by: { id } },
		{ kind: 'word', chat, isToApp: true, repliesTo: [], by: { id } },
	]);
	expect((incoming[1] as { text: string }).text).toContain('<!channel> #7KQ & 30m');

	const written = (await shownNow()).at(-1);
	expect(written.html).toContain(`<span class="person">${name}</span>`);
	expect(written.html).toContain('&lt;!channel&gt; #7KQ &amp; 30m');
	expect(written).not.toHaveProperty('message');
});
