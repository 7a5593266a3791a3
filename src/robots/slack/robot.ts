import { slackError } from '../../chatApps/slack/errors';
import { entered } from '../credential';
import { slackApiOf, slackAppOf, slackWebhooksOf } from './address';
import { isLivingWebhook, readApiResponse } from './response';
import { slackNotification } from './notification';
import type { CredentialTest } from '../design/credentialTest';
import { optionsAt, type RobotDesign } from '../design/robotDesign';
import { slackMentioning } from './mentions';
import { mentionedOf } from '../design/mentioning';
import { secretsOfWebhook, slackAccess, type SlackAccess } from './access';
import { envelopeOf } from './envelope';
import { mentionsOf, messagesOf, updateMessage } from './parameters';
import { slackAppMessages } from './appMessages';
import { slackThreads } from './threads';
import { uploadFile } from './uploadFile';

/** What the Slack robot does. */
export const slackRobot: RobotDesign<SlackAccess> = {
	access: slackAccess,

	// E-mail addresses are looked up; the answers are kept.
	async prepare(item) {
		await mentionsOf(item);
		await envelopeOf(item);
		await mentionedOf(item.concerned, item, slackMentioning);
	},

	messages: messagesOf,

	// A webhook is not told which message it has posted.
	threads: (item) =>
		item.access.isBot && item.option('oneThread', false)
			? slackThreads(item.option('replyBroadcast', false))
			: undefined,

	chatApp: ({ chatApp }) => (chatApp === undefined ? undefined : slackAppMessages(chatApp)),

	mentioning: slackMentioning,

	async writing(item) {
		const { language, whenTooLong } = item.sending;
		const envelope = await envelopeOf(item);
		const options = { language, whenTooLong, mentions: await mentionsOf(item) };
		return {
			options: [options, envelope],
			write: (notification, place) =>
				slackNotification(
					notification,
					optionsAt(notification, place, options, slackMentioning),
				).map((body) => ({
					...envelope,
					...body,
				})),
		};
	},

	operations: { updateMessage, uploadFile },
};

/**
 * A message without content: a living webhook refuses it with `no_text` and
 * posts nothing, a dead one says so. Both are words in an error page.
 */
export const slackWebhookCredentialTest: CredentialTest = {
	platform: 'Slack',
	requests: (fields) =>
		slackWebhooksOf(fields).map(({ baseUrl, path }) => ({
			uri: baseUrl + path,
			body: {},
			secrets: secretsOfWebhook(path),
		})),
	verdict: isLivingWebhook,
};

/** Of both tokens: whose the bot's is, and whether the other may connect. It posts nothing and connects nothing: what Slack gives for the second is an address that is good for a while. */
export const slackAppCredentialTest: CredentialTest = {
	platform: 'Slack',
	names: ['Bot token', 'App-level token'],
	requests(fields) {
		const { baseUrl, botToken, appToken } = slackAppOf(fields);
		const asked = [
			['auth.test', botToken],
			['apps.connections.open', appToken],
		];
		return asked.map(([method, token]) => ({
			uri: `${baseUrl}/${method}`,
			headers: { Authorization: `Bearer ${token}` },
			secrets: [botToken, appToken],
		}));
	},
	verdict(answer, index) {
		const verdict = readApiResponse(answer);
		if (verdict.ok || index === 0 || !/^[a-z_]+$/.test(verdict.code)) return verdict;
		const { message, advice, isTemporary } = slackError(verdict.code);
		return { ...verdict, message, description: advice, isTemporary };
	},
};

/** "auth.test" tells whose token it is; a wrong one is refused with HTTP 200 and a word. */
export const slackBotCredentialTest: CredentialTest = {
	platform: 'Slack',
	requests(fields) {
		const token = entered(fields, 'token');
		return [
			{
				uri: `${slackApiOf(fields)}/auth.test`,
				headers: { Authorization: `Bearer ${token}` },
				secrets: [token],
			},
		];
	},
	verdict: readApiResponse,
};
