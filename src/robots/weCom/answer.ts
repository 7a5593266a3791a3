import { z } from 'zod';

import { weComAdvice } from './errors';

const answerSchema = z.looseObject({
	// WeCom answers HTTP 200 for errors too: the verdict is here.
	errcode: z.union([
		z.int(),
		z
			.string()
			.regex(/^-?\d+$/)
			.transform(Number),
	]),
	errmsg: z.string().optional(),
});

export type WeComVerdict =
	| { ok: true; response: Record<string, unknown> }
	| { ok: false; code: string; message: string; description: string };

/** Reads the robot's answer. Anything that does not say `errcode` 0 is an error. */
export function weComVerdict(response: unknown): WeComVerdict {
	const parsed = answerSchema.safeParse(response);
	if (!parsed.success) {
		return {
			ok: false,
			code: 'noVerdict',
			message: 'The answer is not from a WeCom robot',
			description:
				'Something between n8n and WeCom (a proxy, a firewall) answered instead, or the base URL of the credential is wrong.',
		};
	}
	const { errcode, errmsg = '' } = parsed.data;
	if (errcode === 0) return { ok: true, response: parsed.data };
	const advice = weComAdvice(errcode);
	const said = `WeCom error ${errcode}: ${withoutKey(errmsg)}`;
	return {
		ok: false,
		code: String(errcode),
		message: advice?.message ?? said,
		description: advice
			? `${advice.fix} (${said})`
			: 'See WeCom\'s list of error codes, "全局错误码".',
	};
}

/** No answer of WeCom is known to repeat the key; should one do so, it must not reach a log. */
function withoutKey(text: string): string {
	return text.replace(/key=[^&\s]+/gi, 'key=***');
}
