import { randomUUID } from 'node:crypto';

import { dingTalkAppName } from '../../../../src/chatApps/dingTalk/app';
import { dingTalkVoice } from '../../../../src/chatApps/dingTalk/voice';
import type { ChatWord } from '../../../../src/chatApps/incoming';
import { MINUTE, SECOND } from '../../../../src/time/duration';
import { askedPlatform, voiceContract, type GivenAnswer } from '../voiceContract';

const platform = askedPlatform({
	path: '/v1.0/oauth2/accessToken',
	body: (number) => ({ accessToken: `t${number}`, expireIn: 7_200 }),
});
const voice = (baseUrl = 'https://api.dingtalk.com') =>
	dingTalkVoice(
		{ baseUrl, clientId: 'ding1', clientSecret: randomUUID() },
		platform.ask,
		platform.clock,
	);
const headers = { Accept: 'application/json', 'x-acs-dingtalk-access-token': 't1' };
const refused = (code: string): GivenAnswer => ({
	status: 400,
	body: { code, requestid: '1', message: code },
});

// "查询用户详情", shortened.
const found = {
	body: { errcode: 0, errmsg: 'ok', result: { userid: 'zhangsan', name: '张三', unionid: 'z1' } },
};
const personRequest = (oapi: string) => ({
	url: `${oapi}/topapi/v2/user/get?access_token=t1`,
	headers: {},
	body: { userid: 'zhangsan' },
});

voiceContract({
	platform,
	voice,
	person: {
		id: 'zhangsan',
		request: personRequest('https://oapi.dingtalk.com'),
		answer: found,
		is: { name: '张三', isGuest: false },
		unsaid: [
			// Without the permission qyapi_get_member.
			['is refused', { body: { errcode: 88, errmsg: 'ding talk error', sub_code: '60011' } }],
		],
	},
	change: {
		chat: 'cid1==',
		message: 'track1',
		body: { line: 'x' },
		// The variables that change.
		request: {
			url: 'https://api.dingtalk.com/v1.0/card/instances',
			headers,
			method: 'PUT',
			body: {
				outTrackId: 'track1',
				cardData: { cardParamMap: { line: 'x' } },
				cardUpdateOptions: { updateCardDataByKey: true },
			},
		},
		answer: { body: { success: true, result: true } },
		refused: [['param.outTrackIdEmpty', refused('param.outTrackIdEmpty')]],
		passing: [
			...(
				[
					['Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 5 * SECOND],
					['Forbidden.AccessDenied.AccessTokenPermissionDenied', 10 * MINUTE],
				] as const
			).map(([code, waitFor]): [string, GivenAnswer, number] => [code, refused(code), waitFor]),
			[
				'HTTP 500',
				{ status: 500, body: { code: 'unknownError', message: '未知错误' } },
				5 * SECOND,
			],
		],
	},
});

describe('somebody', () => {
	it.each([
		['https://api.dingtalk.io', 'https://oapi.dingtalk.io'],
		['https://proxy.example.com/ding', 'https://proxy.example.com/ding'],
	])('is asked about, of %s at %s', async (baseUrl, oapi) => {
		platform.answers = [found];
		expect(await voice(baseUrl).person('zhangsan')).toEqual({ name: '张三', isGuest: false });
		expect(platform.asked).toEqual([personRequest(oapi)]);
	});

	it('is a guest whom the organization does not know', async () => {
		platform.answers = [{ body: { errcode: 60121, errmsg: '找不到该用户' } }];
		expect(await voice().person('x')).toEqual({ name: null, isGuest: true });
	});

	it('is asked about with another token where DingTalk does not take the first', async () => {
		platform.answers = [{ body: { errcode: 40014, errmsg: '不合法的access_token' } }, found];
		expect(await voice().person('zhangsan')).toMatchObject({ name: '张三' });
		expect(platform.asked.map(({ url }) => url.slice(-2))).toEqual(['t1', 't2']);
	});
});

describe('an answer in the group', () => {
	const word = (url: string, until = Infinity) =>
		({
			by: { id: 'staff1', name: 'Ann', isGuest: false },
			replyAt: { to: url, until },
		}) as ChatWord;
	const session = 'https://oapi.dingtalk.com/robot/sendBySession?session=1';

	it('goes to the address that came with the word, with a mention and without a token', async () => {
		platform.answers = [{ body: { errcode: 0, errmsg: 'ok' } }];
		expect(await voice().reply!(word(session), 'Noted')).toBe(true);
		expect(platform.asked).toEqual([
			{
				url: session,
				headers: {},
				body: {
					msgtype: 'text',
					text: { content: '@staff1 Noted' },
					at: { atUserIds: ['staff1'] },
				},
			},
		]);
		expect(platform.tokens).toBe(0);
	});

	it.each([
		'http://oapi.dingtalk.com/robot/sendBySession',
		'https://dingtalk.com.evil.example/robot/sendBySession',
		'https://evildingtalk.com/robot/sendBySession',
		'https://evil.example/?https://oapi.dingtalk.com',
		'https://oapi.dingtalk.com@evil.example/',
		'http://127.0.0.1:5678/',
		'file:///etc/passwd',
		'x',
	])('does not go to %s', async (url) => {
		expect(await voice().reply!(word(url), 'Noted')).toBe(false);
		expect(platform.asked).toEqual([]);
	});

	it('does not go to an address that has expired', async () => {
		expect(await voice().reply!(word(session, platform.clock.now()), 'Noted')).toBe(false);
		expect(platform.asked).toEqual([]);
	});
});

describe('what is for one person alone', () => {
	const to = { chat: 'cid1==', person: 'staff1', thread: undefined };

	it.each([
		['is a direct message', { body: { processQueryKey: 'k' } }, true],
		['may reach nobody', { body: { processQueryKey: 'k', invalidStaffIdList: ['staff1'] } }, false],
		[
			'may come too often',
			{ body: { processQueryKey: 'k', flowControlledStaffIdList: ['staff1'] } },
			false,
		],
		['may be refused', refused('staffId.notExisted'), false],
		['may be lost', new Error('socket hang up'), false],
	])('%s', async (_, answer, isTold) => {
		platform.answers = [answer];
		expect(await voice().whisper(to, 'No.')).toBe(isTold);
		expect(platform.asked).toEqual([
			{
				url: 'https://api.dingtalk.com/v1.0/robot/oToMessages/batchSend',
				headers,
				body: {
					robotCode: 'ding1',
					userIds: ['staff1'],
					msgKey: 'sampleText',
					msgParam: '{"content":"No."}',
				},
			},
		]);
	});
});

test('an app is known by its id', () => {
	expect(dingTalkAppName('ding1')).toBe('dingTalk ding1');
});
