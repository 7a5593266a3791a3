import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { TestTrigger, type TriggerOptions } from '../../support/trigger.mts';
import {
	exampleConversation,
	signature,
	unreplied,
	unrepliedExample,
} from '../../support/twtChat.mts';

const SECRET = 'YOUR_APP_SECRET';
const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-trigger-'));

beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const trigger = (options: TriggerOptions = {}) =>
	new TestTrigger(new ServiceEventTrigger(), options);
const signedTrigger = (options: TriggerOptions = {}) =>
	trigger({ credential: { secret: SECRET }, ...options });
const openTrigger = (options: Record<string, unknown> = {}) =>
	trigger({ parameters: { authentication: 'none', options } });
const signed = (body = unrepliedExample, secret = SECRET) => ({
	body,
	headers: { 'X-Chat-Signature': signature(body, secret) },
});

describe('an authentic event', () => {
	it('is answered 200 and waits in the inbox for its execution', async () => {
		const node = signedTrigger();
		const { status, body } = await node.send(signed());
		expect(status).toBe(200);
		expect(body).toEqual({ ok: true, accepted: 1, duplicates: 0 });
		expect(await node.stored()).toMatchObject([
			{ source: 'twtChat', kind: 'message.unreplied', conversation: { key: exampleConversation } },
		]);
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
		const { status, body } = await node.send({ body: unreplied({ status: '9' }) });
		expect(status).toBe(400);
		expect(body.error).toMatchObject({ code: 'invalid_body', field: 'content.0.status' });
		expect(await node.stored()).toEqual([]);
	});

	it('is answered 413 when it is larger than the option allows', async () => {
		const node = openTrigger({ largestBody: 0.001 });
		expect((await node.send({ body: unrepliedExample })).status).toBe(200);
		const large = await node.send({ body: unreplied({ message_content: 'x'.repeat(1_100) }) });
		expect(large).toMatchObject({ status: 413, body: { error: { code: 'body_too_large' } } });
	});
});
