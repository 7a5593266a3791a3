import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { entered } from '../src/robots/credential';
import { SLACK_API_BASE_URL, slackApiOf } from '../src/robots/slack/address';

export class SlackBotApi implements ICredentialType {
	name = 'slackBotApi';

	displayName = 'Slack Bot API';

	icon: Icon = { light: 'file:../icons/slack.svg', dark: 'file:../icons/slack.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/slack.md#bot-token';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Bot Token',
			name: 'token',
			placeholder: 'e.g. xoxb-…',
			description:
				'At api.slack.com/apps: the app > OAuth & Permissions > Bot User OAuth Token. Scopes: chat:write; files:write for files; users:read.email for mentions by email.',
		}),
		baseUrlProperty(
			SLACK_API_BASE_URL,
			'The address of the Web API. Change it only for GovSlack (https://slack-gov.com/api) or a proxy.',
		),
		onlyForTheRobot,
	];

	authenticate: IAuthenticate = async (fields, request) => ({
		...request,
		baseURL: slackApiOf(fields),
		headers: { ...request.headers, Authorization: `Bearer ${entered(fields, 'token')}` },
	});
}
