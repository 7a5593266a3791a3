import type { PlayedPlatform } from '../playedPlatform.mts';
import { FakeDiscord, type FakeDiscordWebhook } from './fakeDiscord.mts';
import { readDiscord } from './view.mts';

const FIRST_ID = 223_704_706_495_545_344n;

export const discord: PlayedPlatform = {
	name: 'discord',
	called: { en: 'Discord', zh: 'Discord' },
	groupCalled: { en: '# support', zh: '# 客服' },
	read: readDiscord,
	async start() {
		const webhooks: FakeDiscordWebhook[] = [];
		const fake = await FakeDiscord.start({ webhooks });
		return {
			add(token) {
				const id = String(FIRST_ID + BigInt(webhooks.length));
				webhooks.push({ id, token });
				return {
					robot: id,
					credentialType: 'discordRobotApi',
					credential: { webhook: fake.webhookUrl(id) },
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
