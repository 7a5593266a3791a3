import { entered } from '../../../../../src/robots/credential.ts';
import type { CredentialTest } from '../../../../../src/robots/design/credentialTest.ts';
import { optionsAt, type RobotDesign } from '../../../../../src/robots/design/robotDesign.ts';
import { pigeonAddressOf } from './address.mts';
import { pigeonMentioning } from './mentions.mts';
import { pigeonNotification } from './notification.mts';
import { mentionsOf, messagesOf } from './parameters.mts';
import { pigeonSending } from './platform.mts';
import { readPigeonResponse } from './response.mts';

export const pigeonRobot: RobotDesign = {
	access: async (node) =>
		await node.credential('carrierPigeonRobotApi', (fields) => {
			const { baseUrl, path } = pigeonAddressOf(fields);
			const key = entered(fields, 'key');
			return {
				platform: pigeonSending,
				addresses: [`${baseUrl}${path} ${key}`],
				secrets: [key],
				request: { url: path },
			};
		}),

	messages: messagesOf,

	mentioning: pigeonMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const options = { language, whenTooLong, mentions: mentionsOf(item) };
		return {
			options,
			write: (notification, place) =>
				pigeonNotification(notification, optionsAt(notification, place, options, pigeonMentioning)),
		};
	},
};

/** A loft that is asked for its letters says that the pigeon could fly, and lets none out. */
export const pigeonCredentialTest: CredentialTest = {
	platform: 'Carrier Pigeon',
	requests(fields) {
		const { baseUrl, path } = pigeonAddressOf(fields);
		const key = entered(fields, 'key');
		return [{ method: 'GET', uri: baseUrl + path, headers: { 'X-Ring-Key': key }, secrets: [key] }];
	},
	verdict: readPigeonResponse,
};
