import fc from 'fast-check';
import type { HmacOptions } from '../../../../src/events/signature/signature';
import type { CustomMapping } from '../../../../src/events/customMapping';
import { custom } from '../../../../src/events/sources/custom';
import {
	eventIn,
	eventRequest,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import {
	crispSignatureVector,
	twtSignatureVectors,
	zendeskSignatureVector,
} from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const mapping = (changes: Partial<CustomMapping> = {}): CustomMapping => ({
	conversationKey: { path: 'chat.id' },
	parts: {
		text: { path: 'messages.0.text' },
		status: { path: 'chat.state' },
		occurredAt: { path: 'at' },
	},
	repliedStatuses: ['Closed', 'replied'],
	waitingStatuses: [],
	...changes,
});
const body = { chat: { id: 42, state: 'open' }, messages: [{ text: 'Hi' }], at: 1765439652 };
const eventOf = (changes: object = {}, settings: Partial<CustomMapping> = {}) =>
	eventIn(custom, { body: { ...body, ...changes } }, { mapping: mapping(settings) });

describe('a mapping', () => {
	it('says by dotted paths which field is which', () => {
		expect(eventOf()).toMatchObject({
			source: 'custom',
			kind: 'message.unreplied',
			occurredAt: '2025-12-11T07:54:12.000Z',
			conversation: { key: 'custom:42', effect: 'opens', status: 'open' },
			text: 'Hi',
			raw: body,
		});
	});

	it('may give a value instead, as an expression does', () => {
		const event = eventOf({}, { conversationKey: { value: 'a' }, type: { value: 'chat' } });
		expect(event).toMatchObject({ type: 'chat', conversation: { key: 'custom:a' } });
	});

	it('knows by the status what is answered, without regard to case', () => {
		const effect = (state: string, settings = {}) =>
			eventOf({ chat: { id: 42, state } }, settings).conversation?.effect;
		expect(effect('CLOSED')).toBe('ends');
		expect(effect('anything')).toBe('opens');
		const waiting = { waitingStatuses: ['open'] };
		expect(effect('Open', waiting)).toBe('opens');
		expect(effect('anything', waiting)).toBe('continues');
		expect(effect('replied', waiting)).toBe('ends');
	});

	it('reads the query where there is no body', () => {
		const event = eventIn(
			custom,
			{ method: 'GET', query: { id: '7' } },
			{ mapping: mapping({ conversationKey: { path: 'id' } }) },
		);
		expect(event).toMatchObject({ conversation: { key: 'custom:7' }, raw: { id: '7' } });
	});
});

describe('a delivery', () => {
	const id = (receivedAt: number, settings: Partial<CustomMapping> = {}, changes: object = {}) =>
		eventIn(custom, { body: { ...body, ...changes }, receivedAt }, { mapping: mapping(settings) })
			.id;

	it('is the same by its id, or by its bytes within a minute', () => {
		expect(id(RECEIVED_AT + 59_000)).toBe(id(RECEIVED_AT));
		expect(id(RECEIVED_AT + 60_000)).not.toBe(id(RECEIVED_AT));
		const byId = { eventId: { path: 'at' } };
		expect(id(RECEIVED_AT + 3_600_000, byId, { more: 1 })).toBe(id(RECEIVED_AT, byId));
	});
});

it('tells by the origin of a message of WeCom’s customer service who wrote it', () => {
	// 企业微信开发者中心, "接收消息和事件": 3 a customer, 4 the system, 5 an agent. As a service of one's own posts it.
	const effectOf = (origin: number) =>
		eventIn(
			custom,
			{
				body: {
					msgid: 'from_msgid_4622416642169452483',
					open_kfid: 'wkAJ2GCAAASSm4_FhToWMFea0xAFfd3Q',
					external_userid: 'wmAJ2GCAAAme1XQRC-NI-q0_ZM9ukoAw',
					send_time: 1615478585,
					origin,
					servicer_userid: 'Zhangsan',
					msgtype: 'text',
					text: { content: 'hello world' },
				},
			},
			{
				mapping: {
					conversationKey: { path: 'external_userid' },
					eventId: { path: 'msgid' },
					parts: {
						text: { path: 'text.content' },
						occurredAt: { path: 'send_time' },
						status: { path: 'origin' },
					},
					repliedStatuses: ['5'],
					waitingStatuses: ['3'],
				},
			},
		);
	expect(effectOf(3)).toMatchObject({
		kind: 'message.unreplied',
		text: 'hello world',
		occurredAt: '2021-03-11T16:03:05.000Z',
		conversation: { key: 'custom:wmAJ2GCAAAme1XQRC-NI-q0_ZM9ukoAw', effect: 'opens' },
	});
	expect(effectOf(4).conversation?.effect).toBe('continues');
	expect(effectOf(5)).toMatchObject({ kind: 'message.replied', conversation: { effect: 'ends' } });
});

describe('what does not fit the mapping', () => {
	it.each<[string, object, string]>([
		['no key', { chat: {} }, 'chat.id'],
		['a key that is no text', { chat: { id: {} } }, 'chat.id'],
		['an empty key', { chat: { id: ' ' } }, 'chat.id'],
	])('%s is refused by the path', (_, changes, field) => {
		const settings = { mapping: mapping() };
		expect(problemIn(custom, { body: { ...body, ...changes } }, settings).field).toBe(field);
	});

	it('has no password and no signature of a time in its raw body', () => {
		const settings = { mapping: mapping() };
		const raw = (more: object) => eventIn(custom, { body: { ...body, ...more } }, settings).raw;
		expect(raw({ password: 'x', sign: 'y', timestamp: '1' })).toEqual({ ...body, timestamp: '1' });
		expect(raw({ sign: 'Aries' })).toEqual({ ...body, sign: 'Aries' });
	});

	it('may be a time that cannot be read: whoever waits is not refused over it', () => {
		const settings = { mapping: mapping() };
		expect(eventIn(custom, { body: { ...body, at: 'soon' } }, settings)).toMatchObject({
			occurredAt: new Date(RECEIVED_AT).toISOString(),
			notice: expect.stringContaining('time'),
		});
	});

	it('is shown all the same as a test event, which is there to find the fields', () => {
		expect(eventIn(custom, { body: { a: 1 } }, { isTest: true })).toMatchObject({
			raw: { a: 1 },
			conversation: undefined,
			notice: expect.stringContaining('Conversation Key'),
		});
	});

	it('is never found in what every object inherits', () => {
		for (const path of ['constructor.name', '__proto__.x', 'toString', 'chat.constructor.name']) {
			const settings = { mapping: mapping({ conversationKey: { path } }) };
			expect(problemIn(custom, { body }, settings).field).toBe(path);
		}
	});

	it('never is more than refused, whatever body and path', () => {
		const path = fc.array(fc.string(), { minLength: 1, maxLength: 4 }).map((p) => p.join('.'));
		fc.assert(
			fc.property(fc.jsonValue(), path, (value, place) => {
				const settings = { mapping: mapping({ conversationKey: { path: place } }) };
				const parsed = custom.parse(eventRequest({ body: value }), settings);
				if (!parsed.ok) expect(parsed.problem.field).toBe(place);
			}),
		);
	});
});

describe('the signature', () => {
	it('is that which the user describes', () => {
		const [{ body: signed, secret, signature }] = twtSignatureVectors;
		const request = eventRequest({ body: signed, headers: { 'X-Mine': `v=${signature}` } });
		const options = {
			format: 'hmac',
			header: 'x-mine',
			prefix: 'v=',
			algorithm: 'sha256',
			encoding: 'hex',
			signed: '{body}',
		} as const;
		const verify = (context: object) => verdictOf(custom, request, secret, { now: 0, ...context });
		expect(verify({ custom: options })).toEqual({ ok: true });
		expect(verify({ custom: { ...options, signed: '{body}.' } })).toMatchObject({
			reason: 'wrong',
		});
		expect(verify({})).toMatchObject({ ok: false });
	});

	it.each<[string, HmacOptions, { secret: string; timestamp: string; signature: string }]>([
		[
			'Zendesk',
			{
				header: 'x-zendesk-webhook-signature',
				algorithm: 'sha256',
				encoding: 'base64',
				signed: '{timestamp}{body}',
				timestampHeader: 'x-zendesk-webhook-signature-timestamp',
			},
			zendeskSignatureVector,
		],
		[
			'Crisp',
			{
				header: 'x-crisp-signature',
				algorithm: 'sha256',
				encoding: 'hex',
				signed: '[{timestamp};{body}]',
				timestampHeader: 'x-crisp-request-timestamp',
			},
			crispSignatureVector,
		],
	])('can be that of %s', (_, format, { secret, timestamp, signature }) => {
		const headers = { [format.header]: signature, [format.timestampHeader!]: timestamp };
		const request = eventRequest({ body: '{"a":1}', headers });
		const signedAt = Date.UTC(2023, 10, 14, 22, 13, 20);
		const verify = (now: number) =>
			verdictOf(custom, request, secret, {
				now,
				custom: { format: 'hmac', ...format, tolerance: 300_000 },
			});
		expect(verify(signedAt)).toEqual({ ok: true });
		expect(verify(signedAt + 301_000)).toMatchObject({ reason: 'stale' });
	});
});
