import { LARGEST_SAMPLE, readSample } from '../../../../src/events/sample/sample';

const bodyOf = (given: unknown) => {
	const reading = readSample(given);
	return reading.ok ? reading.body : reading.message;
};

describe('a sample', () => {
	it('is JSON, as text or as the JSON itself', () => {
		expect(bodyOf(' {"id": 42}\n')).toEqual({ id: 42 });
		expect(bodyOf('\ufeff{"id": 42}')).toEqual({ id: 42 });
		expect(bodyOf([{ id: 42 }])).toEqual([{ id: 42 }]);
	});

	it('is read as a body that arrives: numbers keep their digits, prototypes are left out', () => {
		expect(bodyOf('{"id": 1790000000000000001}')).toEqual({ id: '1790000000000000001' });
		expect(Object.keys(bodyOf('{"__proto__": {"x": 1}, "a": 1}') as object)).toEqual(['a']);
	});

	it.each<[string, unknown, RegExp, RegExp]>([
		['nothing', '', /empty/, /Paste .*By Path/],
		['nothing yet', undefined, /empty/, /Paste/],
		['blanks', ' \n', /empty/, /Paste/],
		['JavaScript', '{id: 42}', /not JSON/, /double quotes.*By Path/],
		['Python', "{'id': None}", /not JSON/, /double quotes/],
		['a comma too many', '{"id": 42,}', /not JSON/, /comma/],
		['curly quotation marks', '{“id”: 42}', /not JSON/, /straight/],
		['a half', '{"id": 42', /not JSON/, /exactly/],
		['a form', 'id=42&text=Hi', /not JSON/, /form/],
		['a text', '"Hi"', /no fields/, /Paste/],
		['a number', '42', /no fields/, /Paste/],
		['null', 'null', /no fields/, /Paste/],
		['too many levels', '['.repeat(100) + ']'.repeat(100), /64 levels/, /part/],
		['too much', JSON.stringify(['x'.repeat(LARGEST_SAMPLE)]), /at most 256 kB/, /Shorten/],
	])('that is %s is refused in words that say what to do', (_, given, message, advice) => {
		expect(readSample(given)).toEqual({
			ok: false,
			message: expect.stringMatching(message),
			advice: expect.stringMatching(advice),
		});
		expect(JSON.stringify(readSample(given))).not.toMatch(/undefined|Invalid|The body/);
	});

	it('that no JSON can be made of is refused', () => {
		const circular: { self?: object } = {};
		circular.self = circular;
		expect(readSample(circular)).toMatchObject({ ok: false });
	});
});
