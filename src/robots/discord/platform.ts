import { MINUTE, SECOND } from '../../time/duration';
import type { Platform } from '../sending/platform';
import { readDiscordResponse } from './response';

export const discord: Platform = {
	name: 'Discord',
	// Not documented: what Discord's own people say in discord/discord-api-docs, issue 367. Its headers come on top.
	limits: [
		{ count: 30, interval: MINUTE, isOfGroup: true },
		{ count: 5, interval: 2 * SECOND },
	],
	isIdempotent: false,
	readResponse: readDiscordResponse,
};
