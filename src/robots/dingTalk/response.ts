import { own } from '../../own';
import {
	errcodeResponse,
	failureOf,
	strangeResponse,
	type HttpResponse,
	type RobotResponse,
} from '../sending/response';
import { dingTalkErrorKey, dingTalkErrors } from './errors';

/** Reads the robot's answer: HTTP 200 says nothing, `errcode` 0 does. */
export function readDingTalkResponse(answer: HttpResponse): RobotResponse {
	const parsed = errcodeResponse.safeParse(answer.body);
	if (!parsed.success) return strangeResponse('DingTalk', answer);
	const { errcode, errmsg = '' } = parsed.data;
	if (errcode === 0) return { ok: true, response: parsed.data };
	return failureOf(
		own(dingTalkErrors, dingTalkErrorKey(errcode, errmsg)) ?? own(dingTalkErrors, errcode),
		`DingTalk error ${errcode}: ${errmsg.slice(0, 1_000)}`,
		String(errcode),
		'DingTalk\'s list of error codes, "全局错误码"',
		answer,
	);
}

/** Whether an answer to the credential test, which posts nothing, comes from a robot that would send. */
export function isLivingRobot(answer: HttpResponse): RobotResponse {
	const verdict = readDingTalkResponse(answer);
	const parsed = errcodeResponse.safeParse(answer.body);
	if (verdict.ok || !parsed.success) return verdict;
	const { errcode, errmsg = '' } = parsed.data;
	return LIVING.has(dingTalkErrorKey(errcode, errmsg)) ? { ok: true, response: {} } : verdict;
}

/** What a robot says to a message without content, once it has accepted token, signature and address. */
const LIVING = new Set(['40035', '300001', '310000:keyword', '400105', '130101', '410100']);
