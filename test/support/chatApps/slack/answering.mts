import { SlackAppApi } from '../../../../credentials/SlackAppApi.credentials.ts';
import { SlackRobot } from '../../../../nodes/SlackRobot/SlackRobot.node.ts';
import { runRobotNode } from '../../nodes/robotNode.mts';
import { FakeSlack } from '../../robots/slack/fakeSlack.mts';
import { readSlack } from '../../robots/slack/view.mts';
import type { AnsweringApp, AnsweringPlatform } from '../answeringApp.mts';
import { FakeSlackApp } from './fakeSlackApp.mts';

const BOT_TOKEN = 'xoxb-bot-token';
const CHATS = ['C1', 'C2', 'C3', 'C4'];
const OTHER_TEAM = 'T9';

export interface SlackAnsweringApp extends AnsweringApp {
	slack: FakeSlack;
	app: FakeSlackApp;
}

export const slackAnswers: AnsweringPlatform<SlackAnsweringApp> = {
	platform: 'slack',
	name: 'Slack',
	hearsReplies: true,
	tellsGuests: true,
	async start() {
		const slack = await FakeSlack.start({
			bots: [{ token: BOT_TOKEN, scopes: ['chat:write', 'users:read'] }],
			channels: CHATS.map((id) => ({ id })),
			users: [
				{ id: 'U1', name: 'Ann' },
				{ id: 'U2', name: 'Bob' },
				{ id: 'U3', name: 'Guest', isGuest: true },
				{ id: 'U4', name: '<!channel> & <https://evil.example|bank>' },
			],
		});
		const app = await FakeSlackApp.start(0, slack);
		const credentials = {
			slackAppApi: {
				type: new SlackAppApi(),
				data: { botToken: BOT_TOKEN, appToken: app.appToken, baseUrl: app.apiUrl },
			},
		};
		const bodyOf = (ts: string, chat = 'C1') => slack.messageNow(chat, ts)!.body;
		const buttonsIn = (ts: string, chat?: string): any[] =>
			(bodyOf(ts, chat).attachments ?? [])
				.flatMap(({ blocks = [] }: any) => blocks)
				.filter(({ type }: any) => type === 'actions')
				.flatMap(({ elements }: any) => elements);
		const teamOf = (isForeign = false) => (isForeign ? { userTeam: OTHER_TEAM } : {});
		return {
			slack,
			app,
			chats: CHATS,
			ann: 'U1',
			bob: 'U2',
			marked: 'U4',
			credentials,
			async send(items, channel = 'C1', options = {}) {
				const sent = await runRobotNode(new SlackRobot(), {
					items,
					parameters: { authentication: 'app', channel, options },
					credentials,
				});
				return sent.map(({ json }) => String(json.ts));
			},
			contentOf: (ts, chat = 'C1') => slack.messageNow(chat, ts)!.content,
			mentionsAndLinksOf(ts, chat) {
				const { mentions, links } = readSlack(bodyOf(ts, chat));
				return [...mentions, ...links];
			},
			buttonsOf: (ts, chat) => buttonsIn(ts, chat).map(({ text }) => text.text),
			valueOf: (ts, chat) => buttonsIn(ts, chat)[0].value,
			changesOf: (ts, chat = 'C1') =>
				slack
					.messagesOf(chat)
					.filter(({ method, body }) => method === 'chat.update' && body.ts === ts).length,
			pressIn: (ts, label, { user = 'U1', isForeign } = {}, chat = 'C1') =>
				app.pressIn(chat, ts, label, { user, ...teamOf(isForeign) }),
			press: (value, message, channel) => app.press({ value, message, channel }),
			say: (text, { repliesTo, isToApp = true } = {}) =>
				isToApp
					? app.say({ text: `<@UBOT> ${text}`, thread: repliesTo })
					: app.say({ type: 'message', text, thread: repliesTo ?? '1503435956.999999' }),
			acknowledgement: async (delivery) => await app.acknowledgement(delivery),
			acknowledgements: (delivery) =>
				app.acknowledged.filter(({ envelope_id: id }) => id === delivery).length,
			repeat: (delivery) => app.repeat(delivery),
			told: () => slack.whispers.map(({ user, text }) => [user, text]),
			refuse: (isRefused) => app.refuse(isRefused ? 'internal_error' : undefined),
			drop: () => app.drop(),
			connections: () => app.connections,
			async stop() {
				await app.stop();
				await slack.stop();
			},
		};
	},
};
