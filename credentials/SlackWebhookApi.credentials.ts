import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	furtherRobotsProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { SLACK_HOOK_BASE_URL, slackWebhooksOf } from '../src/robots/slack/address';
import { partedFromRobot } from '../src/robots/severalRobots';

export class SlackWebhookApi implements ICredentialType {
	name = 'slackWebhookApi';

	displayName = 'Slack Webhook API';

	icon: Icon = { light: 'file:../icons/slack.svg', dark: 'file:../icons/slack.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/slack.md#incoming-webhook';

	properties: INodeProperties[] = [
		addressProperty({
			displayName: 'Webhook URL',
			name: 'url',
			placeholder: 'e.g. https://hooks.slack.com/services/…',
			description: 'At api.slack.com/apps: the app > Incoming Webhooks > Webhook URL',
		}),
		furtherRobotsProperty('https://hooks.slack.com/services/…'),
		baseUrlProperty(SLACK_HOOK_BASE_URL),
		onlyForTheRobot,
	];

	/** The address is the whole of the authentication. */
	authenticate: IAuthenticate = async (fields, given) => {
		const { request, robot } = partedFromRobot(given, slackWebhooksOf(fields));
		return { ...request, baseURL: robot.baseUrl, url: robot.path };
	};
}
