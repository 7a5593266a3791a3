import type { PlayedPlatform } from '../playedPlatform.mts';
import { FakeWeCom, type FakeRobot } from './fakeWeCom.mts';
import { readWeCom } from './view.mts';

export const weCom: PlayedPlatform = {
	name: 'weCom',
	called: { en: 'WeCom', zh: '企业微信' },
	groupCalled: { en: 'Service group', zh: '客服群' },
	read: readWeCom,
	async start() {
		const robots: FakeRobot[] = [];
		const fake = await FakeWeCom.start({ robots });
		return {
			add(token) {
				robots.push({ key: token, group: token });
				return {
					robot: token,
					credentialType: 'weComRobotApi',
					credential: { key: fake.webhookUrl(token), baseUrl: fake.url },
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
