import fc from 'fast-check';

import { LARGEST_LOOK, lookInBody } from '../../../src/events/lookInBody';
import { bodyValue, textField } from '../../../src/events/request';
import { eventRequest } from '../../support/sources/eventRequest.mts';

const NAMES = ['sign', 'timestamp', 'password'];
const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' };
const look = (body: string | Buffer, headers: Record<string, string> = {}) => {
	const found = lookInBody(eventRequest({ body, headers }), NAMES);
	return found.ok ? { ...found.members } : found.message;
};
/** What the reader of the whole body finds there. */
const read = (body: string, headers: Record<string, string> = {}) => {
	const value = bodyValue(eventRequest({ body, headers }));
	return Object.fromEntries(
		NAMES.flatMap((name) => {
			const text = Array.isArray(value) ? undefined : textField(value, name);
			return text === undefined ? [] : [[name, text]];
		}),
	);
};

describe('a look into the body', () => {
	it('finds members of JSON, whatever the body calls itself', () => {
		for (const headers of [{}, FORM, { 'Content-Type': 'text/plain' }]) {
			expect(look('{"sign":"x","timestamp":1599360473}', headers)).toEqual({
				sign: 'x',
				timestamp: '1599360473',
			});
		}
	});

	it.each(['hook', 'payload'])('finds them in the form field %s of old hooks', (field) => {
		const json = '{"password":"p w+d","hook_name":"push_hooks"}';
		const body = new URLSearchParams({ before: '1', [field]: json }).toString();
		expect(look(body, FORM)).toEqual({ password: 'p w+d' });
		expect(look(body)).toEqual({});
	});

	it('finds what the reader of the whole body finds in the JSON of a form', () => {
		const text = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.constantFrom('+', '%', '%zz', ' ', '&', '=', '{"sign":"in a text"}'),
		);
		const json = fc
			.dictionary(fc.constantFrom('sign', 'password', 'more'), text)
			.map((object) => JSON.stringify(object));
		const field = fc.tuple(fc.constantFrom('sign', 'sig', ''), text);
		const fields = fc.tuple(fc.array(field), fc.constantFrom('hook', 'payload'), json);
		fc.assert(
			fc.property(fields, ([others, name, wrapped]) => {
				const body = new URLSearchParams([...others, [name, wrapped]]).toString();
				expect(look(body, FORM)).toEqual(read(body, FORM));
				// Also where it is encoded no more than it has to be, as by hand.
				const byHand = `${name}=${wrapped.replace(/[%&+]/g, encodeURIComponent)}`;
				expect(look(byHand, FORM)).toEqual(read(byHand, FORM));
			}),
			{ numRuns: 500 },
		);
	});

	it('goes no further than 256 kB, and says so', () => {
		const body = (bytes: number) => `{"sign":"x","more":"${'a'.repeat(bytes - 22)}"}`;
		expect(body(LARGEST_LOOK)).toHaveLength(256 * 1_024);
		expect(look(body(LARGEST_LOOK))).toEqual({ sign: 'x' });
		expect(look(body(LARGEST_LOOK + 1))).toMatch(/it has 257 kB, more than 256 kB/);
	});
});
