import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	furtherRobotsProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { DISCORD_BASE_URL, discordWebhooksOf } from '../src/robots/discord/address';
import { partedFromRobot } from '../src/robots/severalRobots';

export class DiscordRobotApi implements ICredentialType {
	name = 'discordRobotApi';

	displayName = 'Discord Robot API';

	icon: Icon = { light: 'file:../icons/discord.svg', dark: 'file:../icons/discord.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/discord.md#credential';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Webhook URL',
			name: 'webhook',
			placeholder: 'e.g. https://discord.com/api/webhooks/…',
			description:
				'In Discord: the channel > Edit Channel > Integrations > Webhooks > Copy Webhook URL',
		}),
		furtherRobotsProperty('https://discord.com/api/webhooks/…'),
		baseUrlProperty(DISCORD_BASE_URL),
		onlyForTheRobot,
	];

	/** The address is the whole of the authentication. */
	authenticate: IAuthenticate = async (fields, given) => {
		const { request, robot } = partedFromRobot(given, discordWebhooksOf(fields));
		const { baseUrl, path, threadId } = robot;
		return {
			...request,
			baseURL: baseUrl,
			url: path + (request.url ?? ''),
			// Unless it begins a thread of its own.
			qs: { ...(threadId && !beginsThread(request) ? { thread_id: threadId } : {}), ...request.qs },
		};
	};
}

function beginsThread({ body }: { body?: unknown }): boolean {
	return Object.hasOwn(Object(body) as object, 'thread_name');
}
