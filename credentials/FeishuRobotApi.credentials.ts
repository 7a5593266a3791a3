import type {
	IAuthenticate,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { FEISHU_BASE_URL, feishuAddress, LARK_BASE_URL } from '../src/robots/feishu/address';
import { feishuCredentialErrors } from '../src/robots/feishu/errors';
import { feishuSignature } from '../src/robots/feishu/signature';
import { systemClock } from '../src/time/clock';

export class FeishuRobotApi implements ICredentialType {
	name = 'feishuRobotApi';

	displayName = 'Feishu Robot API';

	icon: Icon = { light: 'file:../icons/feishu.svg', dark: 'file:../icons/feishu.dark.svg' };

	documentationUrl =
		'https://github.com/until-replied/n8n-nodes-until-replied/blob/main/docs/robots/feishu.md#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'Webhook Address or Token',
			name: 'webhook',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'In the group: Settings > Bots (群机器人) > the custom bot > Webhook address. The whole address or only what follows "/hook/".',
		},
		{
			displayName: 'Signing Secret',
			name: 'secret',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'Only when "Set signature verification" (签名校验) of the bot is on',
		},
		{
			displayName: 'Keyword',
			name: 'keyword',
			type: 'string',
			default: '',
			description:
				'Only when the bot has custom keywords (自定义关键词): one of them. It is added to the title of notifications that lack it.',
		},
		{
			displayName: 'Region',
			name: 'baseUrl',
			type: 'options',
			options: [
				{ name: 'Feishu (China)', value: FEISHU_BASE_URL },
				{ name: 'Lark (International)', value: LARK_BASE_URL },
			],
			default: FEISHU_BASE_URL,
			description: 'Where the bot lives. A pasted address has its own.',
		},
		{
			displayName: 'Base URL',
			name: 'customBaseUrl',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://open.feishu.example.com',
			description: 'Only for a private deployment or a proxy, instead of the region',
		},
	];

	/** The token goes into the path, the signature of this very moment into the body. */
	authenticate: IAuthenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const { baseUrl, path } = feishuAddress(
			String(credentials.webhook ?? ''),
			String(credentials.customBaseUrl || credentials.baseUrl || FEISHU_BASE_URL),
		);
		const secret = String(credentials.secret ?? '').trim();
		return {
			...request,
			baseURL: baseUrl,
			url: path,
			body: {
				...(secret ? feishuSignature(secret, systemClock.now()) : {}),
				...(request.body as object),
			},
		};
	};

	// A text without its text: a living bot refuses it with 9499 or 19002 and posts nothing.
	test: ICredentialTestRequest = {
		request: {
			baseURL: FEISHU_BASE_URL,
			url: '/open-apis/bot/v2/hook/',
			method: 'POST',
			body: { msg_type: 'text', content: {} },
			ignoreHttpStatusErrors: true,
		},
		rules: [
			...feishuCredentialErrors,
			[undefined, 'The answer is not from Feishu: check region and base URL'] as const,
		].map(([value, message]) => ({
			type: 'responseSuccessBody',
			properties: { key: 'code', value, message },
		})),
	};
}
