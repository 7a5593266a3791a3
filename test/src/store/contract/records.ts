import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import { anEscalation, aPolicy, aPush, KEY, SCOPE, T0 } from '../../../support/escalations.mts';
import { OpenStore, type StorePlace } from './place';

export function recordContract(place: StorePlace): void {
	const open = new OpenStore(place);

	describe('replies', () => {
		test('the latest counts, here or everywhere', async () => {
			const last = await open.run(async (transaction) => {
				await transaction.recordReply(KEY, SCOPE, T0 + 5, T0 + 9);
				await transaction.recordReply(KEY, SCOPE, T0 + 3, T0 + 9);
				await transaction.recordReply(KEY, undefined, T0 + 4, T0 + 9);
				return {
					here: await transaction.lastReply(KEY, SCOPE, T0 + 9),
					elsewhere: await transaction.lastReply(KEY, 'other', T0 + 9),
					nobody: await transaction.lastReply('other key', SCOPE, T0 + 9),
				};
			});
			expect(last).toEqual({ here: T0 + 5, elsewhere: T0 + 4, nobody: undefined });
		});

		test('many are noted at once, and known with what else a node knows', async () => {
			const known = await open.run(async (transaction) => {
				const escalation = anEscalation({ conversationKey: 'open' });
				await transaction.saveEscalations([escalation], T0);
				const ended = anEscalation({ id: 'b', state: 'replied', endedAt: T0 });
				await transaction.saveEscalations([ended], T0);
				const replies = new Map([
					[KEY, T0 + 1],
					['other', T0 + 2],
				]);
				await transaction.recordReplies(SCOPE, replies, T0 + 9);
				await transaction.recordReplies(SCOPE, new Map([[KEY, T0]]), T0 + 9);
				await transaction.recordReply('open', undefined, T0 + 3, T0 + 9);
				return await transaction.conversations(SCOPE, ['open', KEY, 'other', 'new'], T0 + 9);
			});
			const told = [...known].map(([key, { open: current, latest, repliedAt }]) => [
				key,
				current?.id,
				latest?.id,
				repliedAt,
			]);
			expect(told).toEqual([
				['open', 'escalation-1', 'escalation-1', T0 + 3],
				[KEY, undefined, 'b', T0 + 1],
				['other', undefined, undefined, T0 + 2],
				['new', undefined, undefined, undefined],
			]);
		});

		test('one from the future says nothing, and gives way to one from now', async () => {
			const last = await open.run(async (transaction) => {
				await transaction.recordReply(KEY, SCOPE, T0 + DAY, T0 + DAY);
				const before = await transaction.lastReply(KEY, SCOPE, T0);
				await transaction.recordReply(KEY, SCOPE, T0 - 5, T0);
				return [before, await transaction.lastReply(KEY, SCOPE, T0 + DAY)];
			});
			expect(last).toEqual([undefined, T0 - 5]);
		});
	});

	describe('what came of it', () => {
		beforeEach(async () => {
			const replied = [
				['a', 'w1:node', 'replied', 1_000],
				['b', 'w1:node', 'replied', 2_000],
				['c', 'w2:node', 'replied', 3_000],
				['d', 'w1:node', 'cancelled', 4_000],
			] as const;
			await open.run(async (transaction) => {
				const ended = replied.map(([id, scope, state, after]) =>
					anEscalation({ id, scope, conversationKey: id, state, dueAt: null, endedAt: T0 + after }),
				);
				await transaction.saveEscalations(ended, T0);
				await transaction.savePushes([
					aPush({ escalationId: 'a', number: 1, token: '1', gatedAt: T0 }),
					aPush({ escalationId: 'a', number: 2, token: '2', gatedAt: T0 + HOUR - 1 }),
					aPush({ escalationId: 'c', number: 1, token: '4', gatedAt: T0 + HOUR }),
				]);
			});
		});

		test.each([
			[0, undefined, [3_000, 2_000, 1_000]],
			[2_000, undefined, [3_000, 2_000]],
			[0, 'w1', [2_000, 1_000]],
			[0, 'w', []],
		])('replies since %i of workflow %s took %j', async (since, workflowId, times) => {
			const found = await open.run(
				async (transaction) => await transaction.replyTimes(T0 + since, workflowId),
			);
			expect(found).toEqual(times);
		});

		test.each([
			[
				0,
				undefined,
				[
					[T0, 2],
					[T0 + HOUR, 1],
				],
			],
			[
				1,
				undefined,
				[
					[T0, 1],
					[T0 + HOUR, 1],
				],
			],
			[0, 'w2', [[T0 + HOUR, 1]]],
		])('pushes since %i of workflow %s: %j', async (since, workflowId, counts) => {
			const found = await open.run(
				async (transaction) => await transaction.pushesByHour(T0 + since, workflowId),
			);
			expect([...found].toSorted(([one], [other]) => one - other)).toEqual(counts);
		});
	});

	describe('settings', () => {
		test('the last value counts, also after the store was opened again', async () => {
			await open.run(async (transaction) => {
				await transaction.saveSetting('address a', 'one');
				await transaction.saveSetting('address b', 'two');
				await transaction.saveSetting('address a', 'three');
			});
			await open.reopen();
			const found = await open.run(async (transaction) => [
				await transaction.setting('address a'),
				await transaction.setting('address b'),
				await transaction.setting('address c'),
			]);
			expect(found).toEqual(['three', 'two', undefined]);
		});

		test('what is made once stays, whoever else wants to make it', async () => {
			const made = await Promise.all(
				['one', 'two', 'three'].map(
					async (value) =>
						await open.run(async (transaction) => await transaction.makeSetting('key', value)),
				),
			);
			expect(new Set(made).size).toBe(1);
			const kept = await open.run(async (transaction) => await transaction.setting('key'));
			expect(kept).toBe(made[0]);
		});
	});

	describe('finding', () => {
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
			await open.run(async (t) => await t.saveEscalations(escalations, T0));
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
			const found = await open.run(async (t) => await t.findEscalations(filter, 10, 0));
			expect(found.map(({ id }) => id).join('')).toBe(ids);
		});

		test('in pages', async () => {
			const page = async (offset: number) =>
				(await open.run(async (t) => await t.findEscalations({}, 3, offset)))
					.map(({ id }) => id)
					.join('');
			expect([await page(0), await page(3), await page(6)]).toEqual(['dcb', 'a', '']);
		});

		test('those that are overdue, in any scope', async () => {
			const late = anEscalation({
				id: 'e',
				scope: 'w3:node',
				dueAt: T0 - DAY,
				conversationKey: 'e',
			});
			const overdue = await open.run(async (transaction) => {
				await transaction.saveEscalations([late], T0);
				return await transaction.overdueEscalations(T0, 10);
			});
			expect(overdue.map(({ id }) => id)).toEqual(['e']);
		});
	});

	test('forgets what its policy says, and what was delivered or answered before, with all that belongs to it', async () => {
		const ended = { state: 'replied', endedAt: T0 - DAY - 1, dueAt: null } as const;
		const policy = aPolicy({ keepEndedFor: DAY });
		const kept = await open.run(async (transaction) => {
			await transaction.saveEscalations(
				[
					anEscalation({ id: 'old', ...ended, policy }),
					anEscalation({ id: 'kept longer', ...ended }),
					anEscalation({ id: 'unannounced', ...ended, policy, dueAt: T0 }),
					anEscalation({ id: 'open', openedAt: T0 - 400 * DAY }),
				],
				T0,
			);
			await transaction.savePushes([
				aPush({ escalationId: 'old' }),
				aPush({ escalationId: 'open' }),
			]);
			await transaction.recordDelivery(SCOPE, 'old', T0 - 1);
			await transaction.recordDelivery(SCOPE, 'new', T0);
			await transaction.recordReply('old', SCOPE, T0 - 1, T0);
			await transaction.recordReply('new', SCOPE, T0, T0);
			await transaction.forget(T0, T0);
			const escalations = await transaction.findEscalations({}, 10, 0);
			return {
				escalations: escalations.map(({ id }) => id).toSorted(),
				pushes: [...(await transaction.pushesByHour(0)).values()],
				isNew: [
					await transaction.recordDelivery(SCOPE, 'old', T0),
					await transaction.recordDelivery(SCOPE, 'new', T0),
				],
				replies: [
					await transaction.lastReply('old', SCOPE, T0),
					await transaction.lastReply('new', SCOPE, T0),
				],
			};
		});
		expect(kept).toEqual({
			escalations: ['kept longer', 'open', 'unannounced'],
			pushes: [1],
			isNew: [true, false],
			replies: [undefined, T0],
		});
	});
}
