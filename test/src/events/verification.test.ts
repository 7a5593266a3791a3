import fc from 'fast-check';

import { equalSecrets, isHexHmacSha256 } from '../../../src/events/verification';
import { twtSignatureVectors } from '../../support/signatureVectors.mts';

describe('isHexHmacSha256', () => {
	it.each(twtSignatureVectors)('accepts $signature', ({ body, secret, signature }) => {
		expect(isHexHmacSha256(Buffer.from(body), secret, signature)).toBe(true);
		expect(isHexHmacSha256(Buffer.from(body), secret, ` ${signature.toUpperCase()} `)).toBe(true);
	});

	it('hashes the bytes, not what the JSON says: the same JSON written otherwise has another signature', () => {
		const [, plain, escaped] = twtSignatureVectors;
		expect(JSON.parse(plain.body)).toEqual(JSON.parse(escaped.body));
		expect(isHexHmacSha256(Buffer.from(escaped.body), plain.secret, plain.signature)).toBe(false);
	});

	it('refuses the signature when any byte of body, secret or signature differs', () => {
		const [{ body, secret, signature }] = twtSignatureVectors;
		fc.assert(
			fc.property(fc.nat(body.length - 1), fc.nat(signature.length - 1), (byte, digit) => {
				const changed = Buffer.from(body);
				changed[byte] ^= 1;
				expect(isHexHmacSha256(changed, secret, signature)).toBe(false);
				const other = signature[digit] === '0' ? '1' : '0';
				const forged = signature.slice(0, digit) + other + signature.slice(digit + 1);
				expect(isHexHmacSha256(Buffer.from(body), secret, forged)).toBe(false);
			}),
		);
		expect(isHexHmacSha256(Buffer.from(body), `${secret} `, signature)).toBe(false);
		expect(isHexHmacSha256(Buffer.from(body), secret, signature.slice(0, -1))).toBe(false);
		expect(isHexHmacSha256(Buffer.from(body), secret, '')).toBe(false);
	});
});

describe('equalSecrets', () => {
	it('is true for equal texts alone, of whatever length', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
				expect(equalSecrets(one, one)).toBe(true);
				expect(equalSecrets(one, other)).toBe(one === other);
			}),
		);
	});
});
