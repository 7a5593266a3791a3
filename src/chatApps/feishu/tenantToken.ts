import type { AppTokens } from '../appToken';
import { idAt, numberAt } from '../json';
import type { FeishuApp } from './app';

/** Where an app says its secret, and gets what proves it from then on. */
export const PROOF_PATH = '/open-apis/auth/v3/tenant_access_token/internal';

/** What proves an app to the API: `tenant_access_token` ("自建应用获取 tenant_access_token", open.feishu.cn). */
export const tenantTokens = ({ baseUrl, appId, appSecret }: FeishuApp): AppTokens => ({
	app: [appId, appSecret],
	baseUrl,
	request: {
		url: `${baseUrl}${PROOF_PATH}`,
		headers: {},
		body: { app_id: appId, app_secret: appSecret },
	},
	read({ body }) {
		const token = idAt(body, 'tenant_access_token');
		if (numberAt(body, 'code') !== 0 || token === '') return undefined;
		return { token, seconds: numberAt(body, 'expire') ?? 0 };
	},
	isRefused: ({ body }) => isTokenRefused(String(numberAt(body, 'code'))),
	headers: (token) => ({ Authorization: `Bearer ${token}` }),
});

/** What says that a token is none, or none any more ("通用错误码"). */
const REFUSED_TOKEN = ['99991661', '99991663', '99991664', '99991665', '99991668'];

export function isTokenRefused(code: string): boolean {
	return REFUSED_TOKEN.includes(code);
}
