import { hasRepeatedNames } from '../../../src/events/repeatedNames';

test.each([
	['{}', false],
	['{"a":1,"b":{"a":2},"c":[{"a":3},{"a":4}]}', false],
	['{"a":"\\"a\\":","b":"{\\"b\\":1"}', false],
	['[{"a":1},{"a":2}]', false],
	['"a"', false],
	['{"a":1,"a":2}', true],
	['{"a" : 1, "b": [], "\\u0061":2}', true],
	['{"a":{"a":1},"a":2}', true],
])('%s: %s', (json, repeated) => {
	expect(hasRepeatedNames(json)).toBe(repeated);
	expect(() => JSON.parse(json)).not.toThrow();
});
