import fc from 'fast-check';

import { families } from './families';
import { growthOf, growthOfTimes, MOST_GROWTH } from './growth';
import { textFunctions } from './textFunctions';

const MARKDOWN = 'markdown and all that is written of it';

const PIECES = [
	...['a', '中', ' ', '  ', '\n', '\n\n', '\t', '\\', '.', ':', '"', "'", '=', '1. ', '- ', '* '],
	...['> ', '>', '# ', '---', '```', '~~~', '`', '*', '**', '_', '~~', '[', ']', '](', '![', '('],
	...[')', '[a]: b\n', '[^a]', '|', '|-|\n', '<', '</', '<a ', '>', '<!--', '<?', '<![CDATA[', '&'],
	...['&amp;', 'http://', 'https://a.b/', 'www.', 'a@b.c', '@', '[ ] ', '{', '\u0301', '😀', '，'],
];

/** All kinds take a quarter of an hour: `npm run test:long` looks at them, and at more of what somebody thinks of. */
const IS_LONG = process.env.TEXTS === 'all';
/** The same texts on every run; `SEED=2` looks at others. */
const SEED = Number(process.env.SEED ?? 1);
const KINDS = IS_LONG ? Object.keys(families) : ['plain text', 'quotations'];

test('what takes the square of the length is found', () => {
	const pairs = (length: number) => {
		let sum = 0;
		for (let one = 0; one < length; one += 1) {
			for (let other = 0; other < length; other += 1) sum = (sum + one * other) % 7;
		}
		return sum;
	};
	expect(growthOf(pairs, (length) => length, 10_000)).toBeGreaterThan(MOST_GROWTH);
});

test.each([
	['what is linear', [8, 16, 32, 64], 4],
	['a leap', [8, 16, 64, 128], 4],
	[
		'a leap in two doublings, as entries of a list of 128,000 characters were measured',
		[2, 9, 28.2, 58],
		4.2,
	],
	['the square', [8, 32, 128, 512], 16],
	['the square up to a bound', [8, 32, 128, 128], 16],
	['what a bound refuses', [8, 32, 128, 0], 16],
	['what is the same at any length', [30, 31, 30, 30], 1],
])('growth is that of the least doubling: %s', (_, times, growth) => {
	expect(growthOfTimes(times)).toBeCloseTo(growth, 0);
});

describe.each(Object.keys(textFunctions))('what %s do', (group) => {
	const { length, functions } = textFunctions[group];

	it.each(KINDS)('grows no faster than a text of %s', (kind) => {
		const growths = Object.entries(functions).flatMap(([name, work]) =>
			Object.entries(families[kind]).map(([family, make]) => ({
				name,
				family,
				growth: growthOf(work, make, length),
			})),
		);
		expect(growths.filter(({ growth }) => growth > MOST_GROWTH)).toEqual([]);
	});
});

describe('what somebody thinks of tomorrow', () => {
	/** Pieces of markup, a few of which are repeated or follow one another. */
	const unit = fc
		.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 6 })
		.map((pieces) => pieces.join(''));
	const family = fc.tuple(unit, unit, fc.constantFrom(0, 0.5)).map(
		([first, second, share]) =>
			(length: number) =>
				first.repeat(1 + (share * length) / first.length) +
				second.repeat(((1 - share) * length) / second.length),
	);

	it.each(['parseMarkdown', 'inParts'])('is no more work for %s either', (name) => {
		const { length, functions } = textFunctions[MARKDOWN];
		fc.assert(
			fc.property(family, (make) => growthOf(functions[name], make, length) <= MOST_GROWTH),
			{ numRuns: IS_LONG ? 100 : 10, seed: SEED },
		);
	});
});
