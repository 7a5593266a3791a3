import fc from 'fast-check';

import { matchesPattern } from '../../../src/events/pattern';

describe('matchesPattern', () => {
	it.each<[string, string, boolean]>([
		['main', 'main', true],
		['Main', 'mAIN', true],
		['release/1.2', 'release/*', true],
		['release', 'release/*', false],
		['renovate[bot]', '*[bot]', true],
		['a-bot-b', '*-bot', false],
		['abcabc', 'a*bc', true],
		['', '*', true],
		['', '', true],
		['a', '', false],
		['a.c', 'a.c', true],
		['abc', 'a.c', false],
		['a*c', 'a*c', true],
		['a', 'a*a', false],
		['aba', 'ab*ba', false],
		['abba', 'ab*ba', true],
		['a1b2c', 'a*b*c*', true],
		['caf\u00e9', 'cafe\u0301', true],
	])('%p by %p: %p', (text, pattern, expected) => {
		expect(matchesPattern(text, ['nothing', pattern])).toBe(expected);
	});

	it('matches what the parts between the stars make up, in their order', () => {
		fc.assert(
			fc.property(fc.array(fc.string(), { minLength: 1 }), fc.string(), (parts, between) => {
				fc.pre(!parts.join('').includes('*'));
				fc.pre(parts[0].trimStart() === parts[0] && parts.at(-1)!.trimEnd() === parts.at(-1));
				expect(matchesPattern(parts.join(between), [parts.join('*')])).toBe(true);
			}),
		);
	});

	it('looks through a long text once for each part', () => {
		const looked = jest.spyOn(String.prototype, 'indexOf');
		const text = 'a'.repeat(1_000_000);
		expect(matchesPattern(text, [`*${'a'.repeat(198)}b*${'a'.repeat(198)}`])).toBe(false);
		expect(looked).toHaveBeenCalledTimes(1);
	});

	it('is not slowed down by stars', () => {
		expect(matchesPattern('a'.repeat(2_000), [`${'*a'.repeat(500)}b`])).toBe(false);
	});
});
