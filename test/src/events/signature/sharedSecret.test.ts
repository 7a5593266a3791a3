import {
	sharedSecretProof,
	type SharedSecret,
} from '../../../../src/events/signature/sharedSecret';
import { eventRequest, type RequestOptions } from '../../../support/sources/eventRequest.mts';
import { checked } from '../../../support/sources/verdict.mts';

const SECRET = 'correct horse: battery';
const header: SharedSecret = { in: 'header', name: 'X-Webhook-Secret' };
const authorization: SharedSecret = { in: 'header', name: 'Authorization' };
const query: SharedSecret = { in: 'query', name: 'secret' };

const verify = (place: SharedSecret, options: RequestOptions, secret = SECRET) =>
	checked(sharedSecretProof(eventRequest(options), place), secret);

describe('a shared secret', () => {
	it('is accepted in its header, however the name is written', () => {
		expect(verify(header, { headers: { 'x-webhook-SECRET': SECRET } })).toEqual({ ok: true });
		expect(verify(header, { headers: { 'x-webhook-secret': 'guess' } })).toMatchObject({
			ok: false,
			reason: 'wrong',
			field: 'X-Webhook-Secret',
		});
		expect(verify(header, { query: { secret: SECRET } })).toMatchObject({
			ok: false,
			reason: 'missing',
		});
	});

	it('is accepted in its query parameter', () => {
		expect(verify(query, { query: { secret: SECRET } })).toEqual({ ok: true });
		expect(verify(query, { headers: { secret: SECRET } })).toMatchObject({
			ok: false,
			reason: 'missing',
		});
	});

	it('may be the token of Bearer or the password of Basic', () => {
		const basic = Buffer.from(`prometheus:${SECRET}`).toString('base64');
		const bearer = 'correct-horse-battery';
		expect(verify(authorization, { headers: { authorization: `Basic ${basic}` } })).toEqual({
			ok: true,
		});
		expect(
			verify(authorization, { headers: { authorization: `bearer ${bearer}` } }, bearer),
		).toEqual({ ok: true });
		const wrong = Buffer.from(`${SECRET}:prometheus`).toString('base64');
		expect(verify(authorization, { headers: { authorization: `Basic ${wrong}` } })).toMatchObject({
			ok: false,
			reason: 'wrong',
		});
	});

	it.each([[[SECRET]], [{ secret: SECRET }], [1], [true], [null], ['']])(
		'is not in a query parameter that is %p',
		(value) => {
			expect(verify(query, { query: { secret: value } })).toMatchObject({
				ok: false,
				reason: 'missing',
			});
		},
	);
});
