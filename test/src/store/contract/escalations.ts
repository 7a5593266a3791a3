import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import type { Escalation } from '../../../../src/escalation/escalation';
import {
	aClaim,
	anEscalation,
	aPolicy,
	aReminder,
	aToken,
	KEY,
	SCOPE,
	T0,
	saveWhole,
} from '../../../support/model/escalations.mts';
import { newEvents } from '../../../support/store/acceptedEvents.mts';
import { OpenStore, type StorePlace } from './place';

export function escalationContract(place: StorePlace): void {
	const open = new OpenStore(place);

	test('there is one open for each scope and conversation', async () => {
		await open.run(async (t) => await saveWhole(t, [anEscalation({ id: 'a' })], T0));
		const second = open.run(
			async (t) => await saveWhole(t, [anEscalation({ id: 'b', state: 'reminding' })], T0),
		);
		await expect(second).rejects.toThrow(/unique/i);
		await open.run(
			async (t) =>
				await saveWhole(
					t,
					[
						anEscalation({ id: 'c', scope: 'other' }),
						anEscalation({ id: 'd', state: 'replied', endedAt: T0 }),
					],
					T0,
				),
		);
		const found = await open.run(async (transaction) => ({
			everywhere: (await transaction.escalations.open(KEY)).map(({ id }) => id).toSorted(),
			here: (await transaction.escalations.open(KEY, SCOPE)).map(({ id }) => id),
			elsewhere: await transaction.escalations.open('another conversation'),
		}));
		expect(found).toEqual({ everywhere: ['a', 'c'], here: ['a'], elsewhere: [] });
	});

	test('the latest is the one that opened last, but not after now', async () => {
		const old = anEscalation({ id: 'old', state: 'replied', openedAt: T0, endedAt: T0 });
		const recent = anEscalation({ id: 'new', state: 'replied', openedAt: T0 + DAY, endedAt: T0 });
		await open.run(async (t) => await saveWhole(t, [old, recent], T0));
		const latestAt = async (now: number) => {
			const known = await open.run(
				async (t) => await t.escalations.conversations(SCOPE, [KEY], now),
			);
			return known.get(KEY)?.latest?.id;
		};
		expect([await latestAt(T0 - 1), await latestAt(T0), await latestAt(T0 + DAY)]).toEqual([
			undefined,
			'old',
			'new',
		]);
	});

	test('the event stays what it was where none is given', async () => {
		const before = anEscalation({ event: { text: 'first' } });
		const after = { ...before, messageCount: 7 };
		await open.run(async (t) => await saveWhole(t, [before], T0));
		await open.run(async (t) => await t.escalations.save([{ escalation: after }], T0));
		const stored = async () => await open.run(async (t) => await t.lookups.escalation(before.id));
		expect(await stored()).toMatchObject({ event: { text: 'first' }, messageCount: 7 });
		const event = { text: 'another' };
		await open.run(async (t) => await t.escalations.save([{ escalation: after, event }], T0));
		expect((await stored())?.event).toEqual(event);
	});

	test('everything that may stand in one is kept', async () => {
		const claim = aClaim({ token: aToken('one'), gatedAt: T0 + 1, redelivery: true });
		const full = anEscalation({
			policy: aPolicy({
				growthFactor: 1.5,
				giveUpAfter: DAY,
				digest: { key: '🙂', within: MINUTE },
			}),
			state: 'reminding',
			heldUntil: T0 + 2,
			lastHold: { kind: 'snoozed', by: 'Li Lei', at: T0, until: T0 + 2 },
			claim,
			reminderCount: 1,
			failures: 2,
			missedReminders: 3,
			failing: {
				since: T0,
				reminderNumber: 1,
				reason: '"\u0000\ud800',
				announceAt: null,
				failures: 4,
			},
			waitingSince: T0 - 5,
			messageCount: 6,
			moreLinks: [
				{ text: '批准 🙂', url: 'https://n8n.example.com/webhook-waiting/1?signature=a' },
			],
			isLastWord: true,
			exhaustion: 'timeLimit',
		});
		const announcement = aClaim({
			token: aToken('two', 'b'),
			output: 'replied',
			reminderNumber: null,
		});
		const over = anEscalation({
			id: 'b',
			conversationKey: 'b',
			state: 'replied',
			claim: announcement,
			endedAt: T0 + 7,
			endedBy: '李雷',
			endedBecause: 'markedReplied',
		});
		const taken = anEscalation({
			id: 'c',
			conversationKey: 'c',
			claim: aClaim({ token: aToken('three', 'c'), isTakenBack: true }),
		});
		await open.run(async (t) => await saveWhole(t, [full, over, taken], T0));
		await open.reopen();
		for (const one of [full, over, taken]) {
			expect(await open.run(async (t) => await t.lookups.escalation(one.id))).toEqual(one);
		}
	});

	test('what is changed is all that is changed', async () => {
		const before = anEscalation();
		await open.run(async (t) => await saveWhole(t, [before], T0));
		const changes: Array<Partial<Escalation>> = [
			{ claim: aClaim({ token: aToken('one') }), state: 'reminding' },
			{ claim: aClaim({ token: aToken('one'), gatedAt: T0 + 1 }), reminderCount: 1 },
			{ claim: null, state: 'open', dueAt: T0 + DAY, nextReminderAt: T0 + DAY },
			{ heldUntil: T0 + 2, lastHold: { kind: 'snoozed', by: null, at: T0, until: T0 + 2 } },
			{ moreLinks: [{ text: 'Approve', url: 'https://n8n.example.com/webhook-waiting/2' }] },
			{ failures: 1, exhaustion: 'maximumReminders' },
			{ state: 'exhausted', endedAt: T0 + 3, endedBecause: 'maximumReminders', dueAt: null },
		];
		let expected: Escalation = (
			await open.run(async (t) => await t.escalations.byIds([before.id]))
		)[0];
		for (const change of changes) {
			expected = { ...expected, ...change };
			await open.run(async (transaction) => {
				await transaction.escalations.byIds([before.id]);
				await transaction.escalations.save([{ escalation: expected }], T0);
			});
			const [found] = await open.run(async (t) => await t.escalations.byIds([before.id]));
			expect(found).toEqual(expected);
		}
	});

	test('one that goes on after its end is open again, whatever its event', async () => {
		const ended = anEscalation({ state: 'exhausted', endedAt: T0, dueAt: null });
		const again = { ...ended, state: 'open', endedAt: null, dueAt: T0 + DAY } as const;
		for (const event of [undefined, { text: 'another' }]) {
			await open.run(async (t) => await saveWhole(t, [ended], T0));
			await open.run(async (transaction) => {
				await transaction.escalations.byIds([ended.id]);
				await transaction.escalations.save([{ escalation: again, event }], T0);
			});
			const found = await open.run(async (t) => ({
				open: (await t.escalations.open(KEY)).map(({ id }) => id),
				waiting: (await t.lookups.waiting(10)).map(({ id }) => id),
				ended: await t.lookups.ended(10),
			}));
			expect(found).toEqual({ open: [ended.id], waiting: [ended.id], ended: [] });
		}
	});

	test('parts of a millisecond are nothing that a store keeps', async () => {
		const due = anEscalation({ dueAt: T0 + 0.4, nextReminderAt: T0 + 0.6 });
		await open.run(async (t) => await saveWhole(t, [due], T0));
		const [found] = await open.run(async (t) => await t.escalations.open(KEY));
		expect(found).toMatchObject({ dueAt: T0, nextReminderAt: T0 + 1 });
	});

	test('what happened is told in order, and what rows say already is not kept twice', async () => {
		const both = ['a', 'b'].map((id) => anEscalation({ id, conversationKey: id }));
		const late = { at: T0 + 9, what: 'reminderFailed', number: 3 } as const;
		const failed = { ...late, cause: 'late\n"\u0000\ud800', actor: 'Li Lei' };
		const noted = { at: T0 + 1, what: 'message' } as const;
		const timelines = await open.run(async (transaction) => {
			await saveWhole(transaction, both, T0);
			const [a, b] = both.map((escalation) => ({ escalation }));
			const opened = { at: T0, what: 'opened' } as const;
			await transaction.escalations.save([{ ...a, timeline: [opened, noted] }, b], T0);
			await transaction.reminders.save([
				aReminder({ escalationId: 'a', number: 1, gatedAt: T0 + 2, sentAt: T0 + 3 }),
				aReminder({ escalationId: 'a', number: 2, gatedAt: T0 + 4 }),
			]);
			await transaction.escalations.save([{ ...b, timeline: [failed] }], T0);
			return await transaction.lookups.timelines(['b', 'a', 'nobody']);
		});
		expect(timelines.get('a')).toEqual([
			{ at: T0, what: 'opened' },
			noted,
			{ at: T0 + 2, what: 'reminder', number: 1 },
			{ at: T0 + 3, what: 'reminderSent', number: 1 },
			{ at: T0 + 4, what: 'reminder', number: 2 },
		]);
		expect(timelines.get('b')).toEqual([{ at: T0, what: 'opened' }, failed]);
		expect(timelines.get('nobody')).toEqual([]);
	});

	test('the history tells of a reminder that is on its way, and of the end', async () => {
		const claim = aClaim({ token: aToken('one'), reminderNumber: 4, gatedAt: T0 + 2 });
		const ended = { state: 'replied', endedAt: T0 + 3, endedBecause: 'reply' } as const;
		const historyOf = async () =>
			(await open.run(async (t) => await t.lookups.timelines(['escalation-1']))).get(
				'escalation-1',
			);
		await open.run(async (t) => await saveWhole(t, [anEscalation({ claim })], T0));
		expect(await historyOf()).toEqual([
			{ at: T0, what: 'opened' },
			{ at: T0 + 2, what: 'reminder', number: 4 },
		]);
		await open.run(
			async (t) => await saveWhole(t, [anEscalation({ ...ended, endedBy: 'Li' })], T0),
		);
		expect(await historyOf()).toEqual([
			{ at: T0, what: 'opened' },
			{ at: T0 + 3, what: 'replied', cause: 'reply', actor: 'Li' },
		]);
	});

	test('after the clock was set back, what was planned before is moved, by as much as it was ahead', async () => {
		const due = anEscalation({ dueAt: T0 + 10 * MINUTE });
		const ahead = anEscalation({
			id: 'ahead',
			conversationKey: 'ahead',
			openedAt: T0 + DAY,
			dueAt: T0 + DAY + 10 * MINUTE,
		});
		open.clock.set(DAY);
		await open.run(async (transaction) => {
			await saveWhole(transaction, [due], T0);
			await saveWhole(transaction, [ahead], T0 + DAY);
			// Saved again while the clock was ahead, with the same plan.
			const [read] = await transaction.escalations.byIds([due.id]);
			await transaction.escalations.save([{ escalation: { ...read, failures: 1 } }], T0 + DAY);
			await transaction.inbox.add(SCOPE, newEvents({}), T0 + DAY);
		});
		open.clock.set(MINUTE - DAY);
		const found = await open.run(async (transaction) => ({
			due: (await transaction.escalations.open(KEY))[0].dueAt,
			ahead: (await transaction.escalations.open('ahead'))[0],
			event: await transaction.inbox.nextDueAt(SCOPE, T0 + MINUTE),
			first: (await transaction.lookups.find({ openedBefore: T0 + HOUR }, 10, 0)).length,
		}));
		expect(found).toMatchObject({
			due: T0 + 10 * MINUTE,
			ahead: { dueAt: T0 + 11 * MINUTE, openedAt: T0 + MINUTE },
			event: T0 + MINUTE,
			first: 2,
		});
	});

	test('one that cannot be read is ended, reported, and shown with the others', async () => {
		const whole = ['a', 'b', 'c'].map((id) => anEscalation({ id, conversationKey: id, dueAt: T0 }));
		await open.run(async (t) => await saveWhole(t, whole, T0));
		await open.damage('states', 'others', 'a');
		await open.damage('escalations', 'event', 'b');
		const due = async () =>
			(await open.run(async (t) => await t.escalations.due(SCOPE, T0, 10))).map(({ id }) => id);
		expect(await due()).toEqual(['b', 'c']);
		expect(open.warnings).toEqual([expect.stringContaining('cannot be read')]);
		expect(await due()).toEqual(['b', 'c']);
		expect(open.warnings).toHaveLength(1);
		const shown = await open.run(async (t) => await t.lookups.find({}, 10, 0));
		expect(
			shown.map(({ id, state, endedBecause, event }) => [id, state, endedBecause, event]),
		).toEqual([
			['c', 'open', null, whole[2].event],
			['b', 'open', null, {}],
			['a', 'cancelled', 'unreadable', whole[0].event],
		]);
		expect(await open.run(async (t) => await t.escalations.open('a'))).toEqual([]);
	});
}
