import { createHmac } from 'node:crypto';

import { secondsBetween } from '../signedAt';

/**
 * "签名校验" of "自定义机器人使用指南" (open.feishu.cn, add-custom-bot): the key is the
 * timestamp in seconds, a line break and the secret; the message is empty. Goes
 * into the body; valid for an hour.
 */
export function feishuSignature(secret: string, now: number): { timestamp: string; sign: string } {
	const timestamp = String(Math.floor(now / 1_000));
	const sign = createHmac('sha256', `${timestamp}\n${secret.trim()}`).digest('base64');
	return { timestamp, sign };
}

/** Of every request that may have been signed from one time to the other; ms since 1970. */
export function feishuSignatures(secret: string, from: number, to: number): string[] {
	if (secret === '') return [];
	return secondsBetween(from, to).flatMap((time) => Object.values(feishuSignature(secret, time)));
}
