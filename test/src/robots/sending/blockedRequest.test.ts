import { blockedRequest } from '../../../../src/robots/sending/blockedRequest';
import { networkFailure } from '../../../../src/robots/sending/networkFailure';
import { Scrubber } from '../../../../src/secrets/scrubber';

/** As n8n 2.41 throws them (`@n8n/backend-network`). */
const ip = Object.assign(
	new Error('The request was blocked because it resolves to a restricted IP address'),
	{ name: 'SsrfBlockedIpError' },
);
const hostname = Object.assign(
	new Error('The request was blocked because the destination hostname is restricted'),
	{ name: 'SsrfBlockedHostnameError' },
);

test.each([
	['an address', ip],
	['a host', hostname],
	['the words of it in another error', new Error(ip.message)],
	['it as the cause of another error', new Error('It failed', { cause: hostname })],
])('blocked by n8n: %s', (_what, error) => {
	const failure = networkFailure('WeCom', error, new Scrubber([]));
	expect(failure).toMatchObject({ ok: false, isTemporary: false });
	expect(failure.message).toContain('N8N_SSRF_ALLOWED_IP_RANGES');
	expect(failure.message).toContain('N8N_SSRF_ALLOWED_HOSTNAMES');
	expect(failure.isUncertain).toBeFalsy();
});

test.each([
	new Error('connect ECONNREFUSED 10.0.0.1:443'),
	new Error('The request was blocked'),
	'a text',
	undefined,
	null,
])('not blocked by n8n: %s', (error) => {
	expect(blockedRequest('WeCom', error)).toBeUndefined();
});
