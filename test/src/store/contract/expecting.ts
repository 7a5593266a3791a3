import { EscalationEngine } from '../../../../src/engine/engine';
import type { Incoming } from '../../../../src/escalation/incoming';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import {
	aComing,
	aMessage,
	anExpectingPolicy,
	SCOPE,
	T0,
} from '../../../support/model/escalations.mts';
import { OpenStore, type StorePlace } from './place';

const KEY = 'backup';
const OVERDUE = T0 + DAY + HOUR;

/** What is expected, as the engine has it on a store. */
export function expectingContract(place: StorePlace): void {
	const open = new OpenStore(place);
	let engine: EscalationEngine;

	beforeEach(() => {
		engine = new EscalationEngine(open.store, 'process-1');
	});

	const at = (time: number) => open.clock.jump(time - open.clock.now());
	const track = async (...arrivals: Incoming[]) => await engine.track(SCOPE, arrivals);
	/** As a clock that has looked all the time. */
	const poll = async (listeningSince = T0) =>
		(await engine.jobSourceOf(SCOPE).poll(100, listeningSince)).jobs.map(({ token }) => token);
	const found = async () => {
		const records = await engine.find({ conversationKey: KEY }, 100);
		return records.map(({ escalation, timeline }) => ({
			state: escalation.state,
			timeline: timeline.map(({ what }) => what),
		}));
	};
	const overview = async () => {
		const { waiting, expected, ended } = await engine.overview(undefined, {
			...{ waiting: 10, expected: 10, ended: 10, remindersSince: 0 },
		});
		return [waiting, expected, ended].map((some) => some.map(({ state }) => state));
	};

	test('as long as it comes, there is one row of it, and nobody waits', async () => {
		expect(await track(aComing())).toEqual(['expected']);
		for (const day of [1, 2, 3]) {
			at(T0 + day * DAY);
			expect(await track(aComing({ event: { title: `Backup ${day}` } }))).toEqual(['expected']);
			expect(await poll()).toEqual([]);
		}
		expect(await found()).toEqual([{ state: 'expected', timeline: ['opened'] }]);
		expect(await overview()).toEqual([[], ['expected'], []]);
		const [{ escalation }] = await engine.find({ conversationKey: KEY }, 1);
		expect(escalation.event).toEqual({ title: 'Backup 3' });
	});

	test('the settings of its last coming hold, also for who reads the store anew', async () => {
		await track(aComing());
		const policy = anExpectingPolicy({
			expects: { period: MINUTE, grace: 0 },
			maximumReminders: 7,
		});
		await track(aComing({ policy }));
		const [{ escalation }] = await engine.find({ conversationKey: KEY }, 1);
		expect(escalation.policy).toEqual(policy);
		at(T0 + MINUTE);
		await poll();
		expect(await found()).toMatchObject([{ state: 'open' }]);
	});

	test('what does not come becomes a conversation, of which a reminder leaves at once', async () => {
		await track(aComing());
		at(OVERDUE - 1);
		expect(await poll()).toEqual([]);
		at(OVERDUE);
		expect(await poll()).toEqual([]);
		expect(await found()).toEqual([{ state: 'open', timeline: ['opened', 'missing'] }]);
		expect(await overview()).toEqual([['open'], [], []]);
		const [token] = await poll();
		const [passed] = await engine.passGate(SCOPE, [token]);
		expect(passed).toMatchObject({
			claim: { output: 'reminder', reminderNumber: 1 },
			escalation: { waitingSince: T0 + DAY, event: { missing: { periodSeconds: 86_400 } } },
		});
	});

	test('its coming ends the conversation, announces it where a reminder left, and it is expected again', async () => {
		await track(aComing());
		at(OVERDUE);
		await poll();
		const tokens = await poll();
		await engine.passGate(SCOPE, tokens);
		await engine.jobSourceOf(SCOPE).settle(tokens.map((token) => ({ token, result: 'sent' })));
		at(OVERDUE + MINUTE);
		expect(await track(aComing())).toEqual(['replied']);
		expect(await overview()).toEqual([[], ['expected'], ['replied']]);
		const [token] = await poll();
		const [passed] = await engine.passGate(SCOPE, [token]);
		expect(passed).toMatchObject({ claim: { output: 'replied' } });
	});

	test('comings of one execution are taken one after the other, and a delivery once', async () => {
		const results = await track(
			aComing({ eventId: 'one' }),
			aComing({ eventId: 'one' }),
			aComing({ eventId: 'two' }),
		);
		expect(results).toEqual(['expected', 'duplicate', 'expected']);
		expect(await found()).toHaveLength(1);
	});

	test('a moment of a downtime is passed over, and the store has it', async () => {
		await track(aComing());
		at(OVERDUE);
		expect(await poll(OVERDUE - MINUTE)).toEqual([]);
		expect(await found()).toEqual([{ state: 'expected', timeline: ['opened', 'notListening'] }]);
		at(T0 + 2 * DAY + HOUR);
		await poll(OVERDUE - MINUTE);
		expect(await found()).toEqual([
			{ state: 'open', timeline: ['notListening', 'opened', 'missing'] },
		]);
	});

	test.each(['acknowledge', 'snooze', 'markReplied'] as const)(
		'nobody waits, so there is nothing to %s',
		async (action) => {
			await track(aComing());
			const change = { action, actor: null, milliseconds: HOUR };
			expect(await engine.change(KEY, change)).toEqual([]);
			expect(await found()).toMatchObject([{ state: 'expected' }]);
		},
	);

	test('cancelled, it is expected no more, until it comes again', async () => {
		await track(aComing());
		expect(await engine.change(KEY, { action: 'cancel', actor: null })).toHaveLength(1);
		at(T0 + 3 * DAY);
		expect(await poll()).toEqual([]);
		expect(await found()).toMatchObject([{ state: 'cancelled' }]);
		expect(await track(aComing())).toEqual(['expected']);
	});

	test('exhausted, it is quiet until it comes again', async () => {
		await track(aComing({ policy: anExpectingPolicy({ maximumReminders: 1 }) }));
		at(OVERDUE);
		await poll();
		for (const result of ['reminder', 'exhausted']) {
			const tokens = await poll();
			const [passed] = await engine.passGate(SCOPE, tokens);
			expect(passed?.claim.output).toBe(result);
			await engine.jobSourceOf(SCOPE).settle(tokens.map((token) => ({ token, result: 'sent' })));
			open.clock.jump(HOUR);
		}
		at(T0 + 9 * DAY);
		expect(await poll()).toEqual([]);
		expect(await track(aComing())).toEqual(['expected']);
	});

	test('an old message of a node that now tracks people waits, whatever was expected there', async () => {
		await track(aComing());
		expect(await track(aMessage({ conversationKey: KEY }))).toEqual(['opened']);
		expect(await overview()).toEqual([['open'], [], ['cancelled']]);
	});

	test('what is kept for ever is not forgotten, and who is to be forgotten is', async () => {
		await track(aComing({ event: { title: 'Backup', visitor: { id: 'v1', name: 'Ann' } } }));
		at(T0 + 400 * DAY);
		await track(aComing({ conversationKey: 'other' }));
		await engine.jobSourceOf(SCOPE).tidy?.();
		expect(await found()).toMatchObject([{ state: 'expected' }]);
		await engine.forget({ by: 'conversationKey', value: KEY, workflowId: undefined });
		expect(await found()).toEqual([]);
	});

	test('Get Many finds what waits without what is expected, and that by its state', async () => {
		await track(aComing(), aMessage());
		const statesOf = async (...states: Array<'expected' | 'open'>) =>
			(await engine.find({ states }, 10)).map(({ escalation }) => escalation.state);
		expect(await statesOf('open')).toEqual(['open']);
		expect(await statesOf('expected')).toEqual(['expected']);
	});
}
