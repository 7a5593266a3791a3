import { createHmac } from 'node:crypto';

import { secondsBetween, wholeSecond } from '../signedAt';
import type { SigningRobot } from '../severalRobots';
import type { DingTalkAddress } from './address';

/**
 * "加签" of "自定义机器人安全设置" (open.dingtalk.com): the key is the secret, the
 * message the timestamp in milliseconds, a line break and the secret. Goes into
 * the query, where it has to be encoded once; valid for an hour.
 */
export function dingTalkSignature(
	secret: string,
	now: number,
): { timestamp: string; sign: string } {
	const timestamp = String(now);
	const key = secret.trim();
	const sign = createHmac('sha256', key).update(`${timestamp}\n${key}`).digest('base64');
	return { timestamp, sign };
}

/** The query of a request of a robot, signed where it signs. */
export function dingTalkQuery(
	{ token, secret }: Pick<SigningRobot<DingTalkAddress>, 'token' | 'secret'>,
	now: number,
): Record<string, string> {
	return {
		access_token: token,
		...(secret ? dingTalkSignature(secret, wholeSecond(now)) : {}),
	};
}

/** Of every request that may have been signed from one time to the other; ms since 1970. */
export function dingTalkSignatures(secret: string, from: number, to: number): string[] {
	if (secret === '') return [];
	return secondsBetween(from, to).flatMap((time) => Object.values(dingTalkSignature(secret, time)));
}
