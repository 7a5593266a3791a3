import type { AppTokens } from '../appToken';
import { idAt, numberAt, textAt } from '../json';
import type { DingTalkApp } from './app';

/** "不合法的access_token" ("全局错误码"). */
const INVALID_TOKEN = 40_014;

/** The header that has it. */
const HEADER = 'x-acs-dingtalk-access-token';

/** What proves an app to the API ("获取企业内部应用的accessToken", open.dingtalk.com). */
export const accessTokens = ({ baseUrl, clientId, clientSecret }: DingTalkApp): AppTokens => ({
	app: [clientId, clientSecret],
	baseUrl,
	request: {
		url: `${baseUrl}/v1.0/oauth2/accessToken`,
		headers: { Accept: 'application/json' },
		body: { appKey: clientId, appSecret: clientSecret },
	},
	read({ body }) {
		const token = textAt(body, 'accessToken');
		return token === '' ? undefined : { token, seconds: numberAt(body, 'expireIn') ?? 0 };
	},
	// The older part of the API has numbers.
	isRefused: ({ body }) =>
		isTokenRefused(idAt(body, 'code')) || numberAt(body, 'errcode') === INVALID_TOKEN,
	headers: (token) => ({ Accept: 'application/json', [HEADER]: token }),
});

/** "不合法的access_token", as it was seen (satorijs/satori#240); in small letters, as DingTalk writes codes both ways. */
export function isTokenRefused(code: string): boolean {
	return code.toLowerCase() === 'invalidauthentication';
}
