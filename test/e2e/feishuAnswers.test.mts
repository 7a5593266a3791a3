import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { FakeFeishuApp, feishuButtons } from '../support/chatApps/feishu/fakeFeishuApp.mts';
import {
	CHAT_ENV,
	ON_IT,
	REPLIED,
	SNOOZE,
	startChatStage,
	type ChatStage,
} from '../support/n8n/chatStage.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { Stage } from '../support/n8n/stage.mts';
import { FakeFeishuApi, type FeishuAppMessage } from '../support/robots/feishu/fakeFeishuApi.mts';

const CHAT = 'oc_a0553eda9014c201e6969b478895c230';

/* People answer reminders in Feishu, which knows nothing of n8n's address. */

describe('Answers in Feishu', () => {
	let stage: Stage;
	let api: FakeFeishuApi;
	let app: FakeFeishuApp;
	let chat: ChatStage;

	before(async () => {
		stage = await Stage.start({ env: CHAT_ENV });
		api = await FakeFeishuApi.start({
			chats: [{ id: CHAT, name: '售后支持群' }],
			users: [
				{ id: 'ou_ann', name: 'Ann' },
				{ id: 'ou_bob', name: 'Bob' },
			],
		});
		app = await FakeFeishuApp.start(0, api);
		chat = await startChatStage(stage, {
			platform: 'feishu',
			robot: 'feishuRobot',
			credentialType: 'feishuAppApi',
			data: { appId: api.appId, appSecret: api.appSecret, customBaseUrl: app.url },
			parameters: {
				authentication: 'app',
				chat: { __rl: true, mode: 'list', value: CHAT, cachedResultName: '售后支持群' },
			},
		});
	});
	after(async () => {
		await stage?.stop();
		await app?.stop();
		await api?.stop();
	});

	/** A customer writes; gives what the group reads of it. */
	const remindedOf = async (visitor: string): Promise<FeishuAppMessage> =>
		await chat.reminded(visitor, () =>
			api.messagesOf(CHAT).find(({ id }) => api.contentOf(id).includes(visitor)),
		);
	const says = async ({ id }: FeishuAppMessage, words: RegExp) =>
		await until(`the card says ${words.source}`, () => words.test(api.contentOf(id)));
	const buttonsOf = ({ id }: FeishuAppMessage) =>
		feishuButtons(api.message(id).body.card).map(({ text }) => text);

	it('come by an app whose credential is tested without a connection or a message', async () => {
		const { attempts } = app;
		const tested = await chat.testCredential();
		assert.equal(tested.status, 'OK', tested.message);
		assert.equal(app.attempts, attempts);
		assert.deepEqual(api.messages, []);
	});

	it('are for groups that the panel of the robot lists', async () => {
		assert.deepEqual(await chat.listedChats(), [{ name: '售后支持群', value: CHAT }]);
	});

	it('by a button are on the board, in the history and in the card', async () => {
		const message = await remindedOf('Pressed.');
		assert.deepEqual(buttonsOf(message), [ON_IT, SNOOZE, REPLIED]);
		const answered = await app.acknowledgement(app.pressIn(message.id, ON_IT, { user: 'ou_ann' }));
		// Whoever pressed sees it with the answer itself.
		assert.equal(answered.code, 200);
		assert.match(JSON.stringify(answered.shown.card.data), /Ann is on it until/);
		await says(message, /Ann is on it until/);
		assert.deepEqual(buttonsOf(message), [REPLIED]);

		const { hold } = (await chat.rowsOf('Pressed.')).waiting;
		assert.equal(hold.by, 'Ann');
		assert.equal(hold.kind, 'acknowledged');
		assert.equal((await chat.known('Pressed.')).lastHold.by, 'Ann');
		assert.deepEqual(await chat.acknowledgedBy('Pressed.'), {
			actor: 'Ann',
			actorId: 'feishu:ou_ann',
		});
		await chat.hasPutOut(/ou_ann/);
	});

	it('by a word in reply end it, and whoever presses later is told who did', async () => {
		const message = await remindedOf('Said.');
		const [{ value }] = feishuButtons(api.message(message.id).body.card);
		await app.acknowledgement(
			app.say({ text: '@robot 已回复', user: 'ou_bob', chat: CHAT, parent: message.id }),
		);
		// Ann's screen still shows the button.
		await app.acknowledgement(
			app.press({ value, chat: CHAT, message: message.id, user: 'ou_ann' }),
		);
		await says(message, /Replied, says Bob/);
		assert.deepEqual(buttonsOf(message), []);
		const told = ({ user, content }: { user: string; content: string }) =>
			user === 'ou_ann' && /Replied, says Bob/.test(content);
		await until('Ann is told', () => app.toasts.some(told));
		const { waiting, ended } = await chat.rowsOf('Said.');
		assert.equal(waiting, undefined);
		assert.equal(ended.by, 'Bob');
	});

	it('elsewhere change the card, too', async () => {
		const message = await remindedOf('Elsewhere.');
		assert.equal(await chat.answerByLink('Elsewhere.', REPLIED, 'Cleo'), 200);
		await says(message, /Replied, says Cleo/);
		assert.deepEqual(buttonsOf(message), []);
	});

	it('of another company are refused, and nobody else sees it', async () => {
		const message = await remindedOf('Guarded.');
		const by = { user: 'ou_guest', userTenant: 'tenant2' };
		await app.acknowledgement(app.pressIn(message.id, REPLIED, by));
		await until('the guest is told', () =>
			app.toasts.some(({ user, content }) => user === 'ou_guest' && /Guests cannot/.test(content)),
		);
		assert.ok((await chat.rowsOf('Guarded.')).waiting);
		assert.ok(buttonsOf(message).includes(REPLIED));
	});

	it('are told by links once nobody listens', async () => {
		await chat.stopListening();
		const message = await remindedOf('Unheard.');
		assert.deepEqual(buttonsOf(message), []);
		assert.match(JSON.stringify(api.message(message.id).body), new RegExp(ON_IT));
	});
});
