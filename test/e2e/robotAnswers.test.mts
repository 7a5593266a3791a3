import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { buttonsOf, FakeDingTalkApp } from '../support/chatApps/dingTalk/fakeDingTalkApp.mts';
import { FakeWeComRobot } from '../support/chatApps/weCom/fakeWeComRobot.mts';
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
import { FakeDingTalkApi } from '../support/robots/dingTalk/fakeDingTalkApi.mts';

const ANN = 'ann';

/** An app or a smart robot, and one group of it. */
interface Played {
	/** Fields of its credential. */
	data: Record<string, unknown>;
	group: string;
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
			data: {
				botId: robot.botId,
				secret: robot.secret,
				robotName: 'robot',
				socketUrl: robot.socketUrl,
				baseUrl: robot.url,
			},
			group: chat,
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
			data: {
				clientId: app.clientId,
				clientSecret: app.clientSecret,
				customBaseUrl: app.url,
				cardTemplateId: api.templates[0],
			},
			group: chat,
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
		let chat: ChatStage;

		before(async () => {
			stage = await Stage.start({ env: CHAT_ENV });
			played = await platform.start();
			chat = await startChatStage(stage, {
				platform: platform.name,
				robot: platform.robot,
				credentialType: platform.credentialType,
				data: played.data,
				parameters: {
					authentication: platform.authentication,
					chat: { __rl: true, mode: 'list', value: played.group },
				},
			});
		});
		after(async () => {
			await stage?.stop();
			await played?.stop();
		});

		/** A customer writes; gives what the group reads of it. */
		const remindedOf = async (visitor: string): Promise<string> =>
			await chat.reminded(visitor, () => played.find(visitor));

		it('come by a credential that is tested without a connection', async () => {
			const attempts = played.attempts();
			const tested = await chat.testCredential();
			assert.equal(tested.status, 'OK', tested.message);
			assert.equal(played.attempts(), attempts);
		});

		it('are for groups in which somebody wrote to it: the panel lists them', async () => {
			await played.say('this is Support');
			const listed = await until('the group in the list', async () => {
				const results = await chat.listedChats();
				return results?.length > 0 && results;
			});
			assert.deepEqual(
				listed.map(({ value }) => value),
				[played.group],
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
			assert.equal((await chat.rowsOf('Pressed.')).waiting.hold.by, ANN);
			assert.deepEqual(await chat.acknowledgedBy('Pressed.'), {
				actor: ANN,
				actorId: `${platform.name}:${ANN}`,
			});
		});

		it('by a word with the name of the customer end it, and the group is told', async () => {
			await remindedOf('Wang Fang');
			await played.say('Wang Fang 已回复');
			await until('the group is told', () =>
				played.told().some((text) => text.includes('Wang Fang')),
			);
			const { waiting, ended } = await chat.rowsOf('Wang Fang');
			assert.equal(waiting, undefined);
			assert.equal(ended.by, ANN);
		});
	});
}
