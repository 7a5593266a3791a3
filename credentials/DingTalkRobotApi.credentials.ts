import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	DINGTALK_BASE_URL,
	DINGTALK_INTERNATIONAL_URL,
	dingTalkAddress,
} from '../src/robots/dingTalk/address';
import { dingTalkSignature } from '../src/robots/dingTalk/signature';
import { systemClock } from '../src/time/clock';

export class DingTalkRobotApi implements ICredentialType {
	name = 'dingTalkRobotApi';

	displayName = 'DingTalk Robot API';

	icon: Icon = { light: 'file:../icons/dingTalk.svg', dark: 'file:../icons/dingTalk.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/dingtalk.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Webhook or Token',
			name: 'webhook',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'In the group: Settings > Bots (机器人) > the custom robot > Webhook. The whole URL or only what follows "access_token=".',
		},
		{
			displayName: 'Signing Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			placeholder: 'e.g. SEC…',
			description: 'Only when "Additional Signature" (加签) of the robot is on. Begins with SEC.',
		},
		{
			displayName: 'Keyword',
			name: 'keyword',
			type: 'string',
			default: '',
			description:
				'Only when the robot has custom keywords (自定义关键词): one of them. It is added to the title of notifications that lack it.',
		},
		{
			displayName: 'Region',
			name: 'baseUrl',
			type: 'options',
			options: [
				{ name: 'China', value: DINGTALK_BASE_URL },
				{ name: 'International', value: DINGTALK_INTERNATIONAL_URL },
			],
			default: DINGTALK_BASE_URL,
			description: 'Where the robot lives. A pasted URL has its own.',
		},
		{
			displayName: 'Base URL',
			name: 'customBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://dingtalk.example.com',
			description: 'Only for a private deployment or a proxy, instead of the region',
		},
	];

	/** Token and signature of this very moment go into the query, which n8n encodes: once is right. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { baseUrl, token } = dingTalkAddress(
			String(credentials.webhook ?? ''),
			String(credentials.customBaseUrl || credentials.baseUrl || DINGTALK_BASE_URL),
		);
		const secret = String(credentials.secret ?? '').trim();
		return {
			...request,
			baseURL: baseUrl,
			qs: {
				...request.qs,
				access_token: token,
				...(secret ? dingTalkSignature(secret, systemClock.now()) : {}),
			},
		};
	};
}
