import { createHmac } from 'node:crypto';

import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';

import { customProof } from '../../../../src/events/signature/custom';
import type { HmacOptions, CustomSignature } from '../../../../src/events/signature/signature';
import { eventRequest } from '../../../support/sources/eventRequest.mts';
import {
	githubSignatureVector,
	slackSignatureVector,
	standardWebhooksVector,
	stripeSignatureVector,
} from '../../../support/sources/signatureVectors.mts';
import { checked } from '../../../support/sources/verdict.mts';

interface Sent {
	body: string | Buffer;
	headers: Record<string, string>;
}

const verdict = (custom: CustomSignature, { body, headers }: Sent, secret: string, now: number) =>
	checked(customProof(eventRequest({ body, headers }), { now, custom }), secret);

describe('Standard Webhooks', () => {
	const custom = { format: 'standardWebhooks' } as const;
	const { secret, body, id, timestamp, signature } = standardWebhooksVector;
	const now = Number(timestamp) * 1_000;
	const headers = {
		'webhook-id': id,
		'webhook-timestamp': timestamp,
		'webhook-signature': signature,
	};
	const verify = (changes: object, key = secret, at = now) =>
		verdict(custom, { body, headers: { ...headers, ...changes } }, key, at);

	it('are right by the published vector, with the prefix of the secret and without', () => {
		expect(verify({})).toEqual({ ok: true });
		expect(verify({}, secret.replace('whsec_', ''))).toEqual({ ok: true });
	});

	it('are right when one of several signatures is, as in the tests of the libraries', () => {
		const other = 'Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
		const list = [`v1,${other}`, `v2,${other}`, signature, `v1,${other}`].join(' ');
		expect(verify({ 'webhook-signature': list })).toEqual({ ok: true });
		const only = [`v1,${other}`, signature.replace('v1', 'v2'), signature.replace('v1', 'v1a')];
		expect(verify({ 'webhook-signature': only.join(' ') })).toMatchObject({ reason: 'wrong' });
	});

	it.each(['v1,dawfeoifkpqwoekfpqoekf', 'v1,', 'v1', signature.slice(0, 8), `${signature}x`, ','])(
		'are wrong with %j',
		(given) => {
			expect(verify({ 'webhook-signature': given })).toMatchObject({ reason: 'wrong' });
		},
	);

	it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'])('need %s', (name) => {
		expect(verify({ [name]: '' })).toMatchObject({ reason: 'missing', field: name });
	});

	it('count for five minutes, in both directions', () => {
		expect(verify({}, secret, now + 300_000)).toEqual({ ok: true });
		expect(verify({}, secret, now - 300_000)).toEqual({ ok: true });
		expect(verify({}, secret, now + 301_000)).toMatchObject({ reason: 'stale' });
		expect(verify({}, secret, now - 301_000)).toMatchObject({ reason: 'stale' });
		expect(verify({ 'webhook-timestamp': 'hello' })).toMatchObject({ reason: 'wrong' });
	});

	it('may come in the headers of Svix', () => {
		const svix = { 'svix-id': id, 'svix-timestamp': timestamp, 'svix-signature': signature };
		expect(verdict(custom, { body, headers: svix }, secret, now)).toEqual({ ok: true });
	});

	it.each(['', 'whsec_', 'whsec_short', 'a pass phrase of more than enough letters', `${secret}!`])(
		'take %j for no secret',
		(other) => {
			expect(verify({}, other)).toMatchObject({ reason: 'wrong' });
		},
	);

	it('are right when the library of the specification has signed, whatever is sent', () => {
		const bytes = (min: number, max: number) => fc.uint8Array({ minLength: min, maxLength: max });
		const name = fc.stringMatching(/^[\w-]{1,40}$/);
		fc.assert(
			fc.property(bytes(24, 64), name, fc.string({ unit: 'grapheme' }), (key, webhookId, text) => {
				const own = `whsec_${Buffer.from(key).toString('base64')}`;
				const sent = {
					body: text,
					headers: {
						...headers,
						'webhook-id': webhookId,
						'webhook-signature': new Webhook(own).sign(webhookId, new Date(now), text),
					},
				};
				expect(verdict(custom, sent, own, now)).toEqual({ ok: true });
				expect(verdict(custom, { ...sent, body: `${text}.` }, own, now).ok).toBe(false);
				expect(verdict(custom, sent, secret, now).ok).toBe(false);
			}),
		);
	});
});

describe('a signature as t=…,v1=…', () => {
	const custom = { format: 'timestamped', header: 'stripe-signature' } as const;
	const { secret, body, header, timestamp } = stripeSignatureVector;
	const now = timestamp * 1_000;
	const verify = (given: string, key = secret, at = now) =>
		verdict(custom, { body, headers: { 'Stripe-Signature': given } }, key, at);
	const [t, v1, v0] = header.split(',');

	it('is right by the vector of Stripe, in any order and with blanks', () => {
		expect(verify(header)).toEqual({ ok: true });
		expect(verify([v0, v1, t].join(' , '))).toEqual({ ok: true });
		expect(verify(header.toUpperCase())).toEqual({ ok: true });
	});

	it('is right when one of several is, as while a secret is rolled', () => {
		expect(verify(`${t},v1=${'0'.repeat(64)},${v1}`)).toEqual({ ok: true });
		expect(verify(`${t},${v1},v1=${'0'.repeat(64)}`)).toEqual({ ok: true });
	});

	it('is wrong by another secret, body, time or version', () => {
		expect(verify(header, 'other')).toMatchObject({ reason: 'wrong', field: 'stripe-signature' });
		expect(verify(`t=${timestamp + 1},${v1}`)).toMatchObject({ reason: 'wrong' });
		expect(verify(`${t},${v1.replace('v1', 'v0')}`)).toMatchObject({ reason: 'wrong' });
		expect(verify(`${t},v1=`)).toMatchObject({ reason: 'wrong' });
		const changed = { body: `${body} `, headers: { 'Stripe-Signature': header } };
		expect(verdict(custom, changed, secret, now)).toMatchObject({ reason: 'wrong' });
	});

	it.each(['', v1, 't=,v1=x', 'hello'])('is missing in %j', (given) => {
		expect(verify(given)).toMatchObject({ reason: 'missing' });
	});

	it('counts for five minutes', () => {
		expect(verify(header, secret, now + 300_000)).toEqual({ ok: true });
		expect(verify(header, secret, now + 301_000)).toMatchObject({ reason: 'stale' });
		expect(verify(header, secret, now - 301_000)).toMatchObject({ reason: 'stale' });
	});

	it('is of the bytes, whatever they are', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.string({ minLength: 1 }), (bytes, key) => {
				const sent = createHmac('sha256', key).update(`${timestamp}.`).update(bytes).digest('hex');
				const headers = { 'Stripe-Signature': `t=${timestamp},v1=${sent}` };
				expect(verdict(custom, { body: Buffer.from(bytes), headers }, key, now).ok).toBe(true);
			}),
		);
	});
});

describe('an HMAC of the source’s own', () => {
	const hmac = (options: Partial<HmacOptions>): CustomSignature => ({
		format: 'hmac',
		header: 'x-signature',
		algorithm: 'sha256',
		encoding: 'hex',
		signed: '{body}',
		...options,
	});

	it('is that of Slack, with the time in the signed text', () => {
		const { secret, timestamp, body, signature } = slackSignatureVector;
		const custom = hmac({
			prefix: 'v0=',
			signed: 'v0:{timestamp}:{body}',
			timestampHeader: 'x-slack-request-timestamp',
			tolerance: 300_000,
		});
		const headers = { 'X-Slack-Request-Timestamp': timestamp, 'X-Signature': signature };
		const now = Number(timestamp) * 1_000;
		expect(verdict(custom, { body, headers }, secret, now)).toEqual({ ok: true });
		expect(verdict(custom, { body, headers }, secret, now + 301_000)).toMatchObject({
			reason: 'stale',
		});
	});

	const { secret, body, signature } = githubSignatureVector;
	const [, hex] = signature.split('=');
	it.each([
		['sha256=', `sha256=${hex}`],
		['sha256=', `SHA256=${hex.toUpperCase()}`],
		['SHA256=', `sha256=${hex}`],
		[' sha256= ', `sha256=${hex}`],
		['sha256=', `  sha256 = ${hex} `],
		['sha256 =', `sha256=${hex}`],
		['HMAC ', `hmac ${hex}`],
		['HMAC-SHA256 Signature=', `hmac-sha256 signature=${hex}`],
		['sha256=', `sha256=${'0'.repeat(64)} sha256=${hex}`],
		['v1,', `v v1,${hex}`],
		// PagerDuty separates them by commas, and so does Node.js what came in two headers.
		['v1=', `v1=${'0'.repeat(64)},v1=${hex}`],
		['', `${'0'.repeat(64)}, ${hex}`],
		['', `${'0'.repeat(64)} ${hex}`],
		['', ` ${hex} `],
	])('stands behind the prefix %j in %j', (prefix, given) => {
		const sent = { body, headers: { 'X-Signature': given } };
		expect(verdict(hmac({ prefix }), sent, secret, 0)).toEqual({ ok: true });
	});

	it.each([
		['sha256=', hex],
		['sha256=', `sha1=${hex}`],
		['sha256=', 'sha256='],
		['sha256=', `sha256=${hex}0`],
		['', `sha256=${hex}`],
		['', ' '],
	])('does not stand behind the prefix %j in %j', (prefix, given) => {
		const sent = { body, headers: { 'X-Signature': given } };
		expect(verdict(hmac({ prefix }), sent, secret, 0)).toMatchObject({ reason: 'wrong' });
	});

	it('may be written in either alphabet of Base64, with padding or without', () => {
		const base64 = Buffer.from(hex, 'hex').toString('base64');
		const url = Buffer.from(hex, 'hex').toString('base64url');
		for (const given of [base64, base64.replace('=', ''), url]) {
			const sent = { body, headers: { 'X-Signature': given } };
			expect(verdict(hmac({ encoding: 'base64' }), sent, secret, 0)).toEqual({ ok: true });
		}
		const wrong = { body, headers: { 'X-Signature': base64.toLowerCase() } };
		expect(verdict(hmac({ encoding: 'base64' }), wrong, secret, 0).ok).toBe(false);
	});

	it('makes one HMAC of the body, however many signatures are sent', () => {
		const many = Array.from({ length: 15 }, (_, index) => String(index).repeat(64));
		const sent = (position: number) => ({
			body,
			headers: { 'X-Signature': many.toSpliced(position, 0, hex).join(' ') },
		});
		expect(verdict(hmac({}), sent(15), secret, 0)).toEqual({ ok: true });
		many.push('f'.repeat(64));
		expect(verdict(hmac({}), sent(16), secret, 0)).toMatchObject({ reason: 'wrong' });
	});

	it('needs its id where that is signed', () => {
		const custom = hmac({ signed: '{ID}.{body}', idHeader: 'x-id' });
		const signed = createHmac('sha256', 's').update('7.x').digest('hex');
		const sent = (headers: Record<string, string>) => ({
			body: 'x',
			headers: { 'X-Signature': signed, ...headers },
		});
		expect(verdict(custom, sent({ 'X-Id': '7' }), 's', 0)).toEqual({ ok: true });
		expect(verdict(custom, sent({ 'X-Id': '8' }), 's', 0)).toMatchObject({ reason: 'wrong' });
		expect(verdict(custom, sent({}), 's', 0)).toMatchObject({ reason: 'missing', field: 'x-id' });
	});

	it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
		'is not found in a header of the name %s that nobody sent',
		(header) => {
			expect(verdict(hmac({ header }), { body, headers: {} }, secret, 0)).toMatchObject({
				reason: 'missing',
			});
		},
	);
});
