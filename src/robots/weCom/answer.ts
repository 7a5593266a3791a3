import {
	errcodeAnswer,
	failureOf,
	strangeAnswer,
	type HttpAnswer,
	type RobotAnswer,
} from '../sending/answer';
import { weComErrors } from './errors';

/** Reads the robot's answer. Anything that does not say `errcode` 0 is an error. */
export function readWeComAnswer(answer: HttpAnswer): RobotAnswer {
	const parsed = errcodeAnswer.safeParse(answer.body);
	if (!parsed.success) return strangeAnswer('WeCom', answer);
	const { errcode, errmsg = '' } = parsed.data;
	if (errcode === 0) return { ok: true, response: parsed.data };
	return failureOf(
		weComErrors[errcode],
		`WeCom error ${errcode}: ${withoutKey(errmsg)}`,
		String(errcode),
		'WeCom\'s list of error codes, "全局错误码"',
	);
}

/** No answer of WeCom is known to repeat the key; should one do so, it must not reach a log. */
function withoutKey(text: string): string {
	return text.replace(/key=[^&\s]+/gi, 'key=***');
}
