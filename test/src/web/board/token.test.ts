import fc from 'fast-check';

import { readBoardLink, writeBoardLink, type BoardLink } from '../../../../src/web/board/token';
import { writeLink } from '../../../../src/web/link/token';

const SEAL = { key: Buffer.alloc(32, 7), scope: 'workflow:node' };
const NOW = Date.UTC(2026, 0, 5, 9);

const aLink = (changes: Partial<BoardLink> = {}): BoardLink => ({
	mayChange: false,
	workflowId: 'AbC123',
	expiresAt: NOW + 60_000,
	generation: '0',
	...changes,
});

test('a link says what it was written for', () => {
	const rights = fc.constantFrom<Partial<BoardLink>[]>(
		{ mayChange: false },
		{ mayChange: true },
		{ mayChange: true, mayChangeRosters: true },
	);
	const terms = fc.record<Omit<BoardLink, 'mayChange' | 'mayChangeRosters'>>({
		workflowId: fc.option(fc.stringMatching(/^[\w-]{1,36}$/), { nil: undefined }),
		expiresAt: fc.integer({ min: NOW / 1_000 + 1, max: NOW / 1_000 + 1e9 }).map((s) => s * 1_000),
		generation: fc.stringMatching(/^[\w-]{1,16}$/),
	});
	fc.assert(
		fc.property(rights, terms, fc.string(), (right, term, scope) => {
			const link = { mayChange: false, ...right, ...term };
			const text = writeBoardLink({ ...SEAL, scope }, link);
			expect(text).toMatch(/^board\.[\w.-]{1,200}$/);
			expect(readBoardLink({ ...SEAL, scope }, text, NOW)).toEqual({ ok: true, link });
		}),
	);
});

test('nothing else is taken for one', () => {
	const text = writeBoardLink(SEAL, aLink());
	const anything = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc
			.tuple(
				fc.nat({ max: text.length }),
				fc.nat({ max: 3 }),
				fc.string({ unit: 'binary', maxLength: 5 }),
			)
			.map(([at, removed, put]) => text.slice(0, at) + put + text.slice(at + removed)),
	);
	fc.assert(
		fc.property(anything, (given) => {
			fc.pre(given !== text);
			expect(readBoardLink(SEAL, given, NOW)).toEqual({ ok: false, reason: 'invalid' });
		}),
		{ numRuns: 2_000 },
	);
});

test.each([
	[
		'one for looking, changed into one for changing',
		(text: string) => text.replace('look', 'change'),
	],
	['one for one workflow, changed into one for all', (text: string) => text.replace('AbC123', '')],
])('%s is not valid', (_what, change) => {
	const text = change(writeBoardLink(SEAL, aLink()));
	expect(readBoardLink(SEAL, text, NOW).ok).toBe(false);
});

test('the signature of a link in a reminder is worth nothing for the board', () => {
	const link = { ...aLink(), action: 'acknowledge', minutes: 1, escalationId: 'a' } as const;
	const signature = writeLink(SEAL, link).split('.').at(-1)!;
	const said = writeBoardLink(SEAL, aLink()).split('.').slice(0, -1).join('.');
	expect(readBoardLink(SEAL, `${said}.${signature}`, NOW).ok).toBe(false);
});

test('it can be used until it expires', () => {
	const text = writeBoardLink(SEAL, aLink({ expiresAt: NOW }));
	expect(readBoardLink(SEAL, text, NOW - 1).ok).toBe(true);
	expect(readBoardLink(SEAL, text, NOW)).toEqual({ ok: false, reason: 'expired' });
});

test('who may only look may change no rosters either', () => {
	const text = writeBoardLink(SEAL, aLink({ mayChange: false, mayChangeRosters: true }));
	expect(readBoardLink(SEAL, text, NOW)).toEqual({ ok: true, link: aLink() });
});
