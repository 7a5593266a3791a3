import { createHmac } from 'node:crypto';

import fc from 'fast-check';

import { linkActions, readLink, writeLink, type Link } from '../../../../src/web/link/token';

const KEY = Buffer.alloc(32, 7);
const SEAL = { key: KEY, scope: 'workflow:node' };
const NOW = Date.UTC(2026, 0, 5, 9);

const aLink = (changes: Partial<Link> = {}): Link => ({
	action: 'acknowledge',
	minutes: 30,
	escalationId: '0mie5x2k1a0123456789abcdef',
	expiresAt: NOW + 60_000,
	generation: '0',
	...changes,
});

const links = fc.record<Link>({
	action: fc.constantFrom(...linkActions),
	minutes: fc.integer({ min: 0, max: 525_600 }),
	escalationId: fc.stringMatching(/^[0-9a-z]{25}$/),
	expiresAt: fc.integer({ min: NOW / 1_000 + 1, max: NOW / 1_000 + 1e9 }).map((s) => s * 1_000),
	generation: fc.stringMatching(/^[\w-]{1,16}$/),
});

test('a link says what it was written for', () => {
	fc.assert(
		fc.property(
			links,
			fc.string(),
			fc.uint8Array({ minLength: 32, maxLength: 32 }),
			(link, scope, bytes) => {
				const seal = { key: Buffer.from(bytes), scope };
				const text = writeLink(seal, link);
				expect(text).toMatch(/^[\w.-]{1,200}$/);
				expect(readLink(seal, text, NOW)).toEqual({ ok: true, link });
			},
		),
	);
});

test('it is signed by HMAC-SHA256 over its purpose, its node and all that it says', () => {
	const said = 'acknowledge.30.t8eqc0.Zp3-_w9A.0mie5x2k1a0123456789abcdef';
	const signature = createHmac('sha256', KEY)
		.update(`until-replied link\nworkflow:node\n${said}`)
		.digest('base64url');
	const expiresAt = Number.parseInt('t8eqc0', 36) * 1_000;
	const link = aLink({ expiresAt, generation: 'Zp3-_w9A' });
	expect(writeLink(SEAL, link)).toBe(`${said}.${signature}`);
});

test('nothing else is taken for one', () => {
	const text = writeLink(SEAL, aLink());
	const anything = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: 'binary', minLength: 5_000, maxLength: 50_000 }),
		fc
			.tuple(
				fc.nat({ max: text.length }),
				fc.nat({ max: 3 }),
				fc.string({ unit: 'binary', maxLength: 5 }),
			)
			.map(([at, removed, put]) => text.slice(0, at) + put + text.slice(at + removed)),
		fc.constantFrom(...linkActions).map((action) => text.replace('acknowledge', action)),
	);
	fc.assert(
		fc.property(anything, (given) => {
			fc.pre(given !== text);
			expect(readLink(SEAL, given, NOW)).toEqual({ ok: false, reason: 'invalid' });
		}),
		{ numRuns: 2_000 },
	);
});

test('each change of a single character makes it worthless', () => {
	const text = writeLink(SEAL, aLink());
	for (let at = 0; at < text.length; at += 1) {
		for (const other of ['0', '9', 'a', 'z', 'A', '_', '-', '.']) {
			if (other === text[at]) continue;
			const changed = text.slice(0, at) + other + text.slice(at + 1);
			expect(readLink(SEAL, changed, NOW).ok).toBe(false);
		}
	}
});

test.each([
	[
		'of another store',
		() => readLink({ ...SEAL, key: Buffer.alloc(32, 8) }, writeLink(SEAL, aLink()), NOW),
	],
	[
		'of another node',
		() => readLink({ ...SEAL, scope: 'workflow:other' }, writeLink(SEAL, aLink()), NOW),
	],
])('one %s is not valid', (_whose, read) => {
	expect(read()).toEqual({ ok: false, reason: 'invalid' });
});

test('it can be used until it expires', () => {
	const text = writeLink(SEAL, aLink({ expiresAt: NOW }));
	expect(readLink(SEAL, text, NOW - 1).ok).toBe(true);
	expect(readLink(SEAL, text, NOW)).toEqual({ ok: false, reason: 'expired' });
});
