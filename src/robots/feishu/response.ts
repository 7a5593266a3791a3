import { z } from 'zod';

import { own } from '../../own';
import {
	credentialVerdict,
	errorCode,
	failureOf,
	strangeResponse,
	type HttpResponse,
	type RobotResponse,
} from '../sending/response';
import { feishuErrors } from './errors';

/** Old bots answer success as `StatusCode` alone. */
const responseSchema = z
	.looseObject({
		code: errorCode.optional(),
		StatusCode: errorCode.optional(),
		msg: z.string().optional(),
		StatusMessage: z.string().optional(),
	})
	.refine((answer) => answer.code !== undefined || answer.StatusCode !== undefined);

/** Reads the bot's answer: HTTP 200 says nothing, `code` 0 does. */
export function readFeishuResponse(answer: HttpResponse): RobotResponse {
	const parsed = responseSchema.safeParse(answer.body);
	if (!parsed.success) return strangeResponse('Feishu', answer);
	const { msg, StatusMessage } = parsed.data;
	const verdict = parsed.data.code || parsed.data.StatusCode || 0;
	if (verdict === 0) return { ok: true, response: parsed.data };
	const words = (msg ?? StatusMessage ?? '').slice(0, 1_000);
	return failureOf(
		// What is wrong with a card is told by a code within the words.
		own(feishuErrors, cardCodeIn(words) ?? verdict) ?? own(feishuErrors, verdict),
		`Feishu error ${verdict}: ${words}`,
		String(verdict),
		'"自定义机器人使用指南", the guide to custom bots, or the list of error codes ("通用错误码")',
		answer,
	);
}

function cardCodeIn(words: string): string | undefined {
	return /\bErrCode:\s*(\d+)/.exec(words)?.[1];
}

/** Whether an answer to the credential test, which posts nothing, comes from a bot that would send. */
export function isLivingBot(answer: HttpResponse): RobotResponse {
	return credentialVerdict(readFeishuResponse(answer), feishuErrors);
}
