import fc from 'fast-check';

import { hmacProof } from '../../../../src/events/signature/hmac';
import type { HmacOptions } from '../../../../src/events/signature/signature';
import { eventRequest } from '../../../support/sources/eventRequest.mts';
import {
	githubSignatureVector,
	standardWebhooksVector,
	twtSignatureVectors,
} from '../../../support/sources/signatureVectors.mts';
import { checked } from '../../../support/sources/verdict.mts';

const ofBody: HmacOptions = {
	header: 'x-signature',
	algorithm: 'sha256',
	encoding: 'hex',
	signed: '{body}',
};
const verify = (
	options: HmacOptions,
	body: string | Buffer,
	secret: string,
	headers: Record<string, string>,
	context = { now: 0 },
) => checked(hmacProof(eventRequest({ body, headers }), options, context), secret);

describe('a signature of the body', () => {
	it('is the published one of GitHub', () => {
		const { body, secret, signature } = githubSignatureVector;
		const options = { ...ofBody, prefix: 'sha256=' };
		expect(verify(options, body, secret, { 'X-Signature': signature })).toEqual({ ok: true });
		expect(verify(ofBody, body, secret, { 'X-Signature': signature })).toMatchObject({
			reason: 'wrong',
		});
	});

	it('is refused when any byte of body, secret or signature differs', () => {
		const [{ body, secret, signature }] = twtSignatureVectors;
		fc.assert(
			fc.property(fc.nat(body.length - 1), fc.nat(signature.length - 1), (byte, digit) => {
				const changed = Buffer.from(body);
				changed[byte] ^= 1;
				const other = signature[digit] === '0' ? '1' : '0';
				const forged = signature.slice(0, digit) + other + signature.slice(digit + 1);
				for (const [bytes, given] of [
					[changed, signature],
					[Buffer.from(body), forged],
					[Buffer.from(body), signature.slice(0, -1)],
				] as const) {
					expect(verify(ofBody, bytes, secret, { 'X-Signature': given }).ok).toBe(false);
				}
			}),
		);
		expect(verify(ofBody, body, `${secret} `, { 'X-Signature': signature }).ok).toBe(false);
		expect(verify(ofBody, body, secret, { 'X-Signature': '' })).toMatchObject({
			reason: 'missing',
		});
	});
});

describe('a signature of id, time and body', () => {
	const options: HmacOptions = {
		header: 'webhook-signature',
		prefix: 'v1,',
		algorithm: 'sha256',
		encoding: 'base64',
		signed: '{ID}.{timestamp}.{body}',
		idHeader: 'webhook-id',
		timestampHeader: 'webhook-timestamp',
		tolerance: 300_000,
		key: (text) => Buffer.from(text.replace('whsec_', ''), 'base64'),
	};
	const { secret, body, id, timestamp, signature } = standardWebhooksVector;
	const now = Number(timestamp) * 1_000;
	const headers = {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signature,
	};

	it('is the published one of Standard Webhooks, also among several', () => {
		expect(verify(options, body, secret, headers, { now })).toEqual({ ok: true });
		const several = { ...headers, 'webhook-signature': `v1,bm9uc2Vuc2U= ${signature} v2,other` };
		expect(verify(options, body, secret, several, { now })).toEqual({ ok: true });
	});

	it.each(['webhook-id', 'webhook-timestamp'])('covers %s', (name) => {
		const changed = { ...headers, [name]: `${Number(timestamp) + 1}` };
		expect(verify(options, body, secret, changed, { now })).toMatchObject({ reason: 'wrong' });
	});

	it('is missed without its time', () => {
		const { 'webhook-timestamp': time, ...timeless } = headers;
		expect(verify(options, body, secret, timeless, { now })).toMatchObject({
			reason: 'missing',
			field: 'webhook-timestamp',
		});
		expect(time).toBe(timestamp);
	});

	it('is refused when it is older than allowed, or from the future', () => {
		for (const age of [-300_000, 300_000]) {
			expect(verify(options, body, secret, headers, { now: now + age })).toEqual({ ok: true });
		}
		for (const age of [-301_000, 301_000]) {
			expect(verify(options, body, secret, headers, { now: now + age })).toMatchObject({
				reason: 'stale',
				field: 'webhook-timestamp',
				message: expect.stringContaining('5 min'),
			});
		}
		const context = { now: now + 600_000, tolerance: 600_000 };
		expect(verify(options, body, secret, headers, context)).toEqual({ ok: true });
	});
});
