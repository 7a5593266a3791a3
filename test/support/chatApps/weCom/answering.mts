import { WeComSmartRobotApi } from '../../../../credentials/WeComSmartRobotApi.credentials.ts';
import { WeComRobot } from '../../../../nodes/WeComRobot/WeComRobot.node.ts';
import { runRobotNode } from '../../nodes/robotNode.mts';
import { readWeCom } from '../../robots/weCom/view.mts';
import type { AnsweringApp, AnsweringPlatform } from '../answeringApp.mts';
import { FakeWeComRobot } from './fakeWeComRobot.mts';

const CHATS = ['wr1', 'wr2', 'wr3', 'wr4'];
const ROBOT_NAME = 'robot';
/** Of the answer to the subscription: one that nobody knows may pass. */
const BUSY = 99999;
/** Nobody has a name here: people are who their ids say. */
const ANN = 'Ann';
const BOB = 'Bob';
const MARKED = '<@all> & [bank](https://evil.example)';

export interface WeComAnsweringApp extends AnsweringApp {
	robot: FakeWeComRobot;
}

export const weComAnswers: AnsweringPlatform<WeComAnsweringApp> = {
	platform: 'weCom',
	name: 'WeCom',
	lacks: ['guests', 'names', 'notes', 'overhearing', 'changes', 'sendingWithoutConnection'],
	async start() {
		const robot = await FakeWeComRobot.start();
		for (const chat of [...CHATS, ANN, BOB, MARKED]) robot.spokenIn.add(chat);
		const credentials = {
			weComSmartRobotApi: {
				type: new WeComSmartRobotApi(),
				data: {
					botId: robot.botId,
					secret: robot.secret,
					robotName: ROBOT_NAME,
					socketUrl: robot.socketUrl,
				},
			},
		};
		const bodyOf = (id: string) => {
			const { body, card } = robot.message(id);
			return card ? { msgtype: 'template_card', template_card: card } : body;
		};
		const buttonsIn = (id: string): any[] => robot.message(id).card?.button_list ?? [];
		return {
			robot,
			chats: CHATS,
			ann: ANN,
			bob: BOB,
			marked: MARKED,
			credentials,
			async send(items, chat = CHATS[0], options = {}) {
				const before = robot.messages.length;
				await runRobotNode(new WeComRobot(), {
					items,
					parameters: {
						authentication: 'smartRobot',
						chat: { __rl: true, mode: 'id', value: chat },
						options,
					},
					credentials,
				});
				return robot.messages.slice(before).map(({ id }) => id);
			},
			contentOf: (id) => readWeCom(bodyOf(id)).text,
			mentionsAndLinksOf(id) {
				const { mentions, links } = readWeCom(bodyOf(id));
				return [...mentions, ...links];
			},
			buttonsOf: (id) => buttonsIn(id).map(({ text }) => text),
			valueOf: (id) => buttonsIn(id)[0].key,
			changesOf: (id) => robot.message(id).changes,
			pressIn: (id, label, { user = ANN } = {}) => robot.pressIn(id, label, user),
			press: (value, message, chat) => robot.press({ value, message, chat, user: ANN }),
			say: (text, { repliesTo } = {}) =>
				robot.say({
					text: `@${ROBOT_NAME} ${text}`,
					user: ANN,
					chat: CHATS[0],
					quoted: repliesTo && readWeCom(bodyOf(repliesTo)).text,
				}),
			acknowledgement: async (delivery) => await robot.answerTo(delivery),
			acknowledgements: (delivery) =>
				robot.received.filter(({ headers }) => headers.req_id === delivery).length,
			repeat: (delivery) => robot.repeat(delivery),
			told: () => [
				...robot.replies.map(({ to, text }): [string, string] => [to, text]),
				...robot.messages.flatMap(
					({ chat, body, seenBy }): Array<[string, string]> => [
						...(CHATS.includes(chat) ? [] : [[chat, body.markdown.content] as [string, string]]),
						...[...seenBy].map(([user, card]): [string, string] => [user, card.sub_title_text]),
					],
				),
			],
			refuse: (isRefused) => robot.refuse(isRefused ? BUSY : undefined),
			drop: () => robot.drop(),
			connections: () => robot.connections,
			stop: async () => await robot.stop(),
		};
	},
};
