import type { Problem } from '../source';
import type { RobotPlatform } from './robotMessage';

/** What a sender gets: JSON, or the text that Slack answers with. */
export type ResponseBody = object | string;

/** Why a request was refused, as this package names it. */
export type RefusalCode =
	| 'address_not_allowed'
	| 'body_too_large'
	| 'invalid_body'
	| 'invalid_json'
	| 'method_not_allowed'
	| 'not_authentic'
	| 'not_executed'
	| 'not_set_up'
	| 'not_stored';

/**
 * The code by which each platform's robot tells the same, from their tables of
 * global error codes. Senders look at it, not at the HTTP status.
 */
const ERROR_CODES: Record<
	RefusalCode,
	{ weCom: number; dingTalk: number; feishu: number; slack: string }
> = {
	address_not_allowed: {
		weCom: 60020,
		dingTalk: 310000,
		feishu: 19022,
		slack: 'action_prohibited',
	},
	body_too_large: { weCom: 45002, dingTalk: 460101, feishu: 9499, slack: 'invalid_payload' },
	invalid_body: { weCom: 40058, dingTalk: 40035, feishu: 9499, slack: 'invalid_payload' },
	invalid_json: { weCom: 47001, dingTalk: 40035, feishu: 9499, slack: 'invalid_payload' },
	method_not_allowed: { weCom: 43002, dingTalk: 43002, feishu: 9499, slack: 'invalid_payload' },
	not_authentic: { weCom: 93000, dingTalk: 310000, feishu: 19021, slack: 'invalid_token' },
	not_executed: { weCom: -1, dingTalk: -1, feishu: 11232, slack: 'rollup_error' },
	not_set_up: { weCom: -1, dingTalk: -1, feishu: 11232, slack: 'rollup_error' },
	not_stored: { weCom: -1, dingTalk: -1, feishu: 11232, slack: 'rollup_error' },
};

/** The answer of a robot that has posted the message. */
export function robotSuccess(platform: RobotPlatform): ResponseBody {
	switch (platform) {
		case 'slack':
			return 'ok';
		case 'feishu':
			return { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' };
		default:
			return { errcode: 0, errmsg: 'ok' };
	}
}

/**
 * The answer of a robot that has not.
 *
 * @param platform undefined when the body does not tell: the answer then is one for all of them.
 */
export function robotFailure(
	platform: RobotPlatform | undefined,
	code: RefusalCode,
	problem: Problem,
): ResponseBody {
	const { field, message, advice } = problem;
	const sentence = message.replace(/[^.!?]$/, '$&.');
	const reason = `${field ? `${field}: ` : ''}${sentence} ${advice}`;
	const codes = ERROR_CODES[code];
	const own = { ok: false, error: { code, ...problem } };
	switch (platform) {
		case 'slack':
			return `${codes.slack}: ${reason}`;
		case 'feishu':
			return { code: codes.feishu, msg: reason, data: {}, ...own };
		case 'weCom':
		case 'dingTalk':
			return { errcode: codes[platform], errmsg: reason, ...own };
		default:
			return { errcode: codes.weCom, errmsg: reason, code: codes.feishu, msg: reason, ...own };
	}
}
