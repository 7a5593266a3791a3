import { SlackAppApi } from '../../../../credentials/SlackAppApi.credentials.ts';
import { SlackBotApi } from '../../../../credentials/SlackBotApi.credentials.ts';
import { SlackWebhookApi } from '../../../../credentials/SlackWebhookApi.credentials.ts';
import { SlackRobot } from '../../../../nodes/SlackRobot/SlackRobot.node.ts';
import { slackErrors } from '../../../../src/robots/slack/errors.ts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { slackTextMessages } from '../../../../src/robots/slack/messages.ts';
import { slackBot, slackWebhook } from '../../../../src/robots/slack/platform.ts';
import { factInMrkdwn } from '../../../../src/robots/slack/mrkdwn.ts';
import { richTextElements } from '../../../../src/robots/slack/richText.ts';
import { splitMrkdwn } from '../../../../src/robots/slack/splitMrkdwn.ts';
import { slackNotification } from '../../../../src/robots/slack/notification.ts';
import { charactersOf } from './fakeSlack.mts';
import { slack as played } from './played.mts';
import { slackMessage } from './schema.mts';
import { common, type TestedPlatform } from '../testedPlatform.mts';

export const slack: TestedPlatform = {
	...played,
	page: 'slack.md',
	robots: [
		{
			name: 'Slack, by a webhook',
			node: new SlackRobot(),
			credential: new SlackWebhookApi(),
			answers: {
				refusal: (words) => `no_such_word ${words}`,
				success: (words) => ({ ok: true, words }),
			},
			fields: (baseUrl, secret) => ({
				url: `${baseUrl}/services/T0123/B0123/${secret()}`,
				furtherRobots: `${baseUrl}/services/T0123/B0124/${secret()}`,
			}),
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
		{
			name: 'Slack, by a bot',
			node: new SlackRobot(),
			credential: new SlackBotApi(),
			answers: {
				refusal: (error) => ({
					ok: false,
					error,
					needed: error,
					provided: error,
					response_metadata: { messages: [error] },
				}),
				success: (words) => ({
					ok: true,
					ts: '1503435956.000247',
					user: { id: 'U012AB3CD' },
					words,
				}),
			},
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
		{
			name: 'Slack, by an app',
			node: new SlackRobot(),
			credential: new SlackAppApi(),
			answers: {
				refusal: (error) => ({ ok: false, error, needed: error, provided: error }),
				success: (words) => ({ ok: true, ts: '1503435956.000247', words }),
			},
			fields: (baseUrl, secret) => ({
				botToken: `xoxb-17653672481-${secret()}`,
				appToken: `xapp-1-A0123456789-${secret()}`,
				baseUrl: `${baseUrl}/api`,
			}),
			testedBy: 2,
			parameters: [
				{},
				{ operation: 'sendMessage', messageType: 'text', content: 'hello' },
				{ operation: 'updateMessage', content: 'hello', messageTs: '1503435956.000247' },
			].map((part) => ({ authentication: 'app', channel: 'C0123456789', ...part })),
		},
	],
	platforms: [slackWebhook, slackBot],
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
	one: 'U012AB3CD',
	everybody: 'channel',
	limit: 13_000,
	size: (body) => charactersOf([body.blocks, body.attachments]),
	markup: [
		'<!channel>',
		'<!here|here>',
		'<@U012AB3CD>',
		'<!subteam^S0614TZR7>',
		'<https://evil.example|bank>',
	],
	markdownWriters: {
		'rich text': (text) => richTextElements(parseMarkdown(text).children),
	},
	writers: {
		...Object.fromEntries(
			[true, false].map((isMrkdwn) => [
				`texts, ${isMrkdwn ? 'mrkdwn' : 'plain'}`,
				(text: string) =>
					slackTextMessages(text, {
						mentions: { ids: [], broadcast: 'channel' },
						isMrkdwn,
						whenTooLong: 'truncate',
					}),
			]),
		),
		'a fact in mrkdwn': (text) => factInMrkdwn({ name: text, value: text }),
		'parts of mrkdwn': (text) => [...splitMrkdwn(text, (piece) => piece.length <= 1_000).take(11)],
	},
};
