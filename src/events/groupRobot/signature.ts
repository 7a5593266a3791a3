import { createHmac } from 'node:crypto';

import { HOUR } from '../../time/duration';
import { lookInBody } from '../lookInBody';
import { textField } from '../request';
import { checkAge, missing, wrong, type SignatureScheme } from '../signature/signature';
import { equalSecrets } from '../../secrets/equalSecrets';

/*
 * DingTalk, "自定义机器人安全设置": base64 HMAC-SHA256 of `timestamp\nsecret`, keyed
 * with the secret; both in the query, milliseconds. Feishu, "自定义机器人使用指南":
 * base64 HMAC-SHA256 of nothing, keyed with `timestamp\nsecret`; both in the
 * body, seconds. Either counts for an hour. Neither covers the message. WeCom's
 * and Slack's robots know none.
 */

const TOLERANCE = HOUR;

function dingTalkSignature(timestamp: string, secret: string): string {
	return createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
}

function feishuSignature(timestamp: string, secret: string): string {
	return createHmac('sha256', `${timestamp}\n${secret}`).digest('base64');
}

export const robotSignature: SignatureScheme = {
	secret: 'the secret that the sender signs with (of a DingTalk or a Feishu robot)',
	hasTime: true,
	bearers: { query: ['sign'], members: ['sign'] },
	proofIn(request, { now, tolerance = TOLERANCE }) {
		const inQuery = textField(request.query, 'sign');
		const look = inQuery === undefined ? lookInBody(request, ['sign', 'timestamp']) : undefined;
		if (look?.ok === false) return missing('sign', look.message);
		const sign = inQuery ?? look?.members.sign;
		if (sign === undefined) return missing('sign');
		const timestamp = look ? look.members.timestamp : textField(request.query, 'timestamp');
		if (timestamp === undefined) return missing('timestamp');
		const signature = look ? feishuSignature : dingTalkSignature;
		return {
			ok: true,
			check(secret) {
				// A plus sign that was not encoded arrives as a space.
				const isRight = equalSecrets(sign.replaceAll(' ', '+'), signature(timestamp, secret));
				return isRight ? checkAge('timestamp', timestamp, tolerance, now) : wrong('sign');
			},
		};
	},
};
