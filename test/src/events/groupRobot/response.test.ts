import {
	robotFailure,
	robotSuccess,
	type RefusalCode,
} from '../../../../src/events/groupRobot/response';

const problem = { field: 'text', message: 'is empty.', advice: 'Send a text.' };
const REASON = 'text: is empty. Send a text.';

describe('the answer to a message that was taken', () => {
	// Each platform's own, of its document on custom robots.
	it.each([
		['weCom', { errcode: 0, errmsg: 'ok' }],
		['dingTalk', { errcode: 0, errmsg: 'ok' }],
		['feishu', { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' }],
		['slack', 'ok'],
	] as const)('is the one of %s', (platform, answer) => {
		expect(robotSuccess(platform)).toEqual(answer);
	});
});

describe('the answer to a message that was refused', () => {
	// "全局错误码" of WeCom and DingTalk, "自定义机器人使用指南" of Feishu, Slack's "Changes to errors from incoming webhooks".
	it.each([
		['address_not_allowed', 60020, 310000, 19022, 'action_prohibited'],
		['body_too_large', 45002, 460101, 9499, 'invalid_payload'],
		['invalid_body', 40058, 40035, 9499, 'invalid_payload'],
		['invalid_json', 47001, 40035, 9499, 'invalid_payload'],
		['method_not_allowed', 43002, 43002, 9499, 'invalid_payload'],
		['not_authentic', 93000, 310000, 19021, 'invalid_token'],
		['not_executed', -1, -1, 11232, 'rollup_error'],
		['not_set_up', -1, -1, 11232, 'rollup_error'],
		['not_stored', -1, -1, 11232, 'rollup_error'],
	] as Array<[RefusalCode, number, number, number, string]>)(
		'%s has the code of each platform, and the reason in our words',
		(code, weCom, dingTalk, feishu, slack) => {
			const own = { ok: false, error: { code, ...problem } };
			expect(robotFailure('weCom', code, problem)).toEqual({
				errcode: weCom,
				errmsg: REASON,
				...own,
			});
			expect(robotFailure('dingTalk', code, problem)).toEqual({
				errcode: dingTalk,
				errmsg: REASON,
				...own,
			});
			expect(robotFailure('feishu', code, problem)).toEqual({
				code: feishu,
				msg: REASON,
				data: {},
				...own,
			});
			expect(robotFailure('slack', code, problem)).toBe(`${slack}: ${REASON}`);
			expect(robotFailure(undefined, code, problem)).toEqual({
				errcode: weCom,
				errmsg: REASON,
				code: feishu,
				msg: REASON,
				...own,
			});
		},
	);

	it('names no field where the whole body is wrong', () => {
		expect(robotFailure('slack', 'invalid_json', { ...problem, field: '' })).toBe(
			'invalid_payload: is empty. Send a text.',
		);
	});
});
