import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { FakeSlackApp } from '../support/chatApps/slack/fakeSlackApp.mts';
import { CHAT_ANSWER_TRIGGER, chatAnswerWorkflow } from '../support/n8n/chatAnswerWorkflow.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { getConversationWorkflow } from '../support/n8n/getConversationWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { ALWAYS_ONE_MORE, post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';
import { FakeSlack, type SlackReceived } from '../support/robots/slack/fakeSlack.mts';
import { linksOf } from '../support/robots/weCom/linksOf.mts';
import { unreplied } from '../support/sources/twtChat.mts';

const PACKAGE = 'n8n-nodes-until-replied';
const BOT_TOKEN = 'xoxb-good';
const CHANNEL = 'C0123456789';
const ON_IT = "I'm on it";
const SNOOZE = 'Snooze 30 min';
const REPLIED = 'Mark as replied';

/* People answer reminders in Slack, which knows nothing of n8n's address. */

describe('Answers in Slack', () => {
	let stage: Stage;
	let editor: Editor;
	let slack: FakeSlack;
	let app: FakeSlackApp;
	let credential: string;
	let listening: { id: string; versionId: string };
	let main: PublishedWorkflow;
	let boardUrl: string;
	let lookUp: string;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true, env: { GENERIC_TIMEZONE: 'Asia/Shanghai' } });
		slack = await FakeSlack.start({
			bots: [{ token: BOT_TOKEN, scopes: ['chat:write', 'users:read'] }],
			channels: [{ id: CHANNEL }],
			users: [
				{ id: 'U1', name: 'Ann' },
				{ id: 'U2', name: 'Bob' },
				{ id: 'U3', name: 'Guest', isGuest: true },
			],
		});
		app = await FakeSlackApp.start(0, slack);
		credential = await createCredential('Slack app', app.appToken);
		listening = await stage.api.createWorkflow(chatAnswerWorkflow(credential));
		await stage.api.publish(listening);
		main = await stage.publish({
			policy: {
				...ALWAYS_ONE_MORE,
				remindEvery: 1,
				remindEveryUnit: 'hours',
				firstReminderAfter: 1,
				options: optionGroups({ links: { show: 'always' } }),
			},
			change: (workflow, nodeNamed) => {
				for (const name of ['Service group', 'Service group: handled']) {
					Object.assign(nodeNamed(name), {
						type: `${PACKAGE}.slackRobot`,
						parameters: { authentication: 'app', channel: CHANNEL },
						credentials: { slackAppApi: { id: credential, name: 'Slack app' } },
					});
				}
				// The lead reads it in WeCom, with links.
				const outputs = (workflow.connections as any)['Repeat Until Replied'].main;
				outputs[0].push({ node: 'Manager group', type: 'main', index: 0 });
			},
		});
		({ url: boardUrl } = await stage.boardLink());
		lookUp = randomUUID();
		await stage.api.publish(await stage.api.createWorkflow(getConversationWorkflow(lookUp)));
		editor = await Editor.open(stage.n8n.url);
	});
	after(async () => {
		await editor?.close();
		await stage?.stop();
		await app?.stop();
		await slack?.stop();
	});

	const createCredential = async (name: string, appToken: string) =>
		await stage.api.createCredential(name, 'slackAppApi', {
			botToken: BOT_TOKEN,
			appToken,
			baseUrl: app.apiUrl,
		});

	/** A customer writes; gives what the channel reads of it. */
	async function remindedOf(visitor: string): Promise<SlackReceived> {
		const body = unreplied({ visitor_name: visitor });
		await until('the event is accepted', async () => (await main.send(body)).body.accepted === 1);
		return await until('a reminder in the channel', () =>
			slack
				.messagesOf(CHANNEL)
				.find(({ method, content }) => method === 'chat.postMessage' && content.includes(visitor)),
		);
	}

	const now = ({ body }: SlackReceived) => slack.messageNow(CHANNEL, body.ts)!;
	const says = async (message: SlackReceived, words: RegExp) =>
		await until(`the message says ${words.source}`, () => words.test(now(message).content));
	const press = async (message: SlackReceived, label: string, user = 'U1') =>
		await app.acknowledgement(app.pressIn(CHANNEL, message.body.ts, label, { user }));
	/** What the lead reads in WeCom. */
	const cardOf = async (visitor: string) => await until('the card', () => main.manager(visitor)[0]);
	const board = async () => (await (await fetch(`${boardUrl}&data=1`)).json()) as any;
	const rowOf = (rows: any[], visitor: string) => rows.find(({ who }) => who === visitor);
	const itemOf = async (words: RegExp) =>
		await until(`an execution with ${words.source}`, async () => {
			for (const { id } of await stage.api.executions(listening.id)) {
				const { data } = await stage.api.execution(id);
				if (words.test(JSON.stringify(data))) return data;
			}
			return undefined;
		});
	/** What the operation Get knows of a customer. */
	async function known(visitor: string): Promise<any> {
		const conversationKey = `twt:test:name=${visitor}`;
		const url = `${stage.n8n.url}/webhook/${lookUp}`;
		return (await post(url, JSON.stringify({ conversationKey }))).body;
	}

	it('are offered by the panel, whose credential is tested without a connection', async () => {
		const { attempts } = app;
		const tested = await stage.api.testCredential({
			id: credential,
			name: 'Slack app',
			type: 'slackAppApi',
			data: { botToken: BOT_TOKEN, appToken: app.appToken, baseUrl: app.apiUrl },
		});
		assert.equal(tested.status, 'OK', tested.message);
		assert.equal(app.attempts, attempts);
		await editor.page.setViewportSize({ width: 1440, height: 1100 });
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${listening.id}`);
		const panel = await editor.openPanel(CHAT_ANSWER_TRIGGER);
		await panel.getByText('n8n connects to the platform').first().waitFor();
		await editor.takePicture('chat-answer-trigger');
		await editor.closePanel();
	});

	it('by a button are on the board, on the page, in the history and in the message', async () => {
		const message = await remindedOf('Pressed.');
		await press(message, ON_IT);
		await says(message, /Ann is on it until/);
		assert.throws(() => app.pressIn(CHANNEL, message.body.ts, ON_IT), /no button/);

		const { waiting } = await board();
		assert.equal(rowOf(waiting, 'Pressed.').hold.by, 'Ann');
		assert.equal(rowOf(waiting, 'Pressed.').hold.kind, 'acknowledged');

		const card = await cardOf('Pressed.');
		const page = await fetch(linksOf(card.body).get(ON_IT)!);
		assert.match(await page.text(), /Ann/);

		const { timeline, lastHold } = await known('Pressed.');
		assert.equal(lastHold.by, 'Ann');
		const entry = timeline.find(({ what }: any) => what === 'acknowledged');
		assert.equal(entry.actor, 'Ann');
		assert.equal(entry.actorId, 'slack:U1');
		await itemOf(/Pressed\.[^]*slack:U1|slack:U1[^]*Pressed\./);
	});

	it('by a word end it, and whoever presses later is told who did', async () => {
		const message = await remindedOf('Said.');
		const { value } = buttonsOf(now(message).body).get(SNOOZE)!;
		const { ts } = message.body;
		const said = { text: '<@UBOT> 已回复', user: 'U2', channel: CHANNEL, thread: ts };
		await app.acknowledgement(app.say(said));
		// Ann's screen still shows the button.
		await app.acknowledgement(app.press({ value, channel: CHANNEL, message: ts, user: 'U1' }));
		await says(message, /Replied, says Bob/);
		await until('Ann is told', () =>
			slack.whispers.some(({ user, text }) => user === 'U1' && /Replied, says Bob/.test(text)),
		);
		const { waiting, ended } = await board();
		assert.equal(rowOf(waiting, 'Said.'), undefined);
		assert.equal(rowOf(ended, 'Said.').by, 'Bob');
	});

	it('of a second person take over, and they are told from whom', async () => {
		const message = await remindedOf('Taken.');
		const { value } = buttonsOf(now(message).body).get(ON_IT)!;
		await press(message, ON_IT, 'U1');
		// Bob's screen still shows the button.
		await app.acknowledgement(
			app.press({ value, channel: CHANNEL, message: message.body.ts, user: 'U2' }),
		);
		await says(message, /Bob is on it until/);
		await until('Bob is told', () =>
			slack.whispers.some(({ user, text }) => user === 'U2' && /Ann was on it/.test(text)),
		);
	});

	it('elsewhere change the message, too', async () => {
		const message = await remindedOf('Elsewhere.');
		const card = await cardOf('Elsewhere.');
		const { status } = await post(linksOf(card.body).get(REPLIED)!, 'name=Cleo', {
			'content-type': 'application/x-www-form-urlencoded',
		});
		assert.equal(status, 200);
		await says(message, /Replied, says Cleo/);
		assert.equal(buttonsOf(now(message).body).size, 0);
	});

	it('of guests are refused, and nobody else sees it', async () => {
		const message = await remindedOf('Guarded.');
		await press(message, REPLIED, 'U3');
		await until('the guest is told', () =>
			slack.whispers.some(({ user, text }) => user === 'U3' && /Guests cannot/.test(text)),
		);
		assert.ok(rowOf((await board()).waiting, 'Guarded.'));
		assert.ok(buttonsOf(now(message).body).has(REPLIED));
	});

	it('cannot come with a wrong token, and publishing says so', async () => {
		const wrong = await createCredential('Wrong', 'xapp-1-A0-wrong');
		const created = await stage.api.createWorkflow(chatAnswerWorkflow(wrong));
		await assert.rejects(stage.api.publish(created), /app-level token/i);
	});

	it('are told by links once nobody listens', async () => {
		await stage.api.unpublish(listening.id);
		const message = await remindedOf('Unheard.');
		assert.equal(buttonsOf(now(message).body).size, 0);
		assert.match(JSON.stringify(now(message).body), new RegExp(ON_IT));
	});
});

/** The buttons of a message that people press, by what they say. */
function buttonsOf({ attachments = [] }: any): Map<string, { value: string }> {
	const elements = attachments
		.flatMap(({ blocks = [] }: any) => blocks)
		.filter(({ type }: any) => type === 'actions')
		.flatMap((block: any) => block.elements);
	return new Map(elements.map((one: any) => [one.text.text, one]));
}
