import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { defaultBody, insightText } from '../../support/sources/dce.mts';
import { deliveries } from '../../support/sources/deliveries.mts';
import { giteeHeaders, issueHook, push } from '../../support/sources/gitee.mts';
import {
	dingTalk,
	dingTalkSign,
	feishu,
	inWeCom,
	slack,
	weCom,
} from '../../support/sources/groupRobot.mts';
import { proven } from '../../support/sources/proof.mts';
import { TestTrigger, type TriggerOptions } from '../../support/nodes/trigger.mts';
import {
	exampleConversation,
	signature,
	unreplied,
	unrepliedExample,
} from '../../support/sources/twtChat.mts';

const SECRET = 'YOUR_APP_SECRET';
const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-trigger-'));

beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const trigger = ({ parameters, ...options }: TriggerOptions = {}) =>
	new TestTrigger(new ServiceEventTrigger(), {
		parameters: { source: 'twtChat', ...parameters },
		...options,
	});
const signedTrigger = (options: TriggerOptions = {}) =>
	trigger({ credential: { secret: SECRET }, ...options });
const openTrigger = (options: Record<string, unknown> = {}) =>
	trigger({ parameters: { authentication: 'none', options } });
/** The refusal that a sender understands of whatever platform it takes us for. */
const inAnyForm = (code: string, errcode: number, feishuCode: number) => ({
	ok: false,
	error: {
		code,
		field: expect.any(String),
		message: expect.any(String),
		advice: expect.any(String),
	},
	errcode,
	errmsg: expect.any(String),
	code: feishuCode,
	msg: expect.any(String),
});
const signed = (body = unrepliedExample, secret = SECRET) => ({
	body,
	headers: { 'X-Chat-Signature': signature(body, secret) },
});

describe('an authentic event', () => {
	it('is answered 200 and waits in the inbox for its execution', async () => {
		const node = signedTrigger();
		const { status, body } = await node.send(signed());
		expect(status).toBe(200);
		expect(body).toEqual({ ok: true, accepted: 1, duplicates: 0, filtered: 0, refused: 0 });
		expect(await node.stored()).toMatchObject([
			{ source: 'twtChat', kind: 'message.unreplied', conversation: { key: exampleConversation } },
		]);
	});

	it('keeps the digits of numbers that JavaScript cannot hold, in its key, its text and its raw body', async () => {
		const parameters = {
			source: 'custom',
			authentication: 'none',
			conversationKey: 'id',
			text: 'text',
		};
		const body =
			'{"id":1790000000000000001,"text":1790000000000000003,"more":[1790000000000000005]}';
		for (const contentType of ['application/json', 'text/json']) {
			const headers = { 'content-type': contentType };
			const node = trigger({ parameters });
			expect(await node.send({ headers, body })).toMatchObject({ status: 200 });
			expect(await node.stored()).toMatchObject([
				{
					conversation: { key: 'custom:1790000000000000001' },
					text: '1790000000000000003',
					raw: { id: '1790000000000000001', more: ['1790000000000000005'] },
				},
			]);
		}
	});

	it.each<[string, unknown, string]>([
		['nothing that GitLab sends', { foo: 1 }, 'object_kind'],
		['a list', [1], 'The body must be an object'],
	])(
		'of GitLab that is %s is ignored with 200: four failures, and it stops',
		async (_, body, why) => {
			const parameters = { source: 'gitlab', authentication: 'signature' };
			const request = {
				headers: { 'x-gitlab-token': SECRET, 'content-type': 'application/json' },
				body: JSON.stringify(body),
			};
			const node = signedTrigger({ parameters });
			expect(await node.send(request)).toMatchObject({
				status: 200,
				body: { ok: true, accepted: 0, ignored: 1, problems: [{ message: expect.any(String) }] },
			});
			expect(await node.stored()).toEqual([]);
			expect(node.logged).toEqual([{ level: 'warn', message: expect.stringContaining(why) }]);
			const listening = signedTrigger({ parameters, mode: 'manual' });
			const shown = await listening.send(request);
			expect(shown).toMatchObject({ status: 200, body: { ignored: 1, test: true } });
			expect(JSON.stringify(shown.items)).toContain(why);
			// Whoever has no secret learns nothing of that.
			const unknown = { ...request, headers: { 'x-gitlab-token': 'another' } };
			expect(await node.send(unknown)).toMatchObject({ status: 401 });
		},
	);

	it('of GitLab that tells of no project is none of a conversation, and is taken', async () => {
		const parameters = { source: 'gitlab', authentication: 'signature' };
		const node = signedTrigger({ parameters });
		const body = JSON.stringify({ event_name: 'user_add_to_group', group_id: 100 });
		expect(await node.send({ headers: { 'x-gitlab-token': SECRET }, body })).toMatchObject({
			status: 200,
			body: { accepted: 1 },
		});
		expect(await node.stored()).toMatchObject([{ kind: 'other', type: 'user_add_to_group' }]);
	});

	it('that two sources could have sent says so, in its answer and in the workflow', async () => {
		const node = trigger({ parameters: { source: 'detect', authentication: 'none' } });
		const { headers, body } = deliveries.github;
		const sent = { headers: { ...headers, 'X-Gitlab-Event': 'Issue Hook' }, body };
		const notice = expect.stringContaining('could be from GitLab');
		expect(await node.send(sent)).toMatchObject({ status: 200, body: { accepted: 1, notice } });
		expect(await node.stored()).toMatchObject([{ source: 'github', notice }]);
		expect((await node.send({ headers, body })).body).not.toHaveProperty('notice');
	});

	it('is kept once, however often it is delivered', async () => {
		const node = signedTrigger();
		await node.send(signed());
		const again = await node.send(signed(unreplied({}, { created_at: 1765440000 })));
		expect(again).toMatchObject({ status: 200, body: { accepted: 0, duplicates: 1 } });
		expect(await node.stored()).toHaveLength(1);
	});

	it('is kept by each of two nodes that it is sent to', async () => {
		const [one, other] = [signedTrigger(), signedTrigger()];
		await one.send(signed());
		await other.send(signed());
		expect(await one.stored()).toHaveLength(1);
		expect(await other.stored()).toHaveLength(1);
	});

	it('is shown, not kept, while the editor listens for a test event', async () => {
		const node = signedTrigger({ mode: 'manual' });
		const { body, items } = await node.send(signed());
		expect(body).toMatchObject({ ok: true, test: true });
		expect(items).toMatchObject([{ source: 'twtChat', type: 'UNREPLIED' }]);
		expect(await node.stored()).toEqual([]);
	});
});

describe("a workflow that is set to n8n's Engine 2.0", () => {
	const settings = { engineType: 'v2' } as TriggerOptions['settings'];

	it('answers 503 and keeps nothing, since n8n would not run it', async () => {
		const node = signedTrigger({ settings });
		const { status, body } = await node.send(signed());
		expect(status).toBe(503);
		expect(body.error).toEqual({
			code: 'not_executed',
			field: '',
			message:
				"The event was not stored. The workflow is set to n8n's Engine 2.0, which cannot run this node.",
			advice: 'Set "engineType" to "v1" in the settings of the workflow. Then send it again.',
		});
		expect(await node.stored()).toEqual([]);
	});

	it('says so to nobody who is not the source', async () => {
		const { status } = await signedTrigger({ settings }).send({ body: unrepliedExample });
		expect(status).toBe(401);
	});

	it('cannot be published', async () => {
		const parameters = { source: 'twtChat', authentication: 'none' };
		await expect(trigger({ parameters, settings }).publish()).rejects.toThrow(
			'Set "engineType" to "v1"',
		);
		await expect(trigger({ parameters }).publish()).resolves.toBeUndefined();
	});
});

describe('a request of a stranger', () => {
	it.each([
		['no signature', { body: unrepliedExample }],
		['the signature of another secret', signed(unrepliedExample, 'another secret')],
		['the signature of another body', { ...signed(), body: unreplied({ message_content: 'x' }) }],
	])('with %s is answered 401 and not kept', async (_, request) => {
		const node = signedTrigger();
		const { status, body } = await node.send(request);
		expect(status).toBe(401);
		expect(body.error).toMatchObject({ code: 'not_authentic', field: 'x-chat-signature' });
		expect(JSON.stringify(body)).not.toContain(SECRET);
		expect(await node.stored()).toEqual([]);
	});

	it('is not told what is wrong with its body', async () => {
		const { status } = await signedTrigger().send({ body: 'not JSON' });
		expect(status).toBe(401);
	});

	it('is refused when the credential has no secret', async () => {
		const node = trigger({ credential: { secret: '' } });
		expect((await node.send(signed(unrepliedExample, ''))).status).toBe(401);
	});
});

describe('a shared secret', () => {
	it('is looked for in the header of the chosen name', async () => {
		const node = signedTrigger({ parameters: { authentication: 'header', headerName: 'X-Key' } });
		const right = await node.send({ body: unrepliedExample, headers: { 'X-KEY': SECRET } });
		expect(right.status).toBe(200);
		const wrong = await node.send({ body: unrepliedExample, headers: { 'X-Key': 'guess' } });
		expect(wrong).toMatchObject({ status: 401, body: { error: { field: 'X-Key' } } });
	});

	it('is looked for in the query parameter of the chosen name', async () => {
		const node = signedTrigger({ parameters: { authentication: 'query', queryName: 'key' } });
		const right = await node.send({ body: unrepliedExample, query: { key: SECRET } });
		expect(right.status).toBe(200);
		const wrong = await node.send({ body: unrepliedExample, query: { key: [SECRET] } });
		expect(wrong).toMatchObject({ status: 401, body: { error: { field: 'key' } } });
	});
});

describe('the credential', () => {
	it('is not decrypted again for every request', async () => {
		const node = signedTrigger();
		for (let count = 0; count < 5; count += 1) await node.send(signed());
		expect(node.credentialReads).toBe(1);
	});

	it('counts as soon as it was changed', async () => {
		const node = signedTrigger();
		await node.send(signed());
		node.credential = { secret: 'a new AppSecret' };
		expect((await node.send(signed(unrepliedExample, 'a new AppSecret'))).status).toBe(200);
		expect((await node.send(signed())).status).toBe(401);
	});
});

describe('a body that cannot be used', () => {
	it('is answered 400 with the field that fails', async () => {
		const node = openTrigger();
		const { status, body } = await node.send({ body: unreplied({ visitor_name: '' }) });
		expect(status).toBe(400);
		expect(body.error).toMatchObject({ code: 'invalid_body', field: 'content.0.visitor_name' });
		expect(await node.stored()).toEqual([]);
	});

	it('may be as large as n8n takes when the option says nothing', async () => {
		const body = unreplied({ message_content: 'x'.repeat(15 * 1_024 * 1_024) });
		expect((await openTrigger().send({ body })).status).toBe(200);
	});

	it('is answered 413 when it is larger than the option allows', async () => {
		const node = openTrigger({ largestBody: 0.001 });
		expect((await node.send({ body: unrepliedExample })).status).toBe(200);
		const large = await node.send({ body: unreplied({ message_content: 'x'.repeat(1_100) }) });
		expect(large).toMatchObject({ status: 413, body: { error: { code: 'body_too_large' } } });
	});
});

describe('each source', () => {
	it.each(Object.entries(deliveries))(
		'%s: what it sends is accepted, kept, and handed over by its normalised fields',
		async (source, { headers, query, body, text, parameters }) => {
			const node = trigger({ parameters: { source, authentication: 'none', ...parameters } });
			expect((await node.send({ headers, query, body })).status).toBe(200);
			const [event] = await node.stored();
			expect(event).toMatchObject({ source, conversation: { effect: 'opens' } });
			const { raw, ...normalised } = event;
			expect(JSON.stringify(normalised)).toContain(text);
		},
	);

	it.each(Object.entries(deliveries).filter(([id]) => id !== 'custom'))(
		'%s: is recognised at the URL for all of them',
		async (source, { headers, query, body }) => {
			const node = trigger({ parameters: { source: 'detect', authentication: 'none' } });
			expect((await node.send({ headers, query, body })).status).toBe(200);
			expect((await node.stored())[0]).toMatchObject({ source });
		},
	);
});

describe('the URL for all sources', () => {
	const node = (options: TriggerOptions = {}) =>
		signedTrigger({
			parameters: { source: 'detect', authentication: 'signature' },
			...options,
		});

	it('asks each source for its own signature', async () => {
		const url = node({ credential: { secret: SECRET, furtherSecrets: ' gitee password \n\nx' } });
		expect((await url.send(signed())).status).toBe(200);
		const gitee = { ...deliveries.gitee, headers: giteeHeaders('Issue Hook', 'gitee password') };
		expect((await url.send(gitee)).status).toBe(200);
		expect(await url.stored()).toMatchObject([{ source: 'twtChat' }, { source: 'gitee' }]);
	});

	it('takes them all by one secret in a header, which a new node is set to', async () => {
		const url = trigger({ parameters: { source: 'detect' }, credential: { secret: SECRET } });
		for (const id of ['alertmanager', 'zabbix', 'gitlab'] as const) {
			const { headers, body } = deliveries[id];
			expect(await url.send({ headers, body })).toMatchObject({ status: 401 });
			const proven = { ...headers, 'X-Webhook-Secret': SECRET };
			expect(await url.send({ headers: proven, body })).toMatchObject({ status: 200 });
		}
		const stored = await url.stored();
		expect(stored.map(({ source }) => source)).toEqual(['alertmanager', 'zabbix', 'gitlab']);
	});

	it('refuses a source that signs nothing, and says what to do', async () => {
		const { status, body } = await node().send(deliveries.alertmanager);
		expect(status).toBe(401);
		expect(body.error).toMatchObject({
			message: 'The request has no signature of a known source.',
			advice: expect.stringContaining('shared secret'),
		});
	});

	it('tells a stranger nothing about what it tried', async () => {
		const { status, body } = await node().send({ body: '{"hello":1}' });
		expect(status).toBe(401);
		expect(JSON.stringify(body)).not.toContain('TWT Chat');
	});

	it('tells an authentic sender of an unknown body what was tried', async () => {
		const open = trigger({ parameters: { source: 'detect', authentication: 'none' } });
		const { status, body } = await open.send({ body: '{"created_at":1,"event":"x"}' });
		expect(status).toBe(400);
		expect(body.error.message).toMatch(/none of these sources.*TWT Chat comes closest/);
	});

	it('tells sources that sign alike by their bodies, and names the secrets of both', async () => {
		for (const source of ['zammad', 'intercom']) {
			const node = signedTrigger({ parameters: { source: 'detect', authentication: 'signature' } });
			const way = { source, authentication: 'signature' };
			const { headers, body } = proven(way, deliveries[source], SECRET);
			expect((await node.send({ headers, body })).status).toBe(200);
			expect(await node.stored()).toMatchObject([{ source }]);
			const wrong = await node.send({ headers, body: `${String(body)} ` });
			expect(wrong.status).toBe(401);
			expect(wrong.body.error.advice).toMatch(/Zammad: .*, or .*Intercom: /);
		}
	});
});

describe('a sender that takes the URL for a robot’s', () => {
	const robot = (parameters: object = {}, options: TriggerOptions = {}) =>
		trigger({
			parameters: { source: 'groupRobot', authentication: 'none', ...parameters },
			...options,
		});

	it.each<[string, object, unknown]>([
		['WeCom', weCom.text, { errcode: 0, errmsg: 'ok' }],
		['DingTalk', dingTalk.text, { errcode: 0, errmsg: 'ok' }],
		[
			'Feishu',
			feishu.text,
			{ StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' },
		],
		['Slack', slack.text, 'ok'],
	])('gets the answer of a %s robot', async (_, message, expected) => {
		const answer = await robot().send({ body: JSON.stringify(message) });
		expect(answer).toMatchObject({ status: 200, body: expected });
	});

	it.each<[string, object, unknown]>([
		[
			'WeCom',
			{ msgtype: 'text', text: {} },
			{ errcode: 40058, errmsg: expect.stringContaining('text.content') },
		],
		[
			'DingTalk',
			{ msgtype: 'actionCard' },
			{ errcode: 40035, errmsg: expect.stringContaining('actionCard') },
		],
		['Feishu', { msg_type: 'x' }, { code: 9499, msg: expect.stringContaining('msg_type') }],
		['Slack', { text: '' }, expect.stringMatching(/^invalid_payload: text/)],
	])('gets the failure of a %s robot, which names the field', async (_, message, expected) => {
		const answer = await robot().send({ body: JSON.stringify(message) });
		expect(answer).toMatchObject({ status: 400, body: expected });
	});

	it('never gets HTML, in which a text of its own could do harm', async () => {
		const { headers } = await robot().send({ body: JSON.stringify({ text: '', blocks: [1] }) });
		expect(headers['content-type']).toBe('text/plain');
	});

	it('gets a failure that each of them understands when the body says nothing', async () => {
		const { status, body } = await robot().send({ body: 'hello' });
		expect(status).toBe(400);
		expect(body).toMatchObject({ ok: false, errcode: 47001, code: 9499, error: {} });
	});

	it.each<[string, object]>([
		['WeCom', weCom.text],
		['DingTalk', dingTalk.text],
		['Feishu', feishu.text],
		['Slack', slack.text],
	])(
		'is told in a way that each understands, %s too, that its secret is wrong',
		async (_, message) => {
			const node = robot({ authentication: 'query' }, { credential: { secret: SECRET } });
			const answer = await node.send({ body: JSON.stringify(message), query: { secret: 'guess' } });
			expect(answer).toMatchObject({ status: 401, body: inAnyForm('not_authentic', 93000, 19021) });
			expect(JSON.stringify(answer.body)).not.toContain(SECRET);
		},
	);

	it.each(['groupRobot', 'weiyu', 'dceInsight', 'detect'])(
		'is refused in that way by %s for its address, its method and its size too',
		async (source) => {
			const node = (options: object) =>
				trigger({ parameters: { source, authentication: 'none', options } });
			const body = JSON.stringify(weCom.text);
			const elsewhere = await node({ allowedAddresses: '192.0.2.1' }).send({ body });
			expect(elsewhere.body).toEqual(inAnyForm('address_not_allowed', 60020, 19022));
			const large = await node({ largestBody: 0.00001 }).send({ body });
			expect(large).toMatchObject({ status: 413, body: inAnyForm('body_too_large', 45002, 9499) });
			const options = await node({}).send({ body, method: 'OPTIONS' });
			expect(options).toMatchObject({
				status: 405,
				body: inAnyForm('method_not_allowed', 43002, 9499),
			});
		},
	);

	it('may sign as it would for the robot', async () => {
		const node = robot({ authentication: 'signature' }, { credential: { secret: SECRET } });
		const timestamp = String(Date.now());
		const query = { access_token: 'x', timestamp, sign: dingTalkSign(timestamp, SECRET) };
		const body = JSON.stringify(dingTalk.text);
		expect(await node.send({ body, query })).toMatchObject({ body: { errcode: 0 } });
		const old = String(Date.now() - 7_200_000);
		const replay = { timestamp: old, sign: dingTalkSign(old, SECRET) };
		expect(await node.send({ body, query: replay })).toMatchObject({
			status: 401,
			body: { errcode: 93000, errmsg: expect.stringContaining('2 h ago') },
		});
	});

	it('is answered as a robot does by each source that it may be', async () => {
		for (const source of ['weiyu', 'dceUsers', 'dceInsight', 'detect']) {
			const node = trigger({ parameters: { source, authentication: 'none' } });
			const body = JSON.stringify(source === 'dceInsight' ? inWeCom(insightText) : weCom.text);
			expect(await node.send({ body })).toMatchObject({ status: 200, body: { errcode: 0 } });
		}
	});
});

describe('the method', () => {
	it('is POST for most', async () => {
		const { status, headers, body } = await openTrigger().send({ method: 'GET' });
		expect(status).toBe(405);
		expect(headers.allow).toBe('POST');
		expect(body.error).toMatchObject({ code: 'method_not_allowed' });
	});

	it.each(['POST', 'GET', 'PUT', 'PATCH', 'DELETE'])('may be %s for DCE 5.0', async (method) => {
		const node = trigger({
			parameters: { source: 'dceUsers', authentication: 'query' },
			credential: { secret: SECRET },
		});
		const query = { secret: SECRET, action: 'create' };
		const inQuery = { method, query: { ...query, ...defaultBody } };
		const inBody = { method, query, body: JSON.stringify(defaultBody) };
		expect((await node.send(method === 'GET' ? inQuery : inBody)).status).toBe(200);
		const [event] = await node.stored();
		expect(event).toMatchObject({ kind: 'user.created', visitor: { id: defaultBody.id } });
		expect(JSON.stringify(event)).not.toContain(SECRET);
	});

	it('may be HEAD, by which Intercom asks whether the URL is there before it takes it', async () => {
		const node = signedTrigger();
		const head = { method: 'HEAD', ip: '127.0.0.1' };
		expect(await node.send(head)).toEqual({ status: 200, headers: {}, body: undefined });
		expect(node.credentialReads).toBe(0);
		expect(await node.stored()).toEqual([]);
		expect((await openTrigger({ allowedAddresses: '203.0.113.7' }).send(head)).status).toBe(403);
	});

	it('of a test of the address, with nothing in it, is answered 200', async () => {
		const node = trigger({ parameters: { source: 'dceUsers', authentication: 'none' } });
		expect(await node.send({ method: 'GET' })).toMatchObject({
			status: 200,
			body: { ok: true, accepted: 0 },
		});
		expect(await node.stored()).toEqual([]);
	});
});

describe('the secret in the query, which Gitee copies into its body', () => {
	it('does not reach the workflow', async () => {
		const node = signedTrigger({ parameters: { source: 'gitee', authentication: 'query' } });
		const body = JSON.stringify({ ...issueHook('open'), secret: SECRET });
		expect((await node.send({ body, query: { secret: SECRET } })).status).toBe(200);
		const [event] = await node.stored();
		expect(event.source).toBe('gitee');
		expect(JSON.stringify(event)).not.toContain(SECRET);
	});
});

describe('allowed addresses', () => {
	const node = (allowedAddresses: string) => openTrigger({ allowedAddresses });
	const from = (ip: string) => ({ body: unrepliedExample, ip });

	it('let others in no more, whoever they say that they are', async () => {
		const list = node('10.0.0.0/8, 2001:db8::1');
		expect((await list.send(from('10.9.8.7'))).status).toBe(200);
		expect((await list.send(from('2001:db8::1'))).status).toBe(200);
		const forged = { ...from('203.0.113.1'), headers: { 'X-Forwarded-For': '10.9.8.7' } };
		expect(await list.send(forged)).toMatchObject({
			status: 403,
			body: { error: { code: 'address_not_allowed' } },
		});
	});

	it('let nobody in when they cannot be read, and publishing says so', async () => {
		const list = node('10.0.0.0/8, office');
		expect((await list.send(from('10.9.8.7'))).status).toBe(403);
		await expect(list.publish()).rejects.toThrow('"office" in Allowed IP Addresses');
	});
});

describe('who may send', () => {
	it('is nobody under an authentication that there is not', async () => {
		const source = 'twtChat';
		const unknown = trigger({ parameters: { source, authentication: 'headerAuth' } });
		await expect(unknown.publish()).rejects.toThrow(
			'The authentication "headerAuth" does not exist',
		);
		const answer = await unknown.send({ body: unrepliedExample });
		expect(answer).toMatchObject({
			status: 503,
			headers: { 'retry-after': '30' },
			body: { error: { code: 'not_set_up' } },
		});
		expect(JSON.stringify(answer.body)).not.toContain('headerAuth');
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'twtchat'])(
		'is nobody of a source that there is not, such as %s',
		async (source) => {
			const unknown = trigger({ parameters: { source, authentication: 'none' } });
			await expect(unknown.publish()).rejects.toThrow(`The source "${source}" does not exist`);
			expect((await unknown.send({ body: unrepliedExample })).status).toBe(503);
		},
	);

	it('is nobody as long as n8n cannot read the credential', async () => {
		const node = trigger({ parameters: { authentication: 'signature' } });
		const answer = await node.send(signed());
		expect(answer).toMatchObject({ status: 503, body: { error: { code: 'not_set_up' } } });
		expect(await node.stored()).toEqual([]);
	});

	const custom = (signatureDetails: object, more: object = {}) =>
		signedTrigger({
			parameters: {
				source: 'custom',
				authentication: 'signature',
				conversationKey: 'id',
				signatureHeader: 'X-Signature',
				signatureDetails,
				...more,
			},
		});

	it.each<[object, string]>([
		[{ signedText: '{timestamp}.{bodY}.', timestampHeader: 'X-Timestamp' }, ''],
		[{ signedText: '{BODY}' }, ''],
		[{}, ''],
		[{ timestampHeader: 'X-Timestamp' }, 'does not have {timestamp}'],
		[{ signedText: '{body}', timestampHeader: 'X-Timestamp' }, 'does not have {timestamp}'],
		[{ signedText: '{timestamp}', timestampHeader: 'X-Timestamp' }, 'does not have {body}'],
		[{ signedText: 'body' }, 'does not have {body}'],
		[{ signedText: '{ body }' }, 'does not have {body}'],
		[{ signedText: '{timestamp}.{body}' }, 'Timestamp Header is empty'],
		[{ signedText: '{timestamp}.{body}', timestampHeader: ' ' }, 'Timestamp Header is empty'],
		[{ signedText: '{ID}.{body}' }, 'ID Header is empty'],
	])(
		'is proved by the signed text %j alone where it is publishable: %j',
		async (details, problem) => {
			const publishing = custom(details).publish();
			if (problem === '') await publishing;
			else await expect(publishing).rejects.toThrow(problem);
			const answer = await custom(details).send({ body: '{}', headers: { 'X-Signature': 'x' } });
			expect(answer.status).toBe(problem === '' ? 401 : 503);
		},
	);

	it('does not hang on details of another format', async () => {
		const standard = { signatureFormat: 'standardWebhooks' };
		await custom({ signedText: 'nothing' }, standard).publish();
	});
});

describe('filters', () => {
	const node = (parameters: object) =>
		trigger({ parameters: { authentication: 'none', ...parameters } });

	it('answer 200, count, and keep nothing of what they do not let through', async () => {
		const forms = node({ filters: { events: ['form.preChat', 'form.offline'] } });
		expect(await forms.send({ body: unrepliedExample })).toMatchObject({
			status: 200,
			body: { ok: true, accepted: 0, duplicates: 0, filtered: 1 },
		});
		expect(await forms.stored()).toEqual([]);
		const projects = node({ filters: { projects: 'shop, te*' } });
		expect((await projects.send({ body: unrepliedExample })).body).toMatchObject({ accepted: 1 });
	});

	it('do not keep everything out when they were chosen for another source', async () => {
		const changed = node({ filters: { events: ['issue.opened'] } });
		expect((await changed.send({ body: unrepliedExample })).body).toMatchObject({ accepted: 1 });
	});

	it('are by repository and branch for code hosting', async () => {
		const gitee = node({ source: 'gitee', filters: { repositories: 'kit/*', branches: 'main' } });
		const send = async (body: object) => (await gitee.send({ body: JSON.stringify(body) })).body;
		expect(await send(issueHook('open'))).toMatchObject({ accepted: 1 });
		expect(await send(push)).toMatchObject({ filtered: 1 });
	});

	it('are by source at the URL for all of them', async () => {
		const some = node({ source: 'detect', filters: { sources: ['gitee'] } });
		expect((await some.send(deliveries.gitee)).body).toMatchObject({ accepted: 1 });
		expect((await some.send(deliveries.github)).body).toMatchObject({ filtered: 1 });
	});
});

describe('a custom source', () => {
	const node = (parameters: object, options: TriggerOptions = {}) =>
		trigger({
			parameters: { source: 'custom', authentication: 'none', ...parameters },
			...options,
		});

	it('is read by paths and by expressions', async () => {
		const custom = node({
			conversationKey: '={{ "chat-" + $json.body.chat.id }}',
			text: 'said',
			status: 'chat.state',
			repliedStatuses: 'Done，closed',
			moreFields: { visitorName: '={{ $json.query.who }}', title: 'title' },
		});
		const body = JSON.stringify({ chat: { id: 42, state: 'done' }, said: 'Hello' });
		const headers = { 'Content-Type': 'application/json' };
		expect((await custom.send({ headers, body, query: { who: 'Ann' } })).status).toBe(200);
		expect((await custom.stored())[0]).toMatchObject({
			kind: 'message.replied',
			conversation: { key: 'custom:chat-42', effect: 'ends', status: 'done' },
			text: 'Hello',
			visitor: { name: 'Ann' },
		});
	});

	it('keeps the digits of long numbers in expressions, which read what n8n has parsed', async () => {
		const custom = node({
			conversationKey: '={{ $json.body.chat.id }}',
			text: '={{ "No. " + $json.body.number }}',
		});
		const body = '{"chat":{"id":1790000000000000001},"number":1790000000000000003}';
		const headers = { 'Content-Type': 'application/json' };
		expect((await custom.send({ headers, body })).status).toBe(200);
		expect((await custom.stored())[0]).toMatchObject({
			conversation: { key: 'custom:1790000000000000001' },
			text: 'No. 1790000000000000003',
		});
	});

	it('may be that of DCE users: n8n has no value then for what its panel hides', async () => {
		const users = node({ source: 'dceUsers', messageBody: 'own', conversationKey: 'user' });
		const headers = { 'Content-Type': 'application/json' };
		const { status } = await users.send({ headers, body: JSON.stringify({ user: 'zhangsan' }) });
		expect(status).toBe(200);
		expect((await users.stored())[0].conversation?.key).toContain('zhangsan');
	});

	it('may sign as Standard Webhooks, or as Stripe', async () => {
		const timestamp = String(Math.floor(Date.now() / 1_000));
		const body = '{"id":1}';
		const hmac = (key: string | Buffer, text: string) =>
			createHmac('sha256', key).update(text).digest();
		const key = Buffer.alloc(32, 'k');
		const standard = node(
			{ authentication: 'signature', signatureFormat: 'standardWebhooks', conversationKey: 'id' },
			{ credential: { secret: ` whsec_${key.toString('base64')}\n` } },
		);
		const signed = hmac(key, `msg_1.${timestamp}.${body}`).toString('base64');
		const headers = {
			'Webhook-Id': 'msg_1',
			'Webhook-Timestamp': timestamp,
			'Webhook-Signature': `v1,${signed}`,
		};
		expect((await standard.send({ body, headers })).status).toBe(200);
		expect((await standard.send({ body: '{"id":2}', headers })).status).toBe(401);

		const stripe = node(
			{
				authentication: 'signature',
				signatureFormat: 'timestamped',
				signatureHeader: 'Acme-Signature',
				conversationKey: 'id',
			},
			{ credential: { secret: SECRET } },
		);
		const v1 = hmac(SECRET, `${timestamp}.${body}`).toString('hex');
		const header = { 'Acme-Signature': `t=${timestamp},v1=${v1}` };
		expect((await stripe.send({ body, headers: header })).status).toBe(200);
		expect((await stripe.send({ body: '{"id":2}', headers: header })).status).toBe(401);
	});

	it('refuses a body with which an expression cannot deal', async () => {
		const custom = node({ conversationKey: '={{ $json.body.chat.id.toUpperCase() }}' });
		const headers = { 'Content-Type': 'application/json' };
		const { status, body } = await custom.send({ headers, body: '{"chat":{"id":1}}' });
		expect(status).toBe(400);
		expect(body.error.code).toBe('invalid_body');
	});

	it('may sign in its own way', async () => {
		const custom = node(
			{
				authentication: 'signature',
				signatureHeader: 'X-Hub-Signature-256',
				signatureDetails: { prefix: 'sha256=' },
				conversationKey: 'id',
			},
			{ credential: { secret: SECRET } },
		);
		const body = '{"id":1}';
		const headers = { 'X-Hub-Signature-256': `sha256=${signature(body, SECRET)}` };
		expect((await custom.send({ body, headers })).status).toBe(200);
		expect((await custom.send({ body: '{"id":2}', headers })).status).toBe(401);
	});
});

describe('a body that does not arrive', () => {
	it.each([
		['breaks off', Object.assign(new Error('request aborted'), { type: 'request.aborted' }), 400],
		[
			'is no gzip',
			Object.assign(new Error('incorrect header check'), { code: 'Z_DATA_ERROR' }),
			400,
		],
		[
			'is more than n8n takes',
			Object.assign(new Error('too large'), { type: 'entity.too.large' }),
			413,
		],
	])('because it %s is answered with the reason', async (_, readError, status) => {
		const answer = await openTrigger().send({ body: '{}', readError });
		expect(answer).toMatchObject({
			status,
			body: { ok: false, error: { message: expect.stringContaining(readError.message) } },
		});
	});
});
