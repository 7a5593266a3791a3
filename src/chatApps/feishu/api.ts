import type { Clock } from '../../time/clock';
import { askWithToken } from '../appToken';
import type { AskPlatform, PlatformAnswer, PlatformRequest } from '../connection/dialect';
import { numberAt } from '../json';
import type { FeishuApp } from './app';
import { tenantTokens } from './tenantToken';

/** A request of an app to the API, by the path behind the base URL. */
export type FeishuRequest = { path: string } & Pick<PlatformRequest, 'body' | 'method'>;

/** Whether the API says that it has done what it was asked. */
export function isDone({ body }: PlatformAnswer): boolean {
	return numberAt(body, 'code') === 0;
}

/** What the API says to an app. Rejects only where there was no answer. */
export async function askAsApp(
	app: FeishuApp,
	{ path, ...request }: FeishuRequest,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<PlatformAnswer> {
	return await askWithToken(
		tenantTokens(app),
		(token) => ({
			url: app.baseUrl + path,
			headers: { Authorization: `Bearer ${token}` },
			...request,
		}),
		ask,
		clock,
	);
}
