import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { entered } from '../src/robots/credential';
import { SLACK_API_BASE_URL, slackApiOf } from '../src/robots/slack/address';

export class SlackAppApi implements ICredentialType {
	name = 'slackAppApi';

	displayName = 'Slack App API';

	icon: Icon = { light: 'file:../icons/slack.svg', dark: 'file:../icons/slack.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/nodes/chat-answer-trigger.md#slack';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Bot Token',
			name: 'botToken',
			placeholder: 'e.g. xoxb-…',
			description:
				'At api.slack.com/apps: the app > OAuth & Permissions > Bot User OAuth Token. Give it an app of its own: Slack sends each press to only one of the programs that connect as the same app.',
		}),
		addressProperty({
			displayName: 'App-Level Token',
			name: 'appToken',
			placeholder: 'e.g. xapp-…',
			description:
				'At api.slack.com/apps: the app > Basic Information > App-Level Tokens. Scope: connections:write.',
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
		headers: { ...request.headers, Authorization: `Bearer ${entered(fields, 'botToken')}` },
	});
}
