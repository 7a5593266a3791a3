import { EscalationEngine } from '../../../src/engine/engine';
import type { JobSource } from '../../../src/dispatch/jobSource';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { DAY, HOUR, MINUTE } from '../../../src/time/duration';
import { aMessage, aPolicy, aReply, KEY, SCOPE, T0 } from '../../support/model/escalations.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

/* A clock that was a day ahead, and is right again. */

let store: Store;
let clock: FakeClock;
let engine: EscalationEngine;
let jobSource: JobSource;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	begin();
});
afterEach(async () => await store.close());

function begin(): void {
	engine = new EscalationEngine(store, 'process');
	jobSource = engine.jobSourceOf(SCOPE);
}

/** Hands out what is due, as an execution that succeeds. */
async function look(): Promise<Array<number | string>> {
	const tokens = (await jobSource.poll(100)).jobs.map(({ token }) => token);
	const passed = await engine.passGate(SCOPE, tokens);
	await jobSource.settle(tokens.map((token) => ({ token, result: 'sent' })));
	return passed.flatMap((one) => one?.claim.reminderNumber ?? one?.claim.output ?? []);
}

const policy = aPolicy({ maximumReminders: 2, giveUpAfter: 2 * HOUR });

/** Reminder 1 is out, and the clock a day ahead, where the time for reminders is over. */
async function exhaustAhead(changes: Partial<typeof policy> = {}): Promise<void> {
	await engine.track(SCOPE, [aMessage({ policy: { ...policy, ...changes } })]);
	clock.jump(5 * MINUTE);
	expect(await look()).toEqual([1]);
	clock.set(DAY);
	// By silence it ends first, and is announced then.
	expect([...(await look()), ...(await look())]).toHaveLength(1);
	clock.jump(MINUTE);
	expect(await look()).toEqual([]);
}

const state = async () => (await engine.find({}, 10)).map(({ escalation }) => escalation.state);

describe.each([
	['its time limit', {}],
	['silence', { giveUpAfter: null, endWhenSilentFor: 3 * HOUR }],
])('a conversation that ended by %s then', (_what, changes) => {
	test('goes on by its plan, and ends when it is time', async () => {
		await exhaustAhead(changes);
		clock.set(-DAY);
		expect(await look()).toEqual([]);
		expect(await state()).toEqual(['open']);
		clock.jump(9 * MINUTE);
		expect(await look()).toEqual([2]);
		clock.jump(10 * MINUTE);
		expect(await look()).toEqual(['exhausted']);
		const [{ timeline }] = await engine.find({}, 1);
		expect(timeline.map(({ what }) => what)).toContain('reopened');
	});

	test('goes on when n8n was started anew', async () => {
		await exhaustAhead(changes);
		clock.set(-DAY);
		begin();
		await look();
		expect(await state()).toEqual(['open']);
	});

	test('is over when it was answered meanwhile', async () => {
		await exhaustAhead(changes);
		await engine.track(SCOPE, [aReply({ repliedAt: T0 + 6 * MINUTE })]);
		clock.set(-DAY);
		clock.jump(MINUTE);
		await look();
		expect(await state()).not.toContain('open');
	});

	test('is not opened beside one that was opened since', async () => {
		await exhaustAhead(changes);
		clock.set(-DAY);
		clock.jump(MINUTE);
		await engine.track(SCOPE, [aMessage({ writtenAt: clock.now(), policy })]);
		await look();
		const waiting = await store.transaction(async (t) => await t.escalations.open(KEY));
		expect(waiting).toHaveLength(1);
	});

	test('is opened by its next word, whoever looks first', async () => {
		await exhaustAhead(changes);
		clock.set(-DAY);
		expect(await engine.track(SCOPE, [aMessage({ policy })])).toEqual(['opened']);
	});
});

test('an end that was right stays, and so does one that somebody decided', async () => {
	clock.set(DAY);
	await engine.track(SCOPE, [
		aMessage({ conversationKey: 'a', writtenAt: clock.now(), policy }),
		aMessage({ conversationKey: 'b', writtenAt: clock.now(), policy }),
	]);
	await engine.change('b', { action: 'cancel', actor: null });
	for (const [delay, told] of [
		[5, [1]],
		[10, [2]],
		[10, ['exhausted']],
	] as const) {
		clock.jump(delay * MINUTE);
		expect(await look()).toEqual(told);
	}
	clock.set(-DAY);
	await look();
	expect((await state()).toSorted()).toEqual(['cancelled', 'exhausted']);
});
