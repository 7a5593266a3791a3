import { randomUUID } from 'node:crypto';

import { appToken, askAsApp } from '../../../../src/chatApps/appToken';
import type { PlatformAnswer, PlatformRequest } from '../../../../src/chatApps/connection/dialect';
import { tenantTokens } from '../../../../src/chatApps/feishu/tenantToken';
import { HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { FakeClock } from '../../../support/time/fakeClock.mts';

let clock: FakeClock;
let asked: PlatformRequest[];
let answers: Array<Partial<PlatformAnswer> | Error>;
let app: { baseUrl: string; appId: string; appSecret: string };
beforeEach(() => {
	clock = new FakeClock();
	asked = [];
	answers = [];
	// Tokens are kept by app.
	app = { baseUrl: 'https://open.feishu.cn', appId: 'cli_1', appSecret: randomUUID() };
});

const ask = async (request: PlatformRequest): Promise<PlatformAnswer> => {
	asked.push(request);
	const answer = answers.shift() ?? {};
	if (answer instanceof Error) throw answer;
	return { status: 200, headers: {}, body: {}, ...answer };
};
/** "自建应用获取 tenant_access_token". */
const given = (token: string, time: object = { expire: 7_200 }): Partial<PlatformAnswer> => ({
	body: { code: 0, msg: 'ok', tenant_access_token: token, ...time },
});
const token = async () => await appToken(tenantTokens(app), ask, clock);

test('is asked for with the id and the secret of the app', async () => {
	answers = [given('t-1')];
	expect(await token()).toMatchObject({ ok: true, token: 't-1' });
	expect(asked).toEqual([
		{
			url: 'https://open.feishu.cn/open-apis/auth/v3/tenant_access_token/internal',
			headers: {},
			body: { app_id: 'cli_1', app_secret: app.appSecret },
		},
	]);
});

test('is taken until it expires, and another is asked for before', async () => {
	answers = [given('t-1'), given('t-2')];
	await token();
	await clock.advance(2 * HOUR - 6 * MINUTE);
	expect(await token()).toMatchObject({ token: 't-1' });
	await clock.advance(2 * MINUTE);
	expect(await token()).toMatchObject({ token: 't-2' });
	expect(asked).toHaveLength(2);
});

test('is asked for once by all who come meanwhile', async () => {
	answers = [given('t-1')];
	const all = await Promise.all([token(), token(), token()]);
	expect(all.map((one) => one.ok && one.token)).toEqual(['t-1', 't-1', 't-1']);
	expect(asked).toHaveLength(1);
});

test('belongs to its app, its secret and its region', async () => {
	answers = [given('t-1'), given('t-2'), given('t-3')];
	await token();
	app = { ...app, appSecret: randomUUID() };
	expect(await token()).toMatchObject({ token: 't-2' });
	app = { ...app, baseUrl: 'https://open.larksuite.com' };
	expect(await token()).toMatchObject({ token: 't-3' });
});

test.each([
	['is short', { expire: 60 }, 31 * SECOND],
	['is missing', {}, 1],
	['is no number', { expire: 'soon' }, 1],
	['is below nothing', { expire: -5 }, 1],
])('whose time %s is asked for anew soon', async (_, time, later) => {
	answers = [given('t-1', time), given('t-2')];
	expect(await token()).toMatchObject({ token: 't-1' });
	await clock.advance(later);
	expect(await token()).toMatchObject({ token: 't-2' });
});

test('whose time is beyond all measure is taken for two hours', async () => {
	answers = [given('t-1', { expire: 1e12 }), given('t-2')];
	await token();
	await clock.advance(2 * HOUR);
	expect(await token()).toMatchObject({ token: 't-2' });
});

test.each([
	['refuses', { status: 400, body: { code: 10014, msg: 'app secret invalid' } }],
	['is the page of a proxy', { status: 502, body: '<html>' }],
	['says nothing', { body: { code: 0 } }],
	['is no object', { body: null }],
	['has a token that is none', { body: { code: 0, tenant_access_token: { a: 1 } } }],
])('is none where the answer %s, and asked for again', async (_, answer) => {
	answers = [answer, given('t-1')];
	expect(await token()).toMatchObject({ ok: false, answer });
	expect(await token()).toMatchObject({ ok: true, token: 't-1' });
});

test('is none without an answer', async () => {
	const error = new Error('socket hang up');
	answers = [error];
	expect(await token()).toEqual({ ok: false, error });
});

describe('a request of an app', () => {
	const request = async () =>
		await askAsApp(tenantTokens(app), { path: '/x', body: { a: 1 } }, ask, clock);
	const refused = (code: number): Partial<PlatformAnswer> => ({ status: 400, body: { code } });

	it('has the token', async () => {
		answers = [given('t-1'), { body: { code: 0 } }];
		expect(await request()).toMatchObject({ body: { code: 0 } });
		expect(asked[1]).toEqual({
			url: 'https://open.feishu.cn/x',
			headers: { Authorization: 'Bearer t-1' },
			body: { a: 1 },
		});
	});

	it.each([99991661, 99991663, 99991668])(
		'is made once more with another token after %d, and no third time',
		async (code) => {
			answers = [given('t-1'), refused(code), given('t-2'), refused(code)];
			expect(await request()).toMatchObject({ body: { code } });
			expect(asked.map(({ headers }) => headers.Authorization)).toEqual([
				undefined,
				'Bearer t-1',
				undefined,
				'Bearer t-2',
			]);
		},
	);

	it('is not made where there is no token', async () => {
		answers = [refused(10014)];
		expect(await request()).toMatchObject({ body: { code: 10014 } });
		expect(asked).toHaveLength(1);
	});
});
