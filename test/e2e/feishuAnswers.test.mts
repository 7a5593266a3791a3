import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { FakeFeishuApp, feishuButtons } from '../support/chatApps/feishu/fakeFeishuApp.mts';
import { getConversationWorkflow } from '../support/n8n/getConversationWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { ALWAYS_ONE_MORE, post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';
import { FakeFeishuApi, type FeishuAppMessage } from '../support/robots/feishu/fakeFeishuApi.mts';
import { linksOf } from '../support/robots/weCom/linksOf.mts';
import { unreplied } from '../support/sources/twtChat.mts';

const PACKAGE = 'n8n-nodes-until-replied';
const CHAT = 'oc_a0553eda9014c201e6969b478895c230';
const ON_IT = "I'm on it";
const SNOOZE = 'Snooze 30 min';
const REPLIED = 'Mark as replied';

/* People answer reminders in Feishu, which knows nothing of n8n's address. */

describe('Answers in Feishu', () => {
	let stage: Stage;
	let api: FakeFeishuApi;
	let app: FakeFeishuApp;
	let credential: string;
	let listening: { id: string; versionId: string };
	let main: PublishedWorkflow;
	let boardUrl: string;
	let lookUp: string;

	before(async () => {
		stage = await Stage.start({ env: { GENERIC_TIMEZONE: 'Asia/Shanghai' } });
		api = await FakeFeishuApi.start({
			chats: [{ id: CHAT, name: '售后支持群' }],
			users: [
				{ id: 'ou_ann', name: 'Ann' },
				{ id: 'ou_bob', name: 'Bob' },
			],
		});
		app = await FakeFeishuApp.start(0, api);
		credential = await stage.api.createCredential('Feishu app', 'feishuAppApi', fields());
		listening = await stage.api.createWorkflow({
			name: 'Answers',
			nodes: [
				{
					id: randomUUID(),
					name: 'Chat Answer Trigger',
					type: `${PACKAGE}.chatAnswerTrigger`,
					typeVersion: 1,
					position: [0, 0],
					parameters: { platform: 'feishu' },
					credentials: { feishuAppApi: { id: credential, name: 'Feishu app' } },
				},
			],
			connections: {},
		});
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
						type: `${PACKAGE}.feishuRobot`,
						parameters: robotParameters,
						credentials: { feishuAppApi: { id: credential, name: 'Feishu app' } },
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
	});
	after(async () => {
		await stage?.stop();
		await app?.stop();
		await api?.stop();
	});

	const robotParameters = {
		authentication: 'app',
		chat: { __rl: true, mode: 'list', value: CHAT, cachedResultName: '售后支持群' },
	};
	const fields = () => ({ appId: api.appId, appSecret: api.appSecret, customBaseUrl: app.url });

	/** A customer writes; gives what the group reads of it. */
	async function remindedOf(visitor: string): Promise<FeishuAppMessage> {
		const body = unreplied({ visitor_name: visitor });
		await until('the event is accepted', async () => (await main.send(body)).body.accepted === 1);
		return await until('a reminder in the group', () =>
			api.messagesOf(CHAT).find(({ id }) => api.contentOf(id).includes(visitor)),
		);
	}

	const says = async ({ id }: FeishuAppMessage, words: RegExp) =>
		await until(`the card says ${words.source}`, () => words.test(api.contentOf(id)));
	const buttonsOf = ({ id }: FeishuAppMessage) =>
		feishuButtons(api.message(id).body.card).map(({ text }) => text);
	const board = async () => (await (await fetch(`${boardUrl}&data=1`)).json()) as any;
	const rowOf = (rows: any[], visitor: string) => rows.find(({ who }) => who === visitor);
	/** What the operation Get knows of a customer. */
	async function known(visitor: string): Promise<any> {
		const conversationKey = `twt:test:name=${visitor}`;
		const url = `${stage.n8n.url}/webhook/${lookUp}`;
		return (await post(url, JSON.stringify({ conversationKey }))).body;
	}

	it('come by an app whose credential is tested without a connection or a message', async () => {
		const { attempts } = app;
		const tested = await stage.api.testCredential({
			id: credential,
			name: 'Feishu app',
			type: 'feishuAppApi',
			data: fields(),
		});
		assert.equal(tested.status, 'OK', tested.message);
		assert.equal(app.attempts, attempts);
		assert.deepEqual(api.messages, []);
	});

	it('are for groups that the panel of the robot lists', async () => {
		const listed = await stage.api.call(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: 'parameters.chat',
				methodName: 'searchChats',
				nodeTypeAndVersion: { name: `${PACKAGE}.feishuRobot`, version: 1 },
				currentNodeParameters: robotParameters,
				credentials: { feishuAppApi: { id: credential, name: 'Feishu app' } },
			},
		);
		assert.deepEqual(listed.results, [{ name: '售后支持群', value: CHAT }]);
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

		const { hold } = rowOf((await board()).waiting, 'Pressed.');
		assert.equal(hold.by, 'Ann');
		assert.equal(hold.kind, 'acknowledged');
		const { timeline, lastHold } = await known('Pressed.');
		assert.equal(lastHold.by, 'Ann');
		const entry = timeline.find(({ what }: any) => what === 'acknowledged');
		assert.equal(entry.actor, 'Ann');
		assert.equal(entry.actorId, 'feishu:ou_ann');
		await until('one item says so', async () => {
			for (const { id } of await stage.api.executions(listening.id)) {
				const { data } = await stage.api.execution(id);
				if (/ou_ann/.test(JSON.stringify(data))) return true;
			}
			return false;
		});
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
		const { waiting, ended } = await board();
		assert.equal(rowOf(waiting, 'Said.'), undefined);
		assert.equal(rowOf(ended, 'Said.').by, 'Bob');
	});

	it('elsewhere change the card, too', async () => {
		const message = await remindedOf('Elsewhere.');
		const card = await until('the card in WeCom', () => main.manager('Elsewhere.')[0]);
		const { status } = await post(linksOf(card.body).get(REPLIED)!, 'name=Cleo', {
			'content-type': 'application/x-www-form-urlencoded',
		});
		assert.equal(status, 200);
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
		assert.ok(rowOf((await board()).waiting, 'Guarded.'));
		assert.ok(buttonsOf(message).includes(REPLIED));
	});

	it('are told by links once nobody listens', async () => {
		await stage.api.unpublish(listening.id);
		const message = await remindedOf('Unheard.');
		assert.deepEqual(buttonsOf(message), []);
		assert.match(JSON.stringify(api.message(message.id).body), new RegExp(ON_IT));
	});
});
