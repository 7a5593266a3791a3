import fc from 'fast-check';

import type { ServiceEvent } from '../../../src/events/serviceEvent';
import { splitCommon, withCommon } from '../../../src/inbox/common';

const asStored = (value: unknown) =>
	value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as object);

/** What the inbox gives back of events that came together. */
function throughTheInbox(events: object[]): unknown[] {
	const { common, own } = splitCommon(events as ServiceEvent[]);
	const stored = asStored(common) as Record<string, unknown> | undefined;
	return own.map((each) => withCommon(asStored(each) as Record<string, unknown>, stored));
}

test('what all have in common is in none of them', () => {
	const labels = { severity: 'critical' };
	const events = [1, 2, 3].map((n) => ({
		id: `${n}`,
		source: 'alertmanager',
		title: n === 3 ? 'other' : 'same',
		raw: { receiver: 'x', commonLabels: labels, alerts: [{ n }] },
	}));
	const { common, own } = splitCommon(events as unknown as ServiceEvent[]);
	expect(common).toEqual({
		source: 'alertmanager',
		raw: { receiver: 'x', commonLabels: labels },
	});
	expect(own[1]).toEqual({ id: '2', title: 'same', raw: { alerts: [{ n: 2 }] } });
	expect(throughTheInbox(events)).toEqual(events);
});

test('one that came alone is kept as it is', () => {
	const event = { id: 'a', raw: {} } as ServiceEvent;
	expect(splitCommon([event])).toEqual({ own: [event] });
	expect(splitCommon([])).toEqual({ own: [] });
});

test('any events come out as they went in', () => {
	// Of one body, so that parts of it are the same objects.
	const parts = [{ a: 1 }, [1, 2], 'text', 7, null, true, '', 0];
	const part = fc.constantFrom(...parts, undefined);
	const names = fc.constantFrom('source', 'title', 'raw', '__proto__', 'constructor', 'length');
	const raw = fc.oneof(fc.dictionary(names, part), part);
	const event = fc
		.tuple(fc.dictionary(names, part), raw)
		.map(([fields, body]): object => ({ ...fields, raw: body }));
	fc.assert(
		fc.property(fc.array(event, { maxLength: 4 }), (events) => {
			const numbered = events.map((each, index) => ({ id: `${index}`, ...each }));
			expect(throughTheInbox(numbered)).toEqual(numbered.map(asStored));
		}),
	);
});
