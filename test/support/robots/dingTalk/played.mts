import type { PlayedPlatform } from '../playedPlatform.mts';
import { FakeDingTalk, type FakeDingTalkRobot } from './fakeDingTalk.mts';
import { readDingTalk } from './view.mts';

const secret = 'SEC-of-a-group';

export const dingTalk: PlayedPlatform = {
	name: 'dingTalk',
	called: { en: 'DingTalk', zh: '钉钉' },
	groupCalled: { en: 'Service group', zh: '客服群' },
	read: readDingTalk,
	async start() {
		const robots: FakeDingTalkRobot[] = [];
		const fake = await FakeDingTalk.start({ robots });
		return {
			add(token) {
				robots.push({ token, group: token, secret });
				return {
					robot: token,
					credentialType: 'dingTalkRobotApi',
					credential: { webhook: fake.webhookUrl(token), secret },
				};
			},
			messagesOf: (robot) => fake.messagesOf(robot),
			onMessage: (listener) =>
				fake.onMessage(({ errcode, ...message }) =>
					listener({ ...message, refusal: errcode === 0 ? undefined : String(errcode) }),
				),
			stop: async () => await fake.stop(),
		};
	},
};
