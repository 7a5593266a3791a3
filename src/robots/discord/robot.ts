import { discordWebhooksOf } from './address';
import { readDiscordResponse } from './response';
import { discordNotification, discordStyles } from './notification';
import { discord } from './platform';
import type { RobotItem } from '../design/item';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { NOBODY } from './mentions';
import { mentionsOf, messagesOf } from './parameters';
import { discordThreads } from './threads';

/** What the Discord robot does. */
export const discordRobot: RobotDesign = {
	access: async (node) =>
		await node.credential('discordRobotApi', (fields) => {
			const webhooks = discordWebhooksOf(fields);
			return {
				platform: discord,
				addresses: webhooks.map(({ baseUrl, path }) => baseUrl + path),
				secrets: webhooks.flatMap(({ path, token }) => [path, token]),
				// The path is the address of the webhook, which its credential adds.
				request: {},
			};
		}),

	/** Without `wait` Discord does not say whether it took the message. */
	request(item) {
		const threadId = item.optionText('threadId');
		return {
			...item.access.request,
			qs: { wait: true, ...(threadId ? { thread_id: threadId } : {}) },
		};
	},

	threads: (item) => (item.option('oneThread', false) ? discordThreads : undefined),

	messages: (item) => messagesOf(item).map((body) => ({ ...senderOf(item), ...body })),

	writing(item) {
		const { language, whenTooLong } = item.sending;
		const style = item.choice('style', 'Style', discordStyles, 'embed');
		const options = { style, language, whenTooLong, mentions: mentionsOf(item) };
		const sender = senderOf(item);
		return {
			options: [options, sender],
			write: (notification, place) =>
				discordNotification(notification, optionsAt(place, options, NOBODY)).map((body) => ({
					...sender,
					...body,
				})),
		};
	},
};

/** Name and picture that the message shows instead of those of the webhook. */
function senderOf(item: RobotItem): Record<string, string> {
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
	requests: (fields) =>
		discordWebhooksOf(fields).map(({ baseUrl, path, token }) => ({
			method: 'GET',
			uri: baseUrl + path,
			secrets: [path, token],
		})),
	verdict: readDiscordResponse,
};
