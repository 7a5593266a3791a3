import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { SLACK_API_BASE_URL } from '../src/robots/slack/address';
import { slackCredentialErrors } from '../src/robots/slack/errors';

export class SlackBotApi implements ICredentialType {
	name = 'slackBotApi';

	displayName = 'Slack Bot API';

	icon: Icon = { light: 'file:../icons/slack.svg', dark: 'file:../icons/slack.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/slack.md#bot-token';

	properties: INodeProperties[] = [
		{
			displayName: 'Bot Token',
			name: 'token',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. xoxb-…',
			description:
				'At api.slack.com/apps: the app > OAuth & Permissions > Bot User OAuth Token. Scopes: chat:write; files:write for files; users:read.email for mentions by e-mail.',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: SLACK_API_BASE_URL,
			description:
				'Of the Web API; another one for GovSlack (https://slack-gov.com/api) or a proxy',
		},
	];

	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const baseUrl = String(credentials.baseUrl || SLACK_API_BASE_URL).trim();
		return {
			...request,
			baseURL: baseUrl.replace(/\/+$/, ''),
			headers: {
				...request.headers,
				Authorization: `Bearer ${String(credentials.token ?? '').trim()}`,
			},
		};
	};

	// "auth.test" tells whose token it is; a wrong one is refused with HTTP 200 and a word.
	test: ICredentialTestRequest = {
		request: { baseURL: SLACK_API_BASE_URL, url: '/auth.test', method: 'POST' },
		rules: slackCredentialErrors.map(({ key, value, message }) => ({
			type: 'responseSuccessBody',
			properties: { key, value, message },
		})),
	};
}
