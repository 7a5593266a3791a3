import { DingTalkAppApi } from '../../../../credentials/DingTalkAppApi.credentials.ts';
import { DingTalkRobot } from '../../../../nodes/DingTalkRobot/DingTalkRobot.node.ts';
import { runRobotNode } from '../../nodes/robotNode.mts';
import { FakeDingTalkApi } from '../../robots/dingTalk/fakeDingTalkApi.mts';
import { readDingTalk } from '../../robots/dingTalk/view.mts';
import type { AnsweringApp, AnsweringPlatform } from '../answeringApp.mts';
import { FakeDingTalkApp } from './fakeDingTalkApp.mts';

const CHATS = ['cid1==', 'cid2==', 'cid3==', 'cid4=='];
/** What nobody said to the robot is not delivered. */
const UNDELIVERED = 'undelivered';

export interface DingTalkAnsweringApp extends AnsweringApp {
	api: FakeDingTalkApi;
	app: FakeDingTalkApp;
}

const NAMES: Readonly<Record<string, string>> = { staff1: 'Ann', staff2: 'Bob' };

export const dingTalkAnswers: AnsweringPlatform<DingTalkAnsweringApp> = {
	platform: 'dingTalk',
	name: 'DingTalk',
	hearsReplies: false,
	async start() {
		const api = await FakeDingTalkApi.start({
			groups: CHATS.map((id) => ({ id })),
			staff: Object.entries(NAMES).map(([id, name]) => ({ id, name })),
		});
		const app = await FakeDingTalkApp.start(0, api);
		const credentials = {
			dingTalkAppApi: {
				type: new DingTalkAppApi(),
				data: {
					clientId: app.clientId,
					clientSecret: app.clientSecret,
					customBaseUrl: app.url,
				},
			},
		};
		const bodyOf = (id: string) => api.message(id).body;
		const acknowledgements = new Map<string, number>();
		app.onAnswered = (id) => acknowledgements.set(id, (acknowledgements.get(id) ?? 0) + 1);
		const noButtons = (): never => {
			throw new Error('There are no buttons');
		};
		return {
			api,
			app,
			chats: CHATS,
			ann: 'staff1',
			bob: 'staff2',
			marked: 'staff3',
			credentials,
			async send(items, chat = 'cid1==', options = {}) {
				const sent = await runRobotNode(new DingTalkRobot(), {
					items,
					parameters: { authentication: 'app', chat, options },
					credentials,
				});
				return sent.map(({ json }) => String(json.processQueryKey));
			},
			contentOf: (id) => api.contentOf(id),
			mentionsAndLinksOf(id) {
				const { mentions, links } = readDingTalk(bodyOf(id));
				return [...mentions, ...links];
			},
			buttonsOf: () => [],
			valueOf: noButtons,
			changesOf: () => 0,
			pressIn: noButtons,
			press: noButtons,
			say(text, { repliesTo, isToApp = true } = {}) {
				if (!isToApp) return UNDELIVERED;
				// What is quoted has an id of its own, which no answer of the API has told.
				const quoted = repliesTo && { id: `msg ${repliesTo}`, text: api.contentOf(repliesTo) };
				return app.say({ text, name: 'Ann', ...(quoted ? { quoted } : {}) });
			},
			acknowledgement: async (delivery) =>
				delivery === UNDELIVERED ? undefined : await app.answerTo(delivery),
			acknowledgements: (delivery) => acknowledgements.get(delivery) ?? 0,
			repeat: (delivery) => app.repeat(delivery),
			told: () => [
				...api.replies.map(({ user = '', text }): [string, string] => [user, text]),
				...api.whispers.map(({ user, text }): [string, string] => [user, text]),
			],
			refuse: (isRefused) => app.refuse(isRefused ? 'ServiceUnavailable' : undefined),
			drop: () => app.drop(),
			connections: () => app.connections,
			async stop() {
				await app.stop();
				await api.stop();
			},
		};
	},
};
