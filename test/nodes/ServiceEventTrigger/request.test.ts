import fc from 'fast-check';

import {
	isAuthentic,
	readEvents,
	type Authentication,
	type WebhookRequest,
} from '../../../nodes/ServiceEventTrigger/request';
import { twtChat } from '../../../src/events/sources/twtChat';
import { signature, unrepliedExample } from '../../support/twtChat.mts';

const SECRET = 'YOUR_APP_SECRET';

function request(changes: Partial<WebhookRequest> = {}): WebhookRequest {
	return { headers: {}, query: {}, rawBody: Buffer.from(unrepliedExample), ...changes };
}

describe('isAuthentic', () => {
	const header: Authentication = { type: 'header', name: 'X-Webhook-Secret' };
	const query: Authentication = { type: 'query', name: 'secret' };
	const ask = (authentication: Authentication, changes: Partial<WebhookRequest>) =>
		isAuthentic(request(changes), authentication, twtChat, SECRET);

	it('accepts the right signature in its header', () => {
		const headers = { 'x-chat-signature': signature(unrepliedExample, SECRET) };
		expect(ask({ type: 'signature' }, { headers })).toBe(true);
		expect(ask({ type: 'signature' }, { headers, rawBody: Buffer.from('{}') })).toBe(false);
		expect(ask({ type: 'signature' }, {})).toBe(false);
	});

	it('accepts the shared secret in its header, however the name is written', () => {
		expect(ask(header, { headers: { 'x-webhook-secret': SECRET } })).toBe(true);
		expect(ask(header, { headers: { 'x-webhook-secret': 'wrong' } })).toBe(false);
		expect(ask(header, { query: { secret: SECRET } })).toBe(false);
		expect(ask(header, {})).toBe(false);
	});

	it('accepts the shared secret in its query parameter', () => {
		expect(ask(query, { query: { secret: SECRET } })).toBe(true);
		expect(ask(query, { query: { secret: '' } })).toBe(false);
		expect(ask(query, { headers: { secret: SECRET } })).toBe(false);
	});

	it.each([[[SECRET]], [{ secret: SECRET }], [1], [true], [null], ['']])(
		'is not misled by a query parameter that is %p',
		(value) => {
			expect(ask(query, { query: { secret: value } })).toBe(false);
			expect(ask(header, { headers: { 'x-webhook-secret': value } })).toBe(false);
			expect(ask({ type: 'signature' }, { headers: { 'x-chat-signature': value } })).toBe(false);
		},
	);

	it('asks nothing when no authentication was chosen', () => {
		expect(ask({ type: 'none' }, {})).toBe(true);
	});
});

describe('readEvents', () => {
	const read = (body: string | Buffer) => readEvents(Buffer.from(body as string), twtChat);
	const refusalOf = (body: string | Buffer) => {
		const reading = read(body);
		if (reading.ok) throw new Error('it was accepted');
		return reading.refusal;
	};

	it('reads the documented example, also behind a byte order mark', () => {
		expect(read(unrepliedExample)).toMatchObject({ ok: true });
		expect(read(`\uFEFF${unrepliedExample}`)).toMatchObject({ ok: true });
	});

	it.each([
		['empty', ''],
		['cut off', unrepliedExample.slice(0, 100)],
		['a form', 'event=UNREPLIED'],
		['UTF-16', Buffer.from(unrepliedExample, 'utf16le')],
		['half a character', Buffer.from([0x22, 0xe4, 0xbd, 0x22])],
	])('refuses a body that is %s, and says so', (_, body) => {
		const refusal = refusalOf(body);
		expect(refusal.status).toBe(400);
		expect(refusal.body.error).toMatchObject({ code: 'invalid_json', field: '' });
		expect(refusal.body.error.message).toMatch(/not (JSON|UTF-8)/);
		expect(refusal.body.error.hint).toContain('TWT Chat');
	});

	it('names the field that fails', () => {
		expect(refusalOf('{"created_at":1765439941,"event":"UNREPLIED"}')).toMatchObject({
			status: 400,
			body: { ok: false, error: { code: 'invalid_body', field: 'content' } },
		});
	});

	it('refuses what is nested to do harm', () => {
		const depth = 100_000;
		expect(refusalOf('['.repeat(depth) + ']'.repeat(depth))).toMatchObject({
			status: 400,
			body: { error: { message: expect.stringContaining('nested deeper than 64 levels') } },
		});
	});

	it('answers whatever JSON comes with events or a reason', () => {
		fc.assert(
			fc.property(fc.json({ maxDepth: 8 }), (body) => {
				const reading = read(body);
				if (reading.ok) return;
				expect(reading.refusal.status).toBe(400);
				expect(reading.refusal.body.error.message).not.toBe('');
			}),
		);
	});

	it('answers the example cut off anywhere with a reason', () => {
		fc.assert(
			fc.property(fc.nat(unrepliedExample.length - 1), (length) => {
				expect(refusalOf(unrepliedExample.slice(0, length)).status).toBe(400);
			}),
		);
	});
});
