import { createHash } from 'node:crypto';

import { RecentMap } from '../../recentMap';
import type { Clock } from '../../time/clock';
import { HOUR, MINUTE, SECOND } from '../../time/duration';
import type { AskPlatform, PlatformAnswer } from '../connection/dialect';
import { idAt, numberAt } from '../json';
import type { FeishuApp } from './app';

/** A token, or what was answered in its place, or why nothing was. */
export type TenantToken =
	| { ok: true; token: string }
	| { ok: false; answer?: PlatformAnswer; error?: unknown };

/** With ms that it is good for. */
type AskedToken =
	| { ok: true; token: string; validFor: number }
	| Extract<TenantToken, { ok: false }>;

interface Kept {
	asked: Promise<AskedToken>;
	/** As soon as it is there. */
	token?: string;
	/** ms since 1970, until when it is taken from here; Infinity while it is asked for. */
	until: number;
}

/** Where an app says its secret, and gets what proves it from then on. */
export const PROOF_PATH = '/open-apis/auth/v3/tenant_access_token/internal';

/** ms before its end at which another is asked for: a request may wait that long. */
const MARGIN = 5 * MINUTE;
/** "2 小时", of the token. */
const LONGEST = 2 * HOUR;
const MOST_APPS = 1_000;

const kept = new RecentMap<Kept>({ keepFor: LONGEST, most: MOST_APPS });

const keyOf = ({ baseUrl, appId, appSecret }: FeishuApp) =>
	createHash('sha256')
		.update(JSON.stringify([baseUrl, appId, appSecret]))
		.digest('hex');

/**
 * What proves an app to the API ("自建应用获取 tenant_access_token", open.feishu.cn):
 * one for the whole process, until it expires.
 */
export async function tenantToken(
	app: FeishuApp,
	ask: AskPlatform,
	clock: Pick<Clock, 'now'>,
): Promise<TenantToken> {
	const key = keyOf(app);
	const now = clock.now();
	const known = kept.get(key, now);
	if (known && now < known.until) return await known.asked;
	const entry: Kept = { asked: askFor(app, ask), until: Infinity };
	kept.set(key, entry, now);
	void entry.asked.then((result) => {
		if (!result.ok) return forget(key, entry, clock.now());
		entry.token = result.token;
		entry.until = now + result.validFor - Math.min(MARGIN, result.validFor / 2);
	});
	return await entry.asked;
}

/** Feishu does not take this one any more. */
export function dropTenantToken(app: FeishuApp, refused: string, clock: Pick<Clock, 'now'>): void {
	const key = keyOf(app);
	const known = kept.get(key, clock.now());
	if (known?.token === refused) kept.delete(key);
}

function forget(key: string, entry: Kept, now: number): void {
	if (kept.get(key, now) === entry) kept.delete(key);
}

async function askFor(
	{ baseUrl, appId, appSecret }: FeishuApp,
	ask: AskPlatform,
): Promise<AskedToken> {
	const [asked] = await Promise.allSettled([
		ask({
			url: `${baseUrl}${PROOF_PATH}`,
			headers: {},
			body: { app_id: appId, app_secret: appSecret },
		}),
	]);
	if (asked.status === 'rejected') return { ok: false, error: asked.reason };
	const answer = asked.value;
	const token = idAt(answer.body, 'tenant_access_token');
	if (numberAt(answer.body, 'code') !== 0 || token === '') return { ok: false, answer };
	const seconds = numberAt(answer.body, 'expire') ?? 0;
	return { ok: true, token, validFor: Math.min(Math.max(seconds, 0) * SECOND, LONGEST) };
}

/** What says that a token is none, or none any more ("通用错误码"). */
const REFUSED_TOKEN = [99991661, 99991663, 99991664, 99991665, 99991668];

export function isTokenRefused(code: number | undefined): boolean {
	return code !== undefined && REFUSED_TOKEN.includes(code);
}
