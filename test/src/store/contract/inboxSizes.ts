import fc from 'fast-check';

import { MOST_TAKEN } from '../../../../src/store/rows';
import type { NewEvent, Transaction } from '../../../../src/store/transaction';
import { MINUTE } from '../../../../src/time/duration';
import { SCOPE, T0 } from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { OpenStore, type StorePlace } from './place';

export function inboxSizeContract(place: StorePlace): void {
	const open = new OpenStore(place);
	const sizeOf = async (scope = SCOPE) => await open.run(async (t) => await t.inbox.size(scope));
	const sequences = async (transaction: Transaction, scope = SCOPE) =>
		(await transaction.inbox.due(scope, T0 + MINUTE, 1_000)).map(({ sequence }) => sequence);
	const bytesOf = (texts: string[]) =>
		texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
	const textsOf = (events: NewEvent[]) => events.map(({ event }) => event);

	test('is told by events and bytes, of one scope', async () => {
		const events = newEvents({ text: '你好' }, { text: 'hi' });
		expect(await sizeOf()).toEqual({ events: 0, bytes: 0 });
		await open.run(async (t) => await t.inbox.add(SCOPE, events, T0));
		await open.run(async (t) => await t.inbox.add('other', newEvents({}), T0));
		await open.reopen();
		expect(await sizeOf()).toEqual({ events: 2, bytes: bytesOf(textsOf(events)) });
	});

	test('is told of all scopes together', async () => {
		const all = async () => await open.run(async (t) => await t.lookups.inboxSize());
		expect(await all()).toEqual({ events: 0, bytes: 0 });
		const events = newEvents({ text: '你好' }, { text: 'hi' });
		await open.run(async (t) => await t.inbox.add(SCOPE, events, T0));
		await open.run(async (t) => await t.inbox.add('other', newEvents({}), T0));
		expect(await all()).toEqual({ events: 3, bytes: bytesOf(textsOf(events)) + 2 });
	});

	test('has what came together share what it has in common, and no longer than it is needed', async () => {
		const common = JSON.stringify({ source: 'x', raw: { title: '你好 \u0000'.repeat(100) } });
		const events = newEvents({ n: 1 }, { n: 2 }, { n: 3 });
		await open.run(async (t) => {
			await t.inbox.add(SCOPE, events, T0, common);
			await t.inbox.add(SCOPE, newEvents({ n: 4 }), T0);
		});
		expect(await sizeOf()).toEqual({
			events: 4,
			bytes: bytesOf([...textsOf(events), '{"n":4}', common]),
		});
		const due = await open.run(async (t) => await t.inbox.due(SCOPE, T0, 10));
		expect(due.map(({ event }) => event.n)).toEqual([1, 2, 3, 4]);
		expect(due[0].common).toEqual(JSON.parse(common));
		// Not three of them in memory.
		expect(due[2].common).toBe(due[0].common);
		expect(due[3].common).toBeUndefined();
		const [first, second, third, fourth] = due.map(({ sequence }) => sequence);
		await open.run(async (t) => await t.inbox.remove([first, third]));
		expect(await sizeOf()).toEqual({ events: 2, bytes: 14 + Buffer.byteLength(common) });
		await open.run(async (t) => await t.inbox.remove([second]));
		expect(await sizeOf()).toEqual({ events: 1, bytes: 7 });
		await open.run(async (t) => await t.inbox.remove([fourth, fourth, 999_999]));
		expect(await sizeOf()).toEqual({ events: 0, bytes: 0 });
	});

	test('counts what is common for each event that is taken: it is handed out with each', async () => {
		const common = JSON.stringify({ text: 'x'.repeat(MOST_TAKEN / 4) });
		const events = Array.from({ length: 50 }, (_, n) => ({ n }));
		await open.run(async (t) => await t.inbox.add(SCOPE, newEvents(...events), T0, common));
		const due = await open.run(async (t) => await t.inbox.due(SCOPE, T0, 50));
		expect(due.map(({ event }) => event.n)).toEqual([0, 1, 2, 3]);
	});

	test('is what it was when a transaction fails', async () => {
		await open.run(async (t) => await t.inbox.add(SCOPE, newEvents({ n: 1 }), T0, '{"a":1}'));
		const before = await sizeOf();
		const work = open.run(async (transaction) => {
			await transaction.inbox.remove(await sequences(transaction));
			await transaction.inbox.add(SCOPE, newEvents({ n: 2 }), T0, '{}');
			throw new Error('undone');
		});
		await expect(work).rejects.toThrow('undone');
		expect(await sizeOf()).toEqual(before);
	});

	test('is what is there, after whatever happened', async () => {
		const scopes = fc.constantFrom(SCOPE, 'other', 'third:one');
		const step = fc.oneof(
			fc.record({
				do: fc.constant('add' as const),
				scope: scopes,
				texts: fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }),
				common: fc.option(fc.string({ unit: 'grapheme' }), { nil: undefined }),
				at: fc.integer({ min: T0, max: T0 + 5 }),
			}),
			fc.record({
				do: fc.constant('remove' as const),
				scope: scopes,
				which: fc.array(fc.nat(9), { maxLength: 4 }),
			}),
			fc.record({ do: fc.constant('forget' as const), at: fc.integer({ min: T0, max: T0 + 6 }) }),
		);
		await fc.assert(
			fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
				let waiting: Array<{ scope: string; bytes: number; at: number; part?: object }> = [];
				const partBytes = new Map<object, number>();
				await open.run(async (t) => await t.inbox.forget(T0 + MINUTE));
				for (const given of steps) {
					await open.run(async ({ inbox }) => {
						if (given.do === 'forget') {
							await inbox.forget(given.at);
							waiting = waiting.filter(({ at }) => at >= given.at);
							return;
						}
						if (given.do === 'remove') {
							const due = await inbox.due(given.scope, T0 + MINUTE, 1_000);
							const chosen = new Set(given.which);
							const gone = due.filter((_, index) => chosen.has(index));
							await inbox.remove(gone.map(({ sequence }) => sequence));
							const ours = waiting
								.filter(({ scope }) => scope === given.scope)
								.toSorted((one, other) => one.at - other.at);
							const removed = new Set(ours.filter((_, index) => chosen.has(index)));
							waiting = waiting.filter((entry) => !removed.has(entry));
							return;
						}
						const { scope, texts, common, at } = given;
						const events = newEvents(...texts.map((text) => ({ text })));
						const json = common === undefined ? undefined : JSON.stringify({ common });
						await inbox.add(scope, events, at, json);
						const part = json === undefined ? undefined : {};
						if (part) partBytes.set(part, Buffer.byteLength(json!));
						waiting.push(
							...events.map(({ event }) => ({ scope, at, part, bytes: Buffer.byteLength(event) })),
						);
					});
					for (const scope of [SCOPE, 'other', 'third:one']) {
						const ours = waiting.filter((entry) => entry.scope === scope);
						const parts = new Set(ours.flatMap(({ part }) => part ?? []));
						expect(await sizeOf(scope)).toEqual({
							events: ours.length,
							bytes:
								ours.reduce((sum, { bytes }) => sum + bytes, 0) +
								[...parts].reduce((sum, part) => sum + partBytes.get(part)!, 0),
						});
					}
				}
			}),
			{ numRuns: 30 },
		);
	});
}
