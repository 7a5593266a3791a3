import type { Clock } from '../../time/clock';
import { askWithToken } from '../appToken';
import type { AskPlatform, PlatformAnswer, PlatformRequest } from '../connection/dialect';
import { accessTokens, withToken } from './accessToken';
import type { DingTalkApp } from './app';

/** A request of an app to the API, by the path behind the base URL. */
export type DingTalkRequest = { path: string } & Pick<PlatformRequest, 'body' | 'method'>;

/** What the API says to an app. Rejects only where there was no answer. */
export async function askAsApp(
	app: DingTalkApp,
	{ path, ...request }: DingTalkRequest,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<PlatformAnswer> {
	return await askWithToken(
		accessTokens(app),
		(token) => ({
			url: app.baseUrl + path,
			headers: { Accept: 'application/json', ...withToken(token) },
			...request,
		}),
		ask,
		clock,
	);
}
