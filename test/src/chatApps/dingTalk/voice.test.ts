import { randomUUID } from 'node:crypto';

import type { PlatformAnswer, PlatformRequest } from '../../../../src/chatApps/connection/dialect';
import { dingTalkAppName } from '../../../../src/chatApps/dingTalk/app';
import { dingTalkVoice } from '../../../../src/chatApps/dingTalk/voice';
import type { ChatWord } from '../../../../src/chatApps/incoming';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { FakeClock } from '../../../support/time/fakeClock.mts';

let clock: FakeClock;
let asked: PlatformRequest[];
let answers: Array<Partial<PlatformAnswer> | Error | 'never'>;
let tokens: number;
beforeEach(() => {
	clock = new FakeClock();
	asked = [];
	answers = [];
	tokens = 0;
});

const voice = (baseUrl = 'https://api.dingtalk.com') =>
	dingTalkVoice(
		{ baseUrl, clientId: 'ding1', clientSecret: randomUUID() },
		async (request) => {
			if (request.url.endsWith('/v1.0/oauth2/accessToken')) {
				tokens += 1;
				const body = { accessToken: `t${tokens}`, expireIn: 7_200 };
				return { status: 200, headers: {}, body };
			}
			asked.push(request);
			const answer = answers.shift() ?? {};
			if (answer === 'never') return await new Promise(() => undefined);
			if (answer instanceof Error) throw answer;
			return { status: 200, headers: {}, body: {}, ...answer };
		},
		clock,
	);
const headers = { Accept: 'application/json', 'x-acs-dingtalk-access-token': 't1' };
const refused = (code: string): Partial<PlatformAnswer> => ({
	status: 400,
	body: { code, requestid: '1', message: code },
});

describe('who somebody is', () => {
	// "查询用户详情", shortened.
	const found = {
		body: { errcode: 0, errmsg: 'ok', result: { userid: 'zhangsan', name: '张三', unionid: 'z1' } },
	};

	it.each([
		['https://api.dingtalk.com', 'https://oapi.dingtalk.com'],
		['https://api.dingtalk.io', 'https://oapi.dingtalk.io'],
		['https://proxy.example.com/ding', 'https://proxy.example.com/ding'],
	])('is asked once in an hour, of %s at %s', async (baseUrl, oapi) => {
		answers = [found];
		const { person } = voice(baseUrl);
		expect(await person('zhangsan')).toEqual({ name: '张三', isGuest: false });
		await person('zhangsan');
		expect(asked).toEqual([
			{
				url: `${oapi}/topapi/v2/user/get?access_token=t1`,
				headers: {},
				body: { userid: 'zhangsan' },
			},
		]);
		await clock.advance(HOUR);
		await person('zhangsan');
		expect(asked).toHaveLength(2);
	});

	it('is a guest whom the organization does not know', async () => {
		answers = [{ body: { errcode: 60121, errmsg: '找不到该用户' } }];
		expect(await voice().person('x')).toEqual({ name: null, isGuest: true });
	});

	it('is asked with another token where DingTalk does not take the first', async () => {
		answers = [{ body: { errcode: 40014, errmsg: '不合法的access_token' } }, found];
		expect(await voice().person('zhangsan')).toMatchObject({ name: '张三' });
		expect(asked.map(({ url }) => url.slice(-2))).toEqual(['t1', 't2']);
	});

	it.each([
		// Without the permission qyapi_get_member.
		['is refused', { body: { errcode: 88, errmsg: 'ding talk error', sub_code: '60011' } }],
		['fails', new Error('socket hang up')],
		['is a page', { body: '<html>' }],
	])('is not known where the answer %s, and asked again', async (_, answer) => {
		answers = [answer];
		const { person } = voice();
		expect(await person('x')).toBeUndefined();
		await person('x');
		expect(asked).toHaveLength(2);
	});

	it('is not waited for', async () => {
		answers = ['never'];
		const person = voice().person('x');
		await clock.advance(2 * SECOND);
		expect(await person).toBeUndefined();
	});
});

describe('a change', () => {
	it('names the variables that change', async () => {
		answers = [{ body: { success: true, result: true } }];
		expect(await voice().change('cid1==', 'track1', { line: 'x' })).toEqual({ is: 'changed' });
		expect(asked).toEqual([
			{
				url: 'https://api.dingtalk.com/v1.0/card/instances',
				headers,
				method: 'PUT',
				body: {
					outTrackId: 'track1',
					cardData: { cardParamMap: { line: 'x' } },
					cardUpdateOptions: { updateCardDataByKey: true },
				},
			},
		]);
	});

	it('that DingTalk refuses will never be', async () => {
		answers = [refused('param.outTrackIdEmpty')];
		expect(await voice().change('cid1==', 'track1', {})).toEqual({
			is: 'refused',
			code: 'param.outTrackIdEmpty',
		});
	});

	it.each([
		['Forbidden.AccessDenied.QpsLimitForAppkeyAndApi', 5 * SECOND],
		['Forbidden.AccessDenied.AccessTokenPermissionDenied', 10 * MINUTE],
	])('comes later after %s', async (code, waitFor) => {
		answers = [refused(code)];
		expect(await voice().change('cid1==', 'track1', {})).toEqual({ is: 'later', code, waitFor });
	});

	it.each([
		['no answer', new Error('socket hang up')],
		['HTTP 502', { status: 502, body: '<html>' }],
		['HTTP 500', { status: 500, body: { code: 'unknownError', message: '未知错误' } }],
	])('comes later after %s', async (code, answer) => {
		answers = [answer];
		const waitFor = 5 * SECOND;
		expect(await voice().change('cid1==', 'track1', {})).toEqual({ is: 'later', code, waitFor });
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
		answers = [{ body: { errcode: 0, errmsg: 'ok' } }];
		expect(await voice().reply!(word(session), 'Noted')).toBe(true);
		expect(asked).toEqual([
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
		expect(tokens).toBe(0);
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
		expect(asked).toEqual([]);
	});

	it('does not go to an address that has expired', async () => {
		expect(await voice().reply!(word(session, clock.now()), 'Noted')).toBe(false);
		expect(asked).toEqual([]);
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
		answers = [answer];
		expect(await voice().whisper(to, 'No.')).toBe(isTold);
		expect(asked).toEqual([
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
