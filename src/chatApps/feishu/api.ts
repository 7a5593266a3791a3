import type { Clock } from '../../time/clock';
import type { AskPlatform, PlatformAnswer, PlatformRequest } from '../connection/dialect';
import { numberAt } from '../json';
import type { FeishuApp } from './app';
import { dropTenantToken, isTokenRefused, tenantToken } from './tenantToken';

/** A request of an app to the API, by the path behind the base URL. */
export type FeishuRequest = { path: string } & Pick<PlatformRequest, 'body' | 'method'>;

/** Whether the API says that it has done what it was asked. */
export function isDone({ body }: PlatformAnswer): boolean {
	return numberAt(body, 'code') === 0;
}

/**
 * What the API says to an app; undefined where there was no answer. Once more
 * where it does not take the token any more: nothing was done then.
 */
export async function askAsApp(
	app: FeishuApp,
	{ path, ...request }: FeishuRequest,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<PlatformAnswer | undefined> {
	let answer: PlatformAnswer | undefined;
	for (let tried = 0; tried < 2; tried += 1) {
		const proof = await tenantToken(app, ask, clock);
		if (!proof.ok) return proof.answer;
		const headers = { Authorization: `Bearer ${proof.token}` };
		answer = await ask({ url: app.baseUrl + path, headers, ...request });
		if (!isTokenRefused(numberAt(answer.body, 'code'))) return answer;
		dropTenantToken(app, proof.token, clock);
	}
	return answer;
}
