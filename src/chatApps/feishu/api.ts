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
 * What the API says to an app, once more where it does not take the token any
 * more: nothing was done then. Rejects only where there was no answer.
 */
export async function askAsApp(
	app: FeishuApp,
	{ path, ...request }: FeishuRequest,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<PlatformAnswer> {
	for (let isLast = false; ; isLast = true) {
		const proof = await tenantToken(app, ask, clock);
		if (!proof.ok) {
			if (proof.answer) return proof.answer;
			throw proof.error;
		}
		const headers = { Authorization: `Bearer ${proof.token}` };
		const answer = await ask({ url: app.baseUrl + path, headers, ...request });
		if (isLast || !isTokenRefused(numberAt(answer.body, 'code'))) return answer;
		dropTenantToken(app, proof.token, clock);
	}
}
