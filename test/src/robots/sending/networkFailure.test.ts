import { networkFailure } from '../../../../src/robots/sending/networkFailure';
import { Scrubber } from '../../../../src/secrets/scrubber';

const failure = (code: string, message = 'failed') =>
	networkFailure(
		'WeCom',
		Object.assign(new Error(message), { code }),
		new Scrubber(['secret-key']),
	);

describe('a request without an answer', () => {
	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])('by %s was never sent: try again', (code) => {
		expect(failure(code)).toMatchObject({
			ok: false,
			isTemporary: true,
			isUncertain: false,
			message: 'WeCom could not be reached',
		});
	});

	it.each(['ETIMEDOUT', 'ECONNRESET', 'ECONNABORTED'])('by %s may have arrived', (code) => {
		expect(failure(code)).toMatchObject({
			isUncertain: true,
			message: expect.stringContaining('may or may not'),
		});
	});

	it('by a certificate is not worth another try', () => {
		expect(failure('CERT_HAS_EXPIRED')).toMatchObject({ isTemporary: false });
	});

	it('has its code in what caused it', () => {
		const error = new Error('outer', {
			cause: Object.assign(new Error('inner'), { code: 'ECONNREFUSED' }),
		});
		expect(networkFailure('WeCom', error, new Scrubber([]))).toMatchObject({
			code: 'ECONNREFUSED',
		});
	});

	it.each([
		['a text', 'socket hang up'],
		['a number', Object.assign(new Error('failed'), { code: 500 })],
		[
			'an error that caused itself',
			(() => {
				const error = new Error('failed');
				error.cause = error;
				return error;
			})(),
		],
	])('has no code where it is %s', (_what, error) => {
		expect(networkFailure('WeCom', error, new Scrubber([]))).toMatchObject({
			code: 'network',
			isTemporary: false,
		});
	});

	it('never repeats a secret, also as it stands in an address', () => {
		expect(failure('ETIMEDOUT', 'GET https://x/send?key=secret-key').description).toBe(
			'GET https://x/send?key=***',
		);
	});

	it('does not tell all of a page that a library takes for its words', () => {
		const { description } = failure('ETIMEDOUT', `502 - "<html>${'x'.repeat(10_000)}`);
		expect(description).toHaveLength(1_000);
	});
});
