import { discordAddressOf } from './address';
import { readDiscordResponse } from './response';
import { discordNotification, discordStyles } from './notification';
import { discord } from './platform';
import type { RobotItem } from '../design/item';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { discordMentioning } from './mentions';
import type { RobotAccess } from '../design/access';
import { mentionsOf, messagesOf } from './parameters';

interface DiscordAccess extends RobotAccess {
	/** Of the credential's URL. */
	threadId?: string;
}

/** What the Discord robot does. */
export const discordRobot: RobotDesign<DiscordAccess> = {
	access: async (node) =>
		await node.credential('discordRobotApi', (fields) => {
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
			qs: { wait: true, ...(threadId ? { thread_id: threadId } : {}) },
		};
	},

	messages: async (item) =>
		(await messagesOf(item)).map((body) => ({ ...senderOf(item), ...body })),

	mentioning: discordMentioning,

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', discordStyles, 'embed');
		const options = { style, language, whenTooLong, mentions: mentionsOf(item) };
		const sender = senderOf(item);
		return {
			options: [options, sender],
			write: (notification, place) =>
				discordNotification(
					notification,
					optionsAt(notification, place, options, discordMentioning),
				).map((body) => ({
					...sender,
					...body,
				})),
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
export const discordCredentialTest: CredentialTest = {
	platform: 'Discord',
	request(fields) {
		const { baseUrl, path, token } = discordAddressOf(fields);
		return { method: 'GET', uri: baseUrl + path, secrets: [path, token] };
	},
	verdict: readDiscordResponse,
};
