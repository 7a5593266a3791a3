import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { FakeSlackApp } from '../support/chatApps/slack/fakeSlackApp.mts';
import { CHAT_ANSWER_TRIGGER, chatAnswerWorkflow } from '../support/n8n/chatAnswerWorkflow.mts';
import {
	CHAT_ENV,
	ON_IT,
	REPLIED,
	SNOOZE,
	startChatStage,
	type ChatStage,
} from '../support/n8n/chatStage.mts';
import { Editor, takePicturesOfFailures } from '../support/n8n/editor.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { Stage } from '../support/n8n/stage.mts';
import { FakeSlack, type SlackReceived } from '../support/robots/slack/fakeSlack.mts';

const BOT_TOKEN = 'xoxb-good';
const CHANNEL = 'C0123456789';

/* People answer reminders in Slack, which knows nothing of n8n's address. */

describe('Answers in Slack', () => {
	let stage: Stage;
	let editor: Editor;
	let slack: FakeSlack;
	let app: FakeSlackApp;
	let chat: ChatStage;

	takePicturesOfFailures(() => editor);
	before(async () => {
		stage = await Stage.start({ hasEditor: true, env: CHAT_ENV });
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
		chat = await startChatStage(stage, {
			platform: 'slack',
			robot: 'slackRobot',
			credentialType: 'slackAppApi',
			data: credentialOf(app.appToken),
			parameters: { authentication: 'app', channel: CHANNEL },
		});
		editor = await Editor.open(stage.n8n.url);
	});
	after(async () => {
		await editor?.close();
		await stage?.stop();
		await app?.stop();
		await slack?.stop();
	});

	const credentialOf = (appToken: string) => ({
		botToken: BOT_TOKEN,
		appToken,
		baseUrl: app.apiUrl,
	});

	/** A customer writes; gives what the channel reads of it. */
	const remindedOf = async (visitor: string): Promise<SlackReceived> =>
		await chat.reminded(visitor, () =>
			slack
				.messagesOf(CHANNEL)
				.find(({ method, content }) => method === 'chat.postMessage' && content.includes(visitor)),
		);
	const now = ({ body }: SlackReceived) => slack.messageNow(CHANNEL, body.ts)!;
	const says = async (message: SlackReceived, words: RegExp) =>
		await until(`the message says ${words.source}`, () => words.test(now(message).content));
	const press = async (message: SlackReceived, label: string, user = 'U1') =>
		await app.acknowledgement(app.pressIn(CHANNEL, message.body.ts, label, { user }));

	it('are offered by the panel, whose credential is tested without a connection', async () => {
		const { attempts } = app;
		const tested = await chat.testCredential();
		assert.equal(tested.status, 'OK', tested.message);
		assert.equal(app.attempts, attempts);
		await editor.page.setViewportSize({ width: 1440, height: 1100 });
		await editor.openWorkflow(`${stage.n8n.url}/workflow/${chat.listening.id}`);
		const panel = await editor.openPanel(CHAT_ANSWER_TRIGGER);
		await panel.getByText('n8n connects to the platform').first().waitFor();
		await panel.getByTestId('parameter-input-platform').waitFor();
		await editor.takePicture('chat-answer-trigger');
		await editor.closePanel();
	});

	it('by a button are on the board, on the page, in the history and in the message', async () => {
		const message = await remindedOf('Pressed.');
		await press(message, ON_IT);
		await says(message, /Ann is on it until/);
		assert.throws(() => app.pressIn(CHANNEL, message.body.ts, ON_IT), /no button/);

		const { hold } = (await chat.rowsOf('Pressed.')).waiting;
		assert.equal(hold.by, 'Ann');
		assert.equal(hold.kind, 'acknowledged');

		const page = await fetch((await chat.linksAbout('Pressed.')).get(ON_IT)!);
		assert.match(await page.text(), /Ann/);

		assert.equal((await chat.known('Pressed.')).lastHold.by, 'Ann');
		assert.deepEqual(await chat.acknowledgedBy('Pressed.'), { actor: 'Ann', actorId: 'slack:U1' });
		await chat.hasPutOut(/Pressed\.[^]*slack:U1|slack:U1[^]*Pressed\./);
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
		const { waiting, ended } = await chat.rowsOf('Said.');
		assert.equal(waiting, undefined);
		assert.equal(ended.by, 'Bob');
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
		assert.equal(await chat.answerByLink('Elsewhere.', REPLIED, 'Cleo'), 200);
		await says(message, /Replied, says Cleo/);
		assert.equal(buttonsOf(now(message).body).size, 0);
	});

	it('of guests are refused, and nobody else sees it', async () => {
		const message = await remindedOf('Guarded.');
		await press(message, REPLIED, 'U3');
		await until('the guest is told', () =>
			slack.whispers.some(({ user, text }) => user === 'U3' && /Guests cannot/.test(text)),
		);
		assert.ok((await chat.rowsOf('Guarded.')).waiting);
		assert.ok(buttonsOf(now(message).body).has(REPLIED));
	});

	it('cannot come with a wrong token, and publishing says so', async () => {
		const data = credentialOf('xapp-1-A0-wrong');
		const wrong = await stage.api.createCredential('Wrong', 'slackAppApi', data);
		const created = await stage.api.createWorkflow(chatAnswerWorkflow(wrong));
		await assert.rejects(stage.api.publish(created), /app-level token/i);
	});

	it('are told by links once nobody listens', async () => {
		await chat.stopListening();
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
