import { appToken, dropAppToken, type AppTokens } from '../chatApps/appToken';
import { systemClock } from '../time/clock';
import type { TokenSource } from './design/access';

/** Where the robot of an app has its tokens from. @param isRefused whether this code of an answer says that a token is none, or none any more. */
export function appTokenSource(
	tokens: AppTokens,
	isRefused: (code: string) => boolean,
): TokenSource {
	return {
		current: async (ask) => await appToken(tokens, ask, systemClock),
		wasRefused(token, code) {
			if (isRefused(code)) dropAppToken(tokens, token, systemClock);
		},
		headers: tokens.headers,
	};
}
