import { eventSources } from '../../../src/events/sources';
import { serviceEventSchema } from '../../../src/events/serviceEvent';
import { deliveries } from '../../support/sources/deliveries.mts';
import { eventRequest, problemIn } from '../../support/sources/eventRequest.mts';
import { missedFirst } from '../../support/sources/missedFirst.mts';

/** What is in nobody's words: zod's, JavaScript's. */
const NO_WORDS = /Invalid|undefined|null|NaN|nonoptional|expected string|\[object/;

const settings = {
	mapping: {
		conversationKey: { path: 'chat.id' },
		parts: { text: { path: 'said' } },
		repliedStatuses: [],
		waitingStatuses: [],
	},
};
const settingsOf = (id: string) => (id === 'custom' ? settings : {});

it.each(Object.entries(eventSources))('%s says what is missing, in words', (id, source) => {
	const { field, message, advice } = problemIn(source, { body: { foo: 1 } }, settingsOf(id));
	expect(field).toBe(missedFirst[id]);
	expect(message).toContain('required');
	expect(message).not.toMatch(NO_WORDS);
	expect(advice).not.toBe('');
});

/** The value with each of its parts in turn as something else; those of lists by their first alone. */
function* misshapen(value: unknown, depth = 0): Generator<unknown> {
	yield* [null, [], {}, '', 'text', 5, -1.5, true, '1790000000000000001'];
	if (typeof value !== 'object' || value === null || depth > 3) return;
	if (Array.isArray(value)) {
		for (const child of misshapen(value[0], depth + 1)) yield [child, ...value.slice(1)];
		return;
	}
	for (const [name, part] of Object.entries(value)) {
		const { [name]: left, ...others } = value as Record<string, unknown>;
		yield others;
		for (const child of misshapen(left ?? part, depth + 1)) yield { ...value, [name]: child };
	}
}

it.each(Object.entries(deliveries))(
	'%s reads any misshapen body, or says why not',
	(id, delivery) => {
		const { headers, query, body } = delivery;
		const source = eventSources[id];
		const original: unknown = body.startsWith('{') ? JSON.parse(body) : body;
		let read = 0;
		for (const changed of misshapen(original)) {
			const parsed = source.parse(eventRequest({ headers, query, body: changed }), settingsOf(id));
			if (parsed.ok) {
				read += 1;
				for (const event of parsed.events) {
					serviceEventSchema.parse(event);
					expect(source.kinds).toContain(event.kind);
				}
			} else {
				const { field, message } = parsed.problem;
				expect({ field, message }).toEqual({
					field,
					message: expect.not.stringMatching(NO_WORDS),
				});
			}
		}
		if (original !== body) expect(read).toBeGreaterThan(2);
	},
);
