import type { AppTokens } from '../appToken';
import { idAt, numberAt, textAt } from '../json';
import type { DingTalkApp } from './app';

/** The header that has it. */
const HEADER = 'x-acs-dingtalk-access-token';

/** What proves an app to the API ("获取企业内部应用的accessToken", open.dingtalk.com). */
export const accessTokens = ({ baseUrl, clientId, clientSecret }: DingTalkApp): AppTokens => ({
	app: [clientId, clientSecret],
	request: {
		url: `${baseUrl}/v1.0/oauth2/accessToken`,
		headers: { Accept: 'application/json' },
		body: { appKey: clientId, appSecret: clientSecret },
	},
	read({ body }) {
		const token = textAt(body, 'accessToken');
		return token === '' ? undefined : { token, seconds: numberAt(body, 'expireIn') ?? 0 };
	},
	isRefused: ({ body }) => isTokenRefused(idAt(body, 'code')),
});

export const withToken = (token: string): Record<string, string> => ({ [HEADER]: token });

/** "不合法的access_token", as it was seen (satorijs/satori#240); in small letters, as DingTalk writes codes both ways. */
export function isTokenRefused(code: string): boolean {
	return code.toLowerCase() === 'invalidauthentication';
}
