import { discordErrors } from '../../../src/robots/discord/errors.ts';
import { discordNotification, discordStyles } from '../../../src/robots/discord/notification.ts';
import { readDiscord } from '../groupView/discord.mts';
import { discordBody, embedCharacters } from '../schemas/discord.mts';
import { common, type TestedPlatform } from './testedPlatform.mts';

const someone = '80351110224678912';

export const discord: TestedPlatform = {
	name: 'discord',
	page: 'discord.md',
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
