import { isLivingRobot, readDingTalkResponse } from '../../../../src/robots/dingTalk/response';

const answerOf = (body: unknown, status = 200) => ({ status, headers: {}, body });
const answer = (body: unknown, status = 200) => readDingTalkResponse(answerOf(body, status));

describe("DingTalk's answer", () => {
	it.each([
		{ errcode: 0, errmsg: 'ok' },
		// As the document shows it.
		{ errcode: '0', errmsg: 'ok' },
	])('%j is a success', (body) => {
		expect(answer(body)).toMatchObject({ ok: true });
	});

	it.each([
		['keywords not in content', 'keywords'],
		['description:关键词不匹配;solution:请联系群管理员;', 'keywords'],
		['invalid timestamp', 'clock'],
		['sign not match', 'signature'],
		[
			'description:机器人发送签名不匹配;solution:请确认签名和生成签名的时间戳必须都放在调用的网址中，请确认机器人的密钥加密和填写正确;link:请参考本接口对应文档获得具体要求。;',
			'signature',
		],
		['ip X.X.X.X not in whitelist', 'address of n8n'],
		['something new', 'security settings'],
	])('310000 with %j tells what the security settings refuse', (errmsg, words) => {
		expect(answer({ errcode: 310000, errmsg })).toMatchObject({
			ok: false,
			code: '310000',
			message: expect.stringContaining(words),
			isTemporary: false,
		});
	});

	it.each([
		['token is not exist', 'token is wrong'],
		['message msgtype not support', 'does not understand'],
	])('300001 with %j tells a wrong token from a wrong message', (errmsg, words) => {
		expect(answer({ errcode: 300001, errmsg })).toMatchObject({
			message: expect.stringContaining(words),
		});
	});

	it.each([130101, 410100])('%d asks for the ten minutes of the penalty', (errcode) => {
		expect(answer({ errcode, errmsg: 'send too fast' })).toMatchObject({
			isTemporary: true,
			retryAfter: 600_000,
		});
	});

	it.each([90020, 90030, 460101, 300005])('%d is not worth another try', (errcode) => {
		expect(answer({ errcode })).toMatchObject({ ok: false, isTemporary: false });
	});

	it.each([[undefined], ['<html>'], [{}], [{ errcode: null }], [{ errmsg: 'ok' }]])(
		'%j is not a success: something else answered',
		(body) => {
			expect(answer(body)).toMatchObject({ ok: false, code: 'noVerdict' });
		},
	);
});

describe("DingTalk's credential test", () => {
	it.each([
		{ errcode: 40035, errmsg: '缺少参数 text.content' },
		{ errcode: 310000, errmsg: 'keywords not in content' },
		{ errcode: 130101, errmsg: 'send too fast' },
	])('%j comes from a living robot', (body) => {
		expect(isLivingRobot(answerOf(body)).ok).toBe(true);
	});

	it.each([
		{ errcode: 300005, errmsg: 'token is not exist' },
		{ errcode: 310000, errmsg: 'sign not match' },
		{ errcode: 310000, errmsg: 'ip 1.2.3.4 not in whitelist' },
		{ errcode: 400102, errmsg: 'robot is disabled' },
		{ errcode: 300001, errmsg: 'token is not exist' },
		'<html>',
	])('%j does not', (body) => {
		expect(isLivingRobot(answerOf(body)).ok).toBe(false);
	});
});
