import type { PlayedPlatform } from '../playedPlatform.mts';
import { FakeFeishu, type FakeFeishuRobot } from './fakeFeishu.mts';
import { readFeishu } from './view.mts';

const secret = 'SEC-of-a-group';

export const feishu: PlayedPlatform = {
	name: 'feishu',
	called: { en: 'Feishu', zh: '飞书' },
	groupCalled: { en: 'Service group', zh: '客服群' },
	read: readFeishu,
	async start() {
		const robots: FakeFeishuRobot[] = [];
		const fake = await FakeFeishu.start({ robots });
		return {
			add(token) {
				robots.push({ token, group: token, secret });
				return {
					robot: token,
					credentialType: 'feishuRobotApi',
					credential: { webhook: fake.webhookUrl(token), secret },
				};
			},
			messagesOf: (robot) => fake.messagesOf(robot),
			onMessage: (listener) =>
				fake.onMessage(({ code, ...message }) =>
					listener({ ...message, refusal: code === 0 ? undefined : String(code) }),
				),
			stop: async () => await fake.stop(),
		};
	},
};
