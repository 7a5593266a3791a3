import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { weComCredentialErrors } from '../src/robots/weCom/errors';
import { WECOM_BASE_URL, weComAddress } from '../src/robots/weCom/webhookAddress';

export class WeComRobotApi implements ICredentialType {
	name = 'weComRobotApi';

	displayName = 'WeCom Robot API';

	icon: Icon = { light: 'file:../icons/weCom.svg', dark: 'file:../icons/weCom.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/wecom.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Webhook URL or Key',
			name: 'key',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'In WeCom: the group > ⋯ > Group Robots (群机器人) > the robot > Webhook URL. The whole URL or only what follows "key=".',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: WECOM_BASE_URL,
			description: 'Only for a private deployment or a proxy. A pasted URL has its own.',
		},
	];

	/** The key is the whole of the authentication: it goes into the query. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { baseUrl, key } = weComAddress(
			String(credentials.key ?? ''),
			String(credentials.baseUrl || WECOM_BASE_URL),
		);
		return { ...request, baseURL: baseUrl, qs: { ...request.qs, key } };
	};

	// An empty text: a living robot refuses it with 44004 and posts nothing, a wrong key is refused with 93000.
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.baseUrl }}',
			url: '/cgi-bin/webhook/send',
			method: 'POST',
			body: { msgtype: 'text', text: { content: '' } },
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...weComCredentialErrors,
			[undefined, 'The answer is not from WeCom: check the base URL'] as const,
		].map(([value, message]) => ({
			type: 'responseSuccessBody',
			properties: { key: 'errcode', value, message },
		})),
	};
}
