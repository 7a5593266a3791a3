import { own } from '../../own';
import {
	credentialVerdict,
	errcodeResponse,
	failureOf,
	strangeResponse,
	type ErrorAdvice,
	type HttpResponse,
	type RobotResponse,
} from '../sending/response';
import { weComErrors } from './errors';

/** Reads the robot's answer. Anything that does not say `errcode` 0 is an error. @param errors by their codes. */
export function readWeComResponse(
	answer: HttpResponse,
	errors: Readonly<Record<string, ErrorAdvice>> = weComErrors,
): RobotResponse {
	const parsed = errcodeResponse.safeParse(answer.body);
	if (!parsed.success) return strangeResponse('WeCom', answer);
	const { errcode, errmsg = '' } = parsed.data;
	if (errcode === 0) return { ok: true, response: parsed.data };
	return failureOf(
		own(errors, errcode),
		`WeCom error ${errcode}: ${errmsg.slice(0, 1_000)}`,
		String(errcode),
		'WeCom\'s list of error codes, "全局错误码"',
		answer,
	);
}

/** Whether an answer to the credential test, which posts nothing, comes from a robot that would send. */
export function isLivingRobot(answer: HttpResponse): RobotResponse {
	return credentialVerdict(readWeComResponse(answer), weComErrors);
}
