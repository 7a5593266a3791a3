import { entered } from '../../src/robots/credential';
import { slackApiOf, slackWebhookOf } from '../../src/robots/slack/address';
import { isLivingWebhook, readApiResponse } from '../../src/robots/slack/response';
import { slackNotification } from '../../src/robots/slack/notification';
import { testByResponse } from '../shared/robot/credentialTest';
import type { RobotDesign } from '../shared/robot/robotDesign';
import { secretsOfWebhook, slackAccess, type SlackAccess } from './access';
import { envelopeOf } from './envelope';
import { mentionsOf } from './mentions';
import { messagesOf, updateMessage } from './messages';
import { uploadFile } from './uploadFile';

/** What the Slack robot does. */
export const slackRobot: RobotDesign<SlackAccess> = {
	access: slackAccess,

	// E-mail addresses are looked up; their answers are kept.
	async prepare(item) {
		await mentionsOf(item);
	},

	messages: messagesOf,

	async writing(item) {
		const { language, whenTooLong } = item.sending;
		const envelope = envelopeOf(item);
		const options = { language, whenTooLong, mentions: await mentionsOf(item) };
		return {
			options: [options, envelope],
			write: (notification) =>
				slackNotification(notification, options).map((body) => ({ ...envelope, ...body })),
		};
	},

	operations: { updateMessage, uploadFile },
};

/**
 * A message without content: a living webhook refuses it with `no_text` and
 * posts nothing, a dead one says so. Both are words in an error page.
 */
export const slackWebhookTest = testByResponse({
	platform: 'Slack',
	request(fields) {
		const { baseUrl, path } = slackWebhookOf(fields);
		return { uri: baseUrl + path, body: {}, secrets: secretsOfWebhook(path) };
	},
	verdict: isLivingWebhook,
});

/** "auth.test" tells whose token it is; a wrong one is refused with HTTP 200 and a word. */
export const slackBotTest = testByResponse({
	platform: 'Slack',
	request(fields) {
		const token = entered(fields, 'token');
		return {
			uri: `${slackApiOf(fields)}/auth.test`,
			headers: { Authorization: `Bearer ${token}` },
			secrets: [token],
		};
	},
	verdict: readApiResponse,
});
