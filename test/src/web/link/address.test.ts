import { isReachable } from '../../../../src/web/link/address';

test.each([
	['https://n8n.example.com/webhook/a/page', true],
	['http://192.168.1.20:5678/webhook/a/page', true],
	['http://n8n:5678/webhook/a/page', true],
	['http://localhost:5678/webhook/a/page', false],
	['http://n8n.localhost/webhook/a/page', false],
	['http://127.0.0.1:5678/webhook/a/page', false],
	['http://127.8.9.1/webhook/a/page', false],
	['http://0.0.0.0:5678/webhook/a/page', false],
	['http://[::1]:5678/webhook/a/page', false],
	['https://localhost.example.com/', true],
	['not an address', false],
])('whether others can open %s: %s', (url, expected) => {
	expect(isReachable(url)).toBe(expected);
});
