import type { IAuthenticate, ICredentialType, Icon, INodeProperties } from 'n8n-workflow';

import {
	addressProperty,
	baseUrlProperty,
	onlyForTheRobot,
} from '../nodes/shared/robot/credentialProperties';
import { SLACK_HOOK_BASE_URL, slackWebhookOf } from '../src/robots/slack/address';

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
		baseUrlProperty(SLACK_HOOK_BASE_URL),
		onlyForTheRobot,
	];

	/** The address is the whole of the authentication. */
	authenticate: IAuthenticate = async (fields, request) => {
		const { baseUrl, path } = slackWebhookOf(fields);
		return { ...request, baseURL: baseUrl, url: path };
	};
}
