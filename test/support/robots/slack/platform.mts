import { SlackBotApi } from '../../../../credentials/SlackBotApi.credentials.ts';
import { SlackWebhookApi } from '../../../../credentials/SlackWebhookApi.credentials.ts';
import { SlackRobot } from '../../../../nodes/SlackRobot/SlackRobot.node.ts';
import { slackErrors } from '../../../../src/robots/slack/errors.ts';
import { slackNotification } from '../../../../src/robots/slack/notification.ts';
import { charactersOf } from './fakeSlack.mts';
import { readSlack } from './view.mts';
import { slackMessage } from './schema.mts';
import { common, type TestedPlatform } from '../testedPlatform.mts';

export const slack: TestedPlatform = {
	name: 'slack',
	page: 'slack.md',
	robots: [
		{
			name: 'Slack, by a webhook',
			node: new SlackRobot(),
			credential: new SlackWebhookApi(),
			fields: (baseUrl, secret) => ({ url: `${baseUrl}/services/T0123/B0123/${secret()}` }),
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
		{
			name: 'Slack, by a bot',
			node: new SlackRobot(),
			credential: new SlackBotApi(),
			fields: (baseUrl, secret) => ({
				token: `xoxb-17653672481-${secret()}`,
				baseUrl: `${baseUrl}/api`,
			}),
			parameters: [
				{},
				{ operation: 'sendMessage', messageType: 'text', content: 'hello' },
				{ operation: 'updateMessage', content: 'hello', messageTs: '1503435956.000247' },
				{ operation: 'uploadFile' },
				{ mention: { users: 'ann@example.com' } },
			].map((part) => ({ authentication: 'bot', channel: 'C0123456789', ...part })),
		},
	],
	errors: slackErrors,
	styles: ['blocks'],
	write: (notification, options = {}) =>
		slackNotification(notification, {
			...common(options),
			mentions: {
				ids: options.mentioned === 'one' ? ['U012AB3CD'] : [],
				broadcast: options.mentioned === 'everybody' ? 'channel' : 'none',
			},
		}),
	schema: slackMessage,
	read: readSlack,
	one: 'U012AB3CD',
	everybody: 'channel',
	limit: 13_000,
	size: (body) => charactersOf(body.blocks),
};
