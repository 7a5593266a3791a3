import { DiscordRobotApi } from '../../../../credentials/DiscordRobotApi.credentials.ts';
import { DiscordRobot } from '../../../../nodes/DiscordRobot/DiscordRobot.node.ts';
import { discordErrors } from '../../../../src/robots/discord/errors.ts';
import { discordNotification, discordStyles } from '../../../../src/robots/discord/notification.ts';
import { readDiscord } from './view.mts';
import { discordBody, embedCharacters } from './schema.mts';
import { common, type TestedPlatform } from '../testedPlatform.mts';

const someone = '80351110224678912';

export const discord: TestedPlatform = {
	name: 'discord',
	page: 'discord.md',
	robots: [
		{
			name: 'Discord',
			node: new DiscordRobot(),
			credential: new DiscordRobotApi(),
			fields: (baseUrl, secret) => ({
				webhook: `${baseUrl}/api/webhooks/223704706495545344/${secret()}`,
			}),
			parameters: [{}, { operation: 'sendMessage', messageType: 'text', content: 'hello' }],
		},
	],
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
	read: readDiscord,
	one: someone,
	everybody: 'everyone',
	limit: 6_000,
	size: (body) => embedCharacters(body) + (body.content ?? '').length,
};
