import { MINUTE } from '../../../../src/time/duration';
import {
	aClaim,
	anEscalation,
	aToken,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { replyTo, CAME_BY } from '../../../support/store/acceptedEvents.mts';
import { OpenStore, type StorePlace } from './place';

export function dueContract(place: StorePlace): void {
	const open = new OpenStore(place);

	beforeEach(async () => {
		const rows = Object.entries({ late: T0 + 2, later: T0 + 3, first: T0 + 1, never: null });
		const escalations = rows.map(([id, dueAt]) => anEscalation({ id, conversationKey: id, dueAt }));
		await open.run(async (t) => await saveWhole(t, escalations, T0));
	});

	const dueAt = async (now: number, limit: number) =>
		(await open.run(async (t) => await t.escalations.due(SCOPE, now, limit, [CAME_BY]))).map(
			({ id }) => id,
		);
	const nextOf = async (scope: string) =>
		await open.run(async (t) => await t.escalations.nextDueAt(scope, T0, [CAME_BY]));

	test('comes the longest overdue first', async () => {
		expect(await dueAt(T0 + 2, 10)).toEqual(['first', 'late']);
		expect(await dueAt(T0 + 9, 1)).toEqual(['first']);
	});

	test('is known beforehand, by scope', async () => {
		expect(await nextOf(SCOPE)).toBe(T0 + 1);
		expect(await nextOf('other')).toBeUndefined();
	});

	test('leaves out what somebody has claimed, as long as the lease lasts, and tells when it ends', async () => {
		const claim = aClaim({ token: aToken('one', 'first'), leaseUntil: T0 + MINUTE });
		const first = anEscalation({ id: 'first', conversationKey: 'first', dueAt: T0 + 1, claim });
		await open.run(async (t) => await saveWhole(t, [first], T0));
		expect(await dueAt(T0 + 2, 10)).toEqual(['late']);
		const next = async (now: number) =>
			await open.run(async (t) => await t.escalations.nextDueAt(SCOPE, now, [CAME_BY]));
		expect(await next(T0 + 2)).toBe(T0 + 2);
		await open.run(async (t) => await t.escalations.erase(['late', 'later']));
		expect(await next(T0 + 2)).toBe(T0 + MINUTE);
		expect(await dueAt(T0 + MINUTE, 10)).toEqual(['first']);
	});

	test('is taken as far as its events are not too large together, but one at least', async () => {
		const large = (id: string, megabytes: number, at: number) =>
			anEscalation({
				id,
				conversationKey: id,
				dueAt: at,
				event: { text: 'x'.repeat(megabytes * 1024 * 1024) },
			});
		await open.run(
			async (t) =>
				await saveWhole(
					t,
					[large('a', 17, T0 - 3), large('b', 9, T0 - 2), large('c', 9, T0 - 1)],
					T0,
				),
		);
		expect(await dueAt(T0, 10)).toEqual(['a']);
		await open.run(async (t) => await t.escalations.erase(['a']));
		expect(await dueAt(T0, 10)).toEqual(['b']);
		await open.run(async (t) => await t.escalations.erase(['b']));
		expect(await dueAt(T0 + 2, 10)).toEqual(['c', 'first', 'late']);
	});

	test('leaves out what an event answers that came in a moment ago', async () => {
		await open.run(async (t) => await t.inbox.add('trigger', replyTo('first'), T0));
		expect(await dueAt(T0 + 2, 10)).toEqual(['late']);
		expect(await nextOf(SCOPE)).toBe(T0 + 2);
		expect(await dueAt(T0 + 11 * MINUTE, 1)).toEqual(['first']);
	});

	test('tells which conversations an event answers that came in a moment ago', async () => {
		await open.run(async (t) => await t.inbox.add('trigger', replyTo('first'), T0));
		const answered = async (keys: string[], now: number, triggers = ['other', CAME_BY]) =>
			await open.run(async (t) => [...(await t.inbox.repliesWaiting(keys, triggers, now))]);
		expect(await answered(['late', 'first'], T0 + 2)).toEqual(['first']);
		expect(await answered(['late'], T0 + 2)).toEqual([]);
		expect(await answered([], T0 + 2)).toEqual([]);
		expect(await answered(['first'], T0 + 11 * MINUTE)).toEqual([]);
		expect(await answered(['first'], T0 - 1)).toEqual([]);
		expect(await answered(['first'], T0, ['other'])).toEqual([]);
		expect(await answered(['first'], T0, [])).toEqual([]);
	});

	test('does not leave out what an event answers that came by another trigger', async () => {
		await open.run(
			async (t) => await t.inbox.add('trigger', replyTo('first', 'another:Trigger'), T0),
		);
		expect(await dueAt(T0 + 2, 10)).toEqual(['first', 'late']);
		expect(await nextOf(SCOPE)).toBe(T0 + 1);
	});

	test('knows triggers and conversations with any name', async () => {
		for (const name of ['"; --', 'Auslöser {{ $json }}', '触发器', 'x'.repeat(3_000), '[]', "'"]) {
			const cameBy = `workflow:${name}`;
			await open.run(async (t) => await t.inbox.add('trigger', replyTo(name, cameBy), T0));
			const answered = await open.run(
				async (t) => await t.inbox.repliesWaiting([name], ['other', cameBy], T0),
			);
			expect(answered).toEqual(new Set([name]));
		}
	});
}
