import type { IDataObject } from 'n8n-workflow';

import { discordAddressOf } from '../../src/robots/discord/address';
import { readDiscordResponse } from '../../src/robots/discord/response';
import { discordNotification, discordStyles } from '../../src/robots/discord/notification';
import { discord } from '../../src/robots/discord/platform';
import type { RobotItem } from '../shared/robot/robotItem';
import { testByResponse } from '../shared/robot/credentialTest';
import { accessBy } from '../shared/robot/robotNode';
import type { RobotDesign } from '../shared/robot/robotDesign';
import type { RobotAccess } from '../shared/robot/robotSession';
import { mentionsOf, messagesOf } from './messages';

interface DiscordAccess extends RobotAccess {
	/** Of the credential's URL. */
	threadId?: string;
}

/** What the Discord robot does. */
export const discordRobot: RobotDesign<DiscordAccess> = {
	access: async (node) =>
		await accessBy(node, 'discordRobotApi', (fields) => {
			const { baseUrl, path, token, threadId } = discordAddressOf(fields);
			return {
				platform: discord,
				address: baseUrl + path,
				secrets: [path, token],
				request: { url: path },
				threadId,
			};
		}),

	/** Without `wait` Discord does not say whether it took the message. */
	request(item) {
		const threadId = item.optionText('threadId') || item.access.threadId;
		return {
			...item.access.request,
			qs: { wait: true, ...(threadId ? { thread_id: threadId } : {}) } as IDataObject,
		};
	},

	messages: (item) => messagesOf(item).map((body) => ({ ...senderOf(item), ...body })),

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', discordStyles, 'embed');
		const options = { style, language, whenTooLong, mentions: mentionsOf(item) };
		const sender = senderOf(item);
		return {
			options: [options, sender],
			write: (notification) =>
				discordNotification(notification, options).map((body) => ({ ...sender, ...body })),
		};
	},
};

/** Name and picture that the message shows instead of those of the webhook. */
function senderOf(item: RobotItem<DiscordAccess>): Record<string, string> {
	const username = item.optionText('username');
	const avatarUrl = item.optionText('avatarUrl');
	return {
		...(username ? { username } : {}),
		...(avatarUrl ? { avatar_url: avatarUrl } : {}),
	};
}

/** "Get Webhook with Token" posts nothing: it answers what webhook this is. */
export const discordRobotTest = testByResponse({
	platform: 'Discord',
	request(fields) {
		const { baseUrl, path, token } = discordAddressOf(fields);
		return { method: 'GET', uri: baseUrl + path, secrets: [path, token] };
	},
	verdict: readDiscordResponse,
});
