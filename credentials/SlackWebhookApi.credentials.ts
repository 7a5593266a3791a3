import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { SLACK_HOOK_BASE_URL, slackWebhookUrl } from '../src/robots/slack/address';

export class SlackWebhookApi implements ICredentialType {
	name = 'slackWebhookApi';

	displayName = 'Slack Webhook API';

	icon: Icon = { light: 'file:../icons/slack.svg', dark: 'file:../icons/slack.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/slack.md#incoming-webhook';

	properties: INodeProperties[] = [
		{
			displayName: 'Webhook URL',
			name: 'url',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. https://hooks.slack.com/services/…',
			description: 'At api.slack.com/apps: the app > Incoming Webhooks > Webhook URL',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: SLACK_HOOK_BASE_URL,
			description: 'Only for a proxy. A pasted URL has its own.',
		},
	];

	/** The address is the whole of the authentication. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { baseUrl, path } = slackWebhookUrl(
			String(credentials.url ?? ''),
			String(credentials.baseUrl || SLACK_HOOK_BASE_URL),
		);
		return { ...request, baseURL: baseUrl, url: path };
	};
}
