import { createHash } from 'node:crypto';

import { RecentMap } from '../recentMap';
import type { Clock } from '../time/clock';
import { HOUR, MINUTE, SECOND } from '../time/duration';
import type { AskPlatform, PlatformAnswer, PlatformRequest } from './connection/dialect';

/** How an app of a platform gets what proves it to the API. */
export interface AppTokens {
	/** What makes it this app and no other, with its secret. */
	app: string[];
	/** Of the API, without a slash at its end. */
	baseUrl: string;
	/** What asks for a token. */
	request: PlatformRequest;
	/** The token, and the seconds that it is good for; undefined where the answer has none. */
	read(answer: PlatformAnswer): { token: string; seconds: number } | undefined;
	/** Whether an answer says that a token is none, or none any more. */
	isRefused(answer: PlatformAnswer): boolean;
	/** How a request has it. */
	headers(token: string): Record<string, string>;
}

/** A request of an app to the API, by the path behind the base URL. */
export type AppRequest = { path: string } & Pick<PlatformRequest, 'body' | 'method'>;

/** A token, or what was answered in its place, or why nothing was. */
export type AppToken =
	| { ok: true; token: string }
	| { ok: false; answer?: PlatformAnswer; error?: unknown };

/** With ms that it is good for. */
type AskedToken = { ok: true; token: string; validFor: number } | Extract<AppToken, { ok: false }>;

interface Kept {
	asked: Promise<AskedToken>;
	/** As soon as it is there. */
	token?: string;
	/** ms since 1970, until when it is taken from here; Infinity while it is asked for. */
	until: number;
}

/** ms before its end at which another is asked for: a request may wait that long. */
const MARGIN = 5 * MINUTE;
/** ms: of a token of Feishu or DingTalk ("2 小时", "7200"). */
const LONGEST = 2 * HOUR;
const MOST_APPS = 1_000;

const kept = new RecentMap<Kept>({ keepFor: LONGEST, most: MOST_APPS });

const keyOf = ({ app, request }: AppTokens) =>
	createHash('sha256')
		.update(JSON.stringify([request.url, ...app]))
		.digest('hex');

/** What proves an app to the API: one for the whole process, until it expires. */
export async function appToken(
	tokens: AppTokens,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<AppToken> {
	const key = keyOf(tokens);
	const now = clock.now();
	const known = kept.get(key, now);
	if (known && now < known.until) return await known.asked;
	const entry: Kept = { asked: askFor(tokens, ask), until: Infinity };
	kept.set(key, entry, now);
	void entry.asked.then((result) => {
		if (!result.ok) return forget(key, entry, clock.now());
		entry.token = result.token;
		entry.until = now + result.validFor - Math.min(MARGIN, result.validFor / 2);
	});
	return await entry.asked;
}

/** The platform does not take this one any more. */
export function dropAppToken(tokens: AppTokens, refused: string, clock: Pick<Clock, 'now'>): void {
	const key = keyOf(tokens);
	const known = kept.get(key, clock.now());
	if (known?.token === refused) kept.delete(key);
}

/**
 * What the API says to an app, once more where it does not take the token any
 * more: nothing was done then. Rejects only where there was no answer.
 *
 * @param request with the token.
 */
export async function askWithToken(
	tokens: AppTokens,
	request: (token: string) => PlatformRequest,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<PlatformAnswer> {
	for (let isLast = false; ; isLast = true) {
		const proof = await appToken(tokens, ask, clock);
		if (!proof.ok) {
			if (proof.answer) return proof.answer;
			throw proof.error;
		}
		const answer = await ask(request(proof.token));
		if (isLast || !tokens.isRefused(answer)) return answer;
		dropAppToken(tokens, proof.token, clock);
	}
}

/** What the API says to an app. Rejects only where there was no answer. */
export async function askAsApp(
	tokens: AppTokens,
	{ path, ...request }: AppRequest,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<PlatformAnswer> {
	const { baseUrl, headers } = tokens;
	return await askWithToken(
		tokens,
		(token) => ({ url: baseUrl + path, headers: headers(token), ...request }),
		ask,
		clock,
	);
}

function forget(key: string, entry: Kept, now: number): void {
	if (kept.get(key, now) === entry) kept.delete(key);
}

async function askFor({ request, read }: AppTokens, ask: AskPlatform): Promise<AskedToken> {
	const [asked] = await Promise.allSettled([ask(request)]);
	if (asked.status === 'rejected') return { ok: false, error: asked.reason };
	const given = read(asked.value);
	if (!given) return { ok: false, answer: asked.value };
	const validFor = Math.min(Math.max(given.seconds, 0) * SECOND, LONGEST);
	return { ok: true, token: given.token, validFor };
}
