import type { PlayedPlatform } from '../playedPlatform.mts';
import { FakeCarrierPigeon, type FakePigeon } from './fakeCarrierPigeon.mts';
import { readCarrierPigeon } from './view.mts';

export const carrierPigeon: PlayedPlatform = {
	name: 'carrierPigeon',
	called: { en: 'Carrier Pigeon', zh: '信鸽' },
	groupCalled: { en: 'The loft', zh: '鸽舍' },
	read: readCarrierPigeon,
	async start() {
		const pigeons: FakePigeon[] = [];
		const fake = await FakeCarrierPigeon.start(pigeons);
		return {
			add(token) {
				const loft = `loft-${'abcdefghijklmnopqrstuvwxyz'[pigeons.length % 26]}`;
				pigeons.push({ loft, key: token });
				return {
					robot: loft,
					credentialType: 'carrierPigeonRobotApi',
					credential: { loft, key: token, baseUrl: fake.url },
				};
			},
			messagesOf: (robot) => fake.messagesOf(robot),
			onMessage: (listener) => fake.onMessage(listener),
			stop: async () => await fake.stop(),
		};
	},
};
