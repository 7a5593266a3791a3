import { createHmac } from 'node:crypto';

import { entered, type CredentialFields } from '../credential';
import { secondsBetween, wholeSecond } from '../signedAt';
import { dingTalkAddressOf } from './address';

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

/** The query of a request of the robot that a credential names, signed where it signs. */
export function dingTalkQuery(fields: CredentialFields, now: number): Record<string, string> {
	const secret = entered(fields, 'secret');
	return {
		access_token: dingTalkAddressOf(fields).token,
		...(secret ? dingTalkSignature(secret, wholeSecond(now)) : {}),
	};
}

/** Of every request that may have been signed from one time to the other; ms since 1970. */
export function dingTalkSignatures(fields: CredentialFields, from: number, to: number): string[] {
	const secret = entered(fields, 'secret');
	if (secret === '') return [];
	return secondsBetween(from, to).flatMap((time) => Object.values(dingTalkSignature(secret, time)));
}
