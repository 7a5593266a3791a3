import type { PlayedPlatform } from '../playedPlatform.mts';
import { FakeSlack } from './fakeSlack.mts';
import { readSlack } from './view.mts';

export const slack: PlayedPlatform = {
	name: 'slack',
	called: { en: 'Slack', zh: 'Slack' },
	groupCalled: { en: '# support', zh: '# 客服' },
	read: readSlack,
	async start() {
		const webhooks: string[] = [];
		const fake = await FakeSlack.start({ webhooks });
		return {
			add(token) {
				const hook = `T00000000/B00000000/${token}`;
				webhooks.push(hook);
				return {
					robot: hook,
					credentialType: 'slackWebhookApi',
					credential: { url: fake.webhookUrl(hook), baseUrl: fake.url },
				};
			},
			messagesOf: (robot) => fake.messagesOf(robot),
			onMessage: (listener) =>
				fake.onMessage(({ code, ...message }) =>
					listener({ ...message, refusal: code === 'ok' ? undefined : code }),
				),
			stop: async () => await fake.stop(),
		};
	},
};
