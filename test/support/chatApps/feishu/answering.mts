import { FeishuAppApi } from '../../../../credentials/FeishuAppApi.credentials.ts';
import { FeishuRobot } from '../../../../nodes/FeishuRobot/FeishuRobot.node.ts';
import { runRobotNode } from '../../nodes/robotNode.mts';
import { FakeFeishuApi } from '../../robots/feishu/fakeFeishuApi.mts';
import { readFeishu } from '../../robots/feishu/view.mts';
import type { AnsweringApp, AnsweringPlatform } from '../answeringApp.mts';
import { FakeFeishuApp, feishuButtons } from './fakeFeishuApp.mts';

const CHATS = ['oc_1', 'oc_2', 'oc_3', 'oc_4'];
const OTHER_TENANT = 'tenant2';
/** "system busy", of the answer that says where to connect. */
const BUSY = 1;

export interface FeishuAnsweringApp extends AnsweringApp {
	api: FakeFeishuApi;
	app: FakeFeishuApp;
}

export const feishuAnswers: AnsweringPlatform<FeishuAnsweringApp> = {
	platform: 'feishu',
	name: 'Feishu',
	hearsReplies: true,
	tellsGuests: true,
	async start() {
		const api = await FakeFeishuApi.start({
			chats: [...CHATS.map((id) => ({ id })), { id: 'oc_topics', hasTopics: true }],
			users: [
				{ id: 'ou_ann', name: 'Ann' },
				{ id: 'ou_bob', name: 'Bob', email: 'bob@example.com' },
				{ id: 'ou_hidden', name: 'Hidden', isHidden: true },
				{ id: 'ou_marked', name: '<at id=all></at> & [bank](https://evil.example)' },
			],
		});
		const app = await FakeFeishuApp.start(0, api);
		const credentials = {
			feishuAppApi: {
				type: new FeishuAppApi(),
				data: { appId: app.appId, appSecret: app.appSecret, customBaseUrl: app.url },
			},
		};
		const bodyOf = (id: string) => api.message(id).body;
		const acknowledgements = new Map<string, number>();
		app.onAcknowledged = (id) => acknowledgements.set(id, (acknowledgements.get(id) ?? 0) + 1);
		return {
			api,
			app,
			chats: CHATS,
			ann: 'ou_ann',
			bob: 'ou_bob',
			marked: 'ou_marked',
			credentials,
			async send(items, chat = 'oc_1', options = {}) {
				const sent = await runRobotNode(new FeishuRobot(), {
					items,
					parameters: { authentication: 'app', chat, options },
					credentials,
				});
				return sent.map(({ json }) => (json.data as { message_id: string }).message_id);
			},
			contentOf: (id) => api.contentOf(id),
			mentionsAndLinksOf(id) {
				const { mentions, links } = readFeishu(bodyOf(id));
				return [...mentions, ...links];
			},
			buttonsOf: (id) => feishuButtons(bodyOf(id).card).map(({ text }) => text),
			valueOf: (id) => (feishuButtons(bodyOf(id).card)[0].value as { t: string }).t,
			changesOf: (id) => api.message(id).changes,
			pressIn: (id, label, { user = 'ou_ann', isForeign } = {}) =>
				app.pressIn(id, label, { user, ...(isForeign ? { userTenant: OTHER_TENANT } : {}) }),
			press: (value, message, chat) => app.press({ value: { t: value }, message, chat }),
			say: (text, { repliesTo, isToApp = true } = {}) =>
				app.say({
					text: isToApp ? `@robot ${text}` : text,
					parent: repliesTo ?? (isToApp ? undefined : 'om_elsewhere'),
				}),
			acknowledgement: async (delivery) => await app.acknowledgement(delivery),
			acknowledgements: (delivery) => acknowledgements.get(delivery) ?? 0,
			repeat: (delivery) => app.repeat(delivery),
			told: () => [
				...app.toasts.map(({ user, content }): [string, string] => [user, content]),
				...api.whispers.map(({ user, text }): [string, string] => [user, text]),
			],
			refuse: (isRefused) => app.refuse(isRefused ? BUSY : undefined),
			drop: () => app.drop(),
			connections: () => app.connections,
			async stop() {
				await app.stop();
				await api.stop();
			},
		};
	},
};
