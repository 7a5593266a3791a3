import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { buttonsOf, FakeDingTalkApp } from '../support/chatApps/dingTalk/fakeDingTalkApp.mts';
import { FakeWeComRobot } from '../support/chatApps/weCom/fakeWeComRobot.mts';
import { chatAnswerWorkflow } from '../support/n8n/chatAnswerWorkflow.mts';
import { PACKAGE } from '../support/n8n/demoWorkflow.mts';
import { getConversationWorkflow } from '../support/n8n/getConversationWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { ALWAYS_ONE_MORE, post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { optionGroups } from '../support/nodes/optionGroups.mts';
import { FakeDingTalkApi } from '../support/robots/dingTalk/fakeDingTalkApi.mts';
import { unreplied } from '../support/sources/twtChat.mts';

const ON_IT = "I'm on it";
const SNOOZE = 'Snooze 30 min';
const REPLIED = 'Mark as replied';
const ANN = 'ann';

/** An app or a smart robot, and one group of it. */
interface Played {
	credential: Record<string, unknown>;
	chat: string;
	/** Gives the id of the latest message with these words. */
	find(words: string): string | undefined;
	contentOf(message: string): string;
	buttonsOf(message: string): string[];
	/** Resolves when the platform was answered. */
	press(message: string, label: string): Promise<unknown>;
	say(text: string): Promise<unknown>;
	/** What the group was told as an answer to words. */
	told(): string[];
	attempts(): number;
	stop(): Promise<void>;
}

interface Platform {
	/** The name of the trigger's choice. */
	name: string;
	robot: string;
	credentialType: string;
	authentication: string;
	start(): Promise<Played>;
}

const weCom: Platform = {
	name: 'weCom',
	robot: 'weComRobot',
	credentialType: 'weComSmartRobotApi',
	authentication: 'smartRobot',
	async start() {
		const robot = await FakeWeComRobot.start();
		const chat = 'wr1';
		const contentOf = (id: string) => {
			const { card, body } = robot.message(id);
			return JSON.stringify(card ?? body);
		};
		return {
			credential: {
				botId: robot.botId,
				secret: robot.secret,
				robotName: 'robot',
				socketUrl: robot.socketUrl,
				baseUrl: robot.url,
			},
			chat,
			find: (words) => robot.messages.findLast(({ id }) => contentOf(id).includes(words))?.id,
			contentOf,
			buttonsOf: (id) =>
				(robot.message(id).card?.button_list ?? []).map(({ text }: { text: string }) => text),
			press: async (id, label) => await robot.answerTo(robot.pressIn(id, label, ANN)),
			say: async (text) =>
				await robot.answerTo(robot.say({ text: `@robot ${text}`, user: ANN, chat })),
			told: () => robot.replies.map(({ text }) => text),
			attempts: () => robot.attempts,
			stop: async () => await robot.stop(),
		};
	},
};

const dingTalk: Platform = {
	name: 'dingTalk',
	robot: 'dingTalkRobot',
	credentialType: 'dingTalkAppApi',
	authentication: 'app',
	async start() {
		const chat = 'cid1==';
		const api = await FakeDingTalkApi.start({
			groups: [{ id: chat }],
			staff: [{ id: ANN, name: ANN }],
		});
		const app = await FakeDingTalkApp.start(0, api);
		return {
			credential: {
				clientId: app.clientId,
				clientSecret: app.clientSecret,
				customBaseUrl: app.url,
				cardTemplateId: api.templates[0],
			},
			chat,
			find: (words) =>
				api.cards.findLast(({ variables }) => JSON.stringify(variables).includes(words))?.id,
			contentOf: (id) => JSON.stringify(api.card(id).variables),
			buttonsOf: (id) => buttonsOf(api.card(id).variables).map(({ text }) => text),
			press: async (id, label) => await app.answerTo(app.pressIn(id, label, { user: ANN })),
			say: async (text) => await app.answerTo(app.say({ text, staff: ANN, name: ANN, chat })),
			told: () => api.replies.map(({ text }) => text),
			attempts: () => app.attempts,
			async stop() {
				await app.stop();
				await api.stop();
			},
		};
	},
};

/* People answer reminders in WeCom and DingTalk, of which the first sends by the same connection only. */

for (const platform of [weCom, dingTalk]) {
	describe(`Answers by a robot: ${platform.name}`, () => {
		let stage: Stage;
		let played: Played;
		let credential: string;
		let listening: { id: string; versionId: string };
		let main: PublishedWorkflow;
		let boardUrl: string;
		let lookUp: string;

		before(async () => {
			stage = await Stage.start({ env: { GENERIC_TIMEZONE: 'Asia/Shanghai' } });
			played = await platform.start();
			credential = await stage.api.createCredential(
				'App',
				platform.credentialType,
				played.credential,
			);
			const { name, credentialType } = platform;
			listening = await stage.api.createWorkflow(
				chatAnswerWorkflow(credential, {}, { platform: name, credentialType }),
			);
			await stage.api.publish(listening);
			main = await stage.publish({
				policy: {
					...ALWAYS_ONE_MORE,
					remindEvery: 1,
					remindEveryUnit: 'hours',
					firstReminderAfter: 1,
					options: optionGroups({ links: { show: 'always' } }),
				},
				change: (_workflow, nodeNamed) => {
					for (const group of ['Service group', 'Service group: handled']) {
						Object.assign(nodeNamed(group), {
							type: `${PACKAGE}.${platform.robot}`,
							parameters: robotParameters(),
							credentials: { [credentialType]: { id: credential, name: 'App' } },
						});
					}
				},
			});
			({ url: boardUrl } = await stage.boardLink());
			lookUp = randomUUID();
			await stage.api.publish(await stage.api.createWorkflow(getConversationWorkflow(lookUp)));
		});
		after(async () => {
			await stage?.stop();
			await played?.stop();
		});

		const robotParameters = () => ({
			authentication: platform.authentication,
			chat: { __rl: true, mode: 'list', value: played.chat },
		});

		/** A customer writes; gives what the group reads of it. */
		async function remindedOf(visitor: string): Promise<string> {
			const body = unreplied({ visitor_name: visitor });
			await until('the event is accepted', async () => (await main.send(body)).body.accepted === 1);
			return await until('a reminder in the group', () => played.find(visitor));
		}

		const board = async () => (await (await fetch(`${boardUrl}&data=1`)).json()) as any;
		const rowOf = (rows: any[], visitor: string) => rows.find(({ who }) => who === visitor);
		async function known(visitor: string): Promise<any> {
			const conversationKey = `twt:test:name=${visitor}`;
			const url = `${stage.n8n.url}/webhook/${lookUp}`;
			return (await post(url, JSON.stringify({ conversationKey }))).body;
		}

		it('come by a credential that is tested without a connection', async () => {
			const attempts = played.attempts();
			const tested = await stage.api.testCredential({
				id: credential,
				name: 'App',
				type: platform.credentialType,
				data: played.credential,
			});
			assert.equal(tested.status, 'OK', tested.message);
			assert.equal(played.attempts(), attempts);
		});

		it('are for groups in which somebody wrote to it: the panel lists them', async () => {
			await played.say('this is Support');
			const listed = await until('the group in the list', async () => {
				const answer = await stage.api.call(
					'POST',
					'/rest/dynamic-node-parameters/resource-locator-results',
					{
						path: 'parameters.chat',
						methodName: 'searchChats',
						nodeTypeAndVersion: { name: `${PACKAGE}.${platform.robot}`, version: 1 },
						currentNodeParameters: robotParameters(),
						credentials: { [platform.credentialType]: { id: credential, name: 'App' } },
					},
				);
				return answer.results?.length > 0 && answer.results;
			});
			assert.deepEqual(
				listed.map(({ value }: { value: string }) => value),
				[played.chat],
			);
		});

		it('by a button are on the board, in the history and in the message', async () => {
			const message = await remindedOf('Pressed.');
			assert.deepEqual(played.buttonsOf(message), [ON_IT, SNOOZE, REPLIED]);
			await played.press(message, ON_IT);
			await until('the message says so', () =>
				/ann is on it until/.test(played.contentOf(message)),
			);
			assert.deepEqual(played.buttonsOf(message), [REPLIED]);
			const { hold } = rowOf((await board()).waiting, 'Pressed.');
			assert.equal(hold.by, ANN);
			const { timeline } = await known('Pressed.');
			const entry = timeline.find(({ what }: any) => what === 'acknowledged');
			assert.equal(entry.actor, ANN);
			assert.equal(entry.actorId, `${platform.name}:${ANN}`);
		});

		it('by a word with the name of the customer end it, and the group is told', async () => {
			await remindedOf('Wang Fang');
			await played.say('Wang Fang 已回复');
			await until('the group is told', () =>
				played.told().some((text) => text.includes('Wang Fang')),
			);
			const { waiting, ended } = await board();
			assert.equal(rowOf(waiting, 'Wang Fang'), undefined);
			assert.equal(rowOf(ended, 'Wang Fang').by, ANN);
		});
	});
}
