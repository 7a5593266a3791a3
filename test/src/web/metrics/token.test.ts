import fc from 'fast-check';

import { writeBoardLink, readBoardLink } from '../../../../src/web/board/token';
import { writeLink } from '../../../../src/web/link/token';
import { readMetricsToken, writeMetricsToken } from '../../../../src/web/metrics/token';

const SEAL = { key: Buffer.alloc(32, 7), scope: 'workflow:node' };
const NOW = Date.UTC(2026, 0, 5, 9);
const TERMS = { expiresAt: NOW + 60_000, generation: '0' };

test('a token is valid until it expires, at the node that it was made for', () => {
	const text = writeMetricsToken(SEAL, TERMS);
	expect(text).toMatch(/^metrics\.[\w.-]{1,80}$/);
	expect(readMetricsToken(SEAL, text, NOW)).toEqual({ ok: true, link: TERMS });
	expect(readMetricsToken(SEAL, text, TERMS.expiresAt)).toEqual({ ok: false, reason: 'expired' });
	const elsewhere = { ...SEAL, scope: 'workflow:other' };
	expect(readMetricsToken(elsewhere, text, NOW)).toEqual({ ok: false, reason: 'invalid' });
});

test('nothing else is taken for one', () => {
	const text = writeMetricsToken(SEAL, TERMS);
	const changed = fc
		.tuple(
			fc.nat({ max: text.length }),
			fc.nat({ max: 3 }),
			fc.string({ unit: 'binary', maxLength: 5 }),
		)
		.map(([at, removed, put]) => text.slice(0, at) + put + text.slice(at + removed));
	fc.assert(
		fc.property(fc.oneof(fc.string({ unit: 'binary' }), changed), (given) => {
			fc.pre(given !== text);
			expect(readMetricsToken(SEAL, given, NOW)).toEqual({ ok: false, reason: 'invalid' });
		}),
		{ numRuns: 2_000 },
	);
});

test('the signatures of links and boards are worth nothing here, nor this one there', () => {
	const said = writeMetricsToken(SEAL, TERMS).split('.').slice(0, -1).join('.');
	const link = { ...TERMS, action: 'acknowledge', minutes: 1, escalationId: 'a' } as const;
	const board = writeBoardLink(SEAL, { ...TERMS, mayChange: true, workflowId: undefined });
	for (const other of [writeLink(SEAL, link), board]) {
		const text = `${said}.${other.split('.').at(-1)}`;
		expect(readMetricsToken(SEAL, text, NOW).ok).toBe(false);
	}
	const signature = writeMetricsToken(SEAL, TERMS).split('.').at(-1);
	const forged = `${board.split('.').slice(0, -1).join('.')}.${signature}`;
	expect(readBoardLink(SEAL, forged, NOW).ok).toBe(false);
});
