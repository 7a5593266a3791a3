import { DiscordRobotApi } from '../../../../credentials/DiscordRobotApi.credentials.ts';
import { DiscordRobot } from '../../../../nodes/DiscordRobot/DiscordRobot.node.ts';
import { discordErrors } from '../../../../src/robots/discord/errors.ts';
import { parseMarkdown } from '../../../../src/robots/markdown/parse.ts';
import { renderMarkdown } from '../../../../src/robots/markdown/render.ts';
import {
	discordMarkdown,
	plainInDiscord,
	withoutBroadcasts,
} from '../../../../src/robots/discord/markdown.ts';
import { discordTextMessages } from '../../../../src/robots/discord/messages.ts';
import { discord as sending } from '../../../../src/robots/discord/platform.ts';
import { discordNotification, discordStyles } from '../../../../src/robots/discord/notification.ts';
import { discord as played } from './played.mts';
import { discordBody, embedCharacters } from './schema.mts';
import { common, type TestedPlatform } from '../testedPlatform.mts';

const someone = '80351110224678912';

export const discord: TestedPlatform = {
	...played,
	page: 'discord.md',
	robots: [
		{
			name: 'Discord',
			node: new DiscordRobot(),
			credential: new DiscordRobotApi(),
			fields: (baseUrl, secret) => ({
				webhook: `${baseUrl}/api/webhooks/223704706495545344/${secret()}`,
				furtherRobots: `${baseUrl}/api/webhooks/223704706495545345/${secret()}`,
			}),
			answers: {
				refusal: (message) => ({
					code: 93999,
					message,
					errors: { content: { _errors: [{ code: 'X', message }] } },
				}),
				success: (content) => ({ id: '1', channel_id: '2', content }),
			},
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
	],
	platforms: [sending],
	errors: discordErrors,
	styles: discordStyles,
	write: (notification, options = {}) =>
		discordNotification(notification, {
			...common(options),
			style: (options.style ?? 'embed') as (typeof discordStyles)[number],
			mentions: {
				users: options.mentioned === 'one' ? [someone] : [],
				roles: [],
				everybody: options.mentioned === 'everybody' ? 'everyone' : 'none',
			},
		}),
	schema: discordBody,
	one: someone,
	everybody: 'everyone',
	limit: 6_000,
	size: (body) => embedCharacters(body) + (body.content ?? '').length,
	markup: [
		'@everyone',
		'@here',
		'<@80351110224678912>',
		'<@!80351110224678912>',
		'<@&165511591545143296>',
		'[bank](<https://evil.example>)',
		'https://a.example/](https://evil.example)',
		'https://a.example/@everyone',
	],
	markdownWriters: {
		'its markdown': (text) => renderMarkdown(parseMarkdown(text), discordMarkdown),
	},
	writers: {
		'a line as it is': (text) => withoutBroadcasts(plainInDiscord(text, true)),
		...Object.fromEntries(
			[true, false].map((isMarkdown) => [
				`texts, ${isMarkdown ? 'markdown' : 'plain'}`,
				(text: string) =>
					discordTextMessages(text, {
						mentions: { users: [], roles: [], everybody: 'here' },
						allowMentionsInContent: false,
						isMarkdown,
						showPreviews: false,
						whenTooLong: 'truncate',
					}),
			]),
		),
	},
};
