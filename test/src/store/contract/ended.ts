import type { EscalationState } from '../../../../src/escalation/escalation';
import { DAY } from '../../../../src/time/duration';
import { anEscalation, saveWhole, SCOPE, T0 } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function endedContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('after a time are found, one portion after the other, as they stand', async () => {
		const ended = (id: string, endedAt: number | null, scope = SCOPE) =>
			anEscalation({
				id,
				scope,
				conversationKey: id,
				state: endedAt === null ? 'open' : 'exhausted',
				endedAt,
				dueAt: null,
				nextReminderAt: T0 + DAY,
			});
		const found = await open.run(async (t) => {
			await saveWhole(
				t,
				[
					ended('a', T0 + 1),
					ended('b', T0 + 3),
					ended('c', T0 + 2),
					ended('d', T0),
					ended('e', null),
					ended('f', T0 + 1, 'other'),
				],
				// Written by a clock that was ahead.
				T0 + DAY,
			);
			return [
				await t.escalations.endedAfter(SCOPE, T0, '', 2),
				await t.escalations.endedAfter(SCOPE, T0, 'b', 2),
			];
		});
		expect(found.map((some) => some.map(({ id }) => id))).toEqual([['a', 'b'], ['c']]);
		expect(found[0][0]).toMatchObject({ endedAt: T0 + 1, nextReminderAt: T0 + DAY });
	});

	test('leave the states of those that wait, the longest open first, one page after the other', async () => {
		const one = (id: string, openedAt: number, state: EscalationState) =>
			anEscalation({
				...{ id, conversationKey: id, openedAt, state },
				endedAt: state === 'replied' ? T0 + DAY : null,
				dueAt: null,
			});
		const pages = await open.run(async (t) => {
			await saveWhole(
				t,
				[
					one('a', T0 + 2, 'open'),
					one('b', T0 + 1, 'acknowledged'),
					one('c', T0, 'replied'),
					one('d', T0 + 1, 'snoozed'),
					one('e', T0 + 3, 'reminding'),
				],
				T0 + DAY,
			);
			const first = await t.lookups.waitingStates(2);
			const second = await t.lookups.waitingStates(2, first[1]);
			return [first, second, await t.lookups.waitingStates(2, second[1])];
		});
		expect(pages).toEqual([
			[
				{ id: 'b', openedAt: T0 + 1, state: 'acknowledged' },
				{ id: 'd', openedAt: T0 + 1, state: 'snoozed' },
			],
			[
				{ id: 'a', openedAt: T0 + 2, state: 'open' },
				{ id: 'e', openedAt: T0 + 3, state: 'reminding' },
			],
			[],
		]);
	});

	test('between two times are found in their order, one page after the other', async () => {
		const ended = (id: string, endedAt: number | null, scope = SCOPE) =>
			anEscalation({
				id,
				scope,
				conversationKey: id,
				state: endedAt === null ? 'open' : 'replied',
				endedAt,
				dueAt: null,
			});
		const pages = await open.run(async (t) => {
			const all = [
				ended('a', T0 + 5),
				ended('d', T0 + 5, 'other:node'),
				ended('c', T0 + 5),
				ended('b', T0 + 2),
				ended('before', T0 + 1),
				ended('after', T0 + 9),
				ended('open', null),
			];
			await saveWhole(t, all, T0);
			const first = await t.lookups.endedBetween(T0 + 2, T0 + 9, 2);
			const second = await t.lookups.endedBetween(T0 + 2, T0 + 9, 2, first.at(-1));
			const third = await t.lookups.endedBetween(T0 + 2, T0 + 9, 2, second.at(-1));
			return [first, second, third];
		});
		expect(pages.map((page) => page.map(({ id }) => id))).toEqual([['b', 'a'], ['c', 'd'], []]);
	});
}
