import type { Escalation } from '../../../../src/escalation/escalation';
import { DAY, MINUTE } from '../../../../src/time/duration';
import { anEscalation, T0, saveWhole } from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function findingContract(place: StorePlace): void {
	const open = new OpenStore(place);

	beforeEach(async () => {
		const rows = [
			['a', 'w1:node', 'open', 1],
			['b', 'w1:other', 'replied', 2],
			['c', 'w2:node', 'snoozed', 3],
			['d', 'w10:node', 'exhausted', 4],
		] as const;
		const escalations = rows.map(([id, scope, state, minute]) => {
			const endedAt = state === 'replied' || state === 'exhausted' ? T0 : null;
			const openedAt = T0 + minute * MINUTE;
			const conversationKey = `key ${id}`;
			return anEscalation({ id, scope, state, endedAt, openedAt, conversationKey });
		});
		await open.run(async (t) => await saveWhole(t, escalations, T0));
	});

	test.each([
		[{}, 'dcba'],
		[{ conversationKey: 'key b' }, 'b'],
		[{ workflowId: 'w1' }, 'ba'],
		[{ states: ['open', 'snoozed'] as const }, 'ca'],
		[{ openedFrom: T0 + 2 * MINUTE, openedBefore: T0 + 4 * MINUTE }, 'cb'],
		[{ workflowId: 'w1', states: ['open'] as const }, 'a'],
		[{ conversationKey: 'nobody' }, ''],
	])('%j, the latest first', async (filter, ids) => {
		const found = await open.run(async (t) => await t.lookups.find(filter, 10, 0));
		expect(found.map(({ id }) => id).join('')).toBe(ids);
	});

	test('in pages', async () => {
		const page = async (offset: number) =>
			(await open.run(async (t) => await t.lookups.find({}, 3, offset)))
				.map(({ id }) => id)
				.join('');
		expect([await page(0), await page(3), await page(6)]).toEqual(['dcb', 'a', '']);
	});

	test('page after page, whatever opens or is forgotten meanwhile, also in one millisecond', async () => {
		const at = (id: string) =>
			anEscalation({ id, conversationKey: id, openedAt: T0 + 5 * MINUTE, state: 'open' });
		const page = async (after?: Escalation) =>
			await open.run(async (t) => await t.lookups.find({ after }, 3, 0));
		await open.run(async (t) => await saveWhole(t, [at('f'), at('h'), at('j')], T0));
		const first = await page();
		await open.run(async (t) => await saveWhole(t, [at('e'), at('i'), at('k')], T0));
		const second = await page(first.at(-1));
		const ids = (found: Escalation[]) => found.map(({ id }) => id).join('');
		expect([ids(first), ids(second)]).toEqual(['jhf', 'edc']);
		const third = await page(second.at(-1));
		expect([ids(third), ids(await page(third.at(-1)))]).toEqual(['ba', '']);
		const forgotten = anEscalation({ id: 'cc', openedAt: T0 + 3 * MINUTE });
		expect(ids(await page(forgotten))).toBe('cba');
	});

	test('page after page, also of what opened while the clock was ahead', async () => {
		open.clock.set(DAY);
		await open.run(async (transaction) => {
			const early = anEscalation({ id: 'e', conversationKey: 'early', openedAt: T0 + DAY });
			await saveWhole(transaction, [early], T0 + DAY);
		});
		open.clock.set(5 * MINUTE - DAY);
		const page = await open.run(async (transaction) => {
			const [first] = await transaction.lookups.find({}, 1, 0);
			return await transaction.lookups.find({ after: first }, 10, 0);
		});
		expect(page.map(({ id }) => id).join('')).toBe('dcba');
	});

	test.each([
		[undefined, 10, 'ac'],
		[undefined, 1, 'a'],
		['w2', 10, 'c'],
		['w10', 10, ''],
	])('those that wait, of workflow %s, the longest open first', async (workflowId, limit, ids) => {
		const found = await open.run(async (t) => await t.lookups.waiting(limit, workflowId));
		expect(found.map(({ id }) => id).join('')).toBe(ids);
	});

	test.each([
		[undefined, 10, 'bde'],
		[undefined, 2, 'bd'],
		['w10', 10, 'de'],
		['w2', 10, ''],
	])('those that ended, of workflow %s, the last first', async (workflowId, limit, ids) => {
		const found = await open.run(async (transaction) => {
			const ended = { state: 'replied', scope: 'w10:node' } as const;
			await saveWhole(
				transaction,
				[
					anEscalation({ id: 'b', scope: 'w1:other', state: 'replied', endedAt: T0 + DAY }),
					anEscalation({ id: 'e', openedAt: T0 + DAY, endedAt: T0 - DAY, ...ended }),
				],
				T0,
			);
			return await transaction.lookups.ended(limit, workflowId);
		});
		expect(found.map(({ id }) => id).join('')).toBe(ids);
	});

	test('those that are overdue, in any scope, whether they have ended or not', async () => {
		const late = { dueAt: T0 - DAY };
		const overdue = await open.run(async (transaction) => {
			await saveWhole(
				transaction,
				[
					anEscalation({ id: 'e', scope: 'w3:node', conversationKey: 'e', ...late }),
					anEscalation({ id: 'f', scope: 'w4:node', state: 'replied', endedAt: T0, ...late }),
					anEscalation({ id: 'g', scope: 'w4:node', conversationKey: 'g', dueAt: T0 }),
				],
				T0,
			);
			return await transaction.escalations.overdue(T0, T0, 10);
		});
		expect(overdue.map(({ id }) => id).toSorted()).toEqual(['e', 'f']);
	});
}
