import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { DISCORD_BASE_URL, discordAddressOf } from '../src/robots/discord/address';

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
		baseUrlProperty(DISCORD_BASE_URL),
		onlyForTheRobot,
	];

	/** The address is the whole of the authentication. */
	authenticate: IAuthenticate = async (fields, request) => {
		const { baseUrl, path } = discordAddressOf(fields);
		return { ...request, baseURL: baseUrl, url: path };
	};
}
