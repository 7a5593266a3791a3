import type { Escalation } from '../../../../src/escalation/escalation';
import * as machine from '../../../../src/escalation/machine';
import { setBack } from '../../../../src/escalation/setBack';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { aComing, anExpectingPolicy, SCOPE, T0 } from '../../../support/model/escalations.mts';

const ID = { id: 'expected', scope: SCOPE };
const expected = (policy = anExpectingPolicy()) =>
	machine.expect(aComing({ policy }), { ...ID, policy, now: T0 });
const overdue = (escalation: Escalation, now: number, listeningSince = -Infinity) =>
	machine.overdue(escalation, aComing().event, { id: 'missing', listeningSince, now });

/** What came of it, in one word, with when the next look at it is due. */
function outcome(step: machine.Overdue): [string, number | null] {
	return 'opened' in step
		? [step.opened.escalation.state, step.opened.escalation.dueAt]
		: ['skipped', step.skipped.escalation.dueAt];
}

test('what has come is expected: it is looked at after its period and its grace', () => {
	const { escalation, timeline, event } = expected();
	expect(escalation).toMatchObject({
		state: 'expected',
		dueAt: T0 + DAY + HOUR,
		endedAt: null,
		lastHeardAt: T0,
		expectation: { expectedAt: T0 + DAY, isMissing: false },
	});
	expect(timeline).toEqual([]);
	expect(event).toEqual(aComing().event);
});

test('what comes again early or late is expected a period after that, by the settings that hold then', () => {
	const policy = anExpectingPolicy({ expects: { period: HOUR, grace: 0 } });
	const { escalation } = machine.expectAgain(
		expected().escalation,
		aComing(),
		policy,
		T0 + 5 * MINUTE,
	);
	expect(escalation).toMatchObject({
		id: 'expected',
		state: 'expected',
		policy,
		dueAt: T0 + 5 * MINUTE + HOUR,
	});
});

test('what does not come opens a conversation, which waits since it was expected', () => {
	const now = T0 + DAY + HOUR;
	const step = overdue(expected().escalation, now);
	expect(step).toMatchObject({
		opened: {
			escalation: {
				id: 'missing',
				state: 'open',
				openedAt: now,
				dueAt: now,
				waitingSince: T0 + DAY,
				lastHeardAt: T0,
				reminderCount: 0,
				expectation: { expectedAt: T0 + DAY, isMissing: true },
			},
			timeline: [
				{ at: now, what: 'opened' },
				{ at: now, what: 'missing' },
			],
			event: {
				title: 'Nightly backup',
				missing: {
					expectedAt: '2026-01-06T09:00:00.000Z',
					lastSeenAt: '2026-01-05T09:00:00.000Z',
					periodSeconds: 86_400,
					graceSeconds: 3_600,
				},
			},
		},
	});
});

/* Expected at T0 + 24 h; it may come between 23 h and 25 h. */
describe('n8n was down', () => {
	test.each([
		['long before', 12 * HOUR, 'open'],
		['until just before it may come', 23 * HOUR, 'open'],
		['until it may have come a little early', 23 * HOUR + SECOND, 'skipped'],
		['at the moment', 24 * HOUR, 'skipped'],
		['until just before its grace ended', 25 * HOUR - SECOND, 'skipped'],
		['when its grace ended', 30 * HOUR, 'skipped'],
	])('%s', (_, listening, what) => {
		const now = T0 + Math.max(listening, 25 * HOUR);
		expect(outcome(overdue(expected().escalation, now, T0 + listening))[0]).toBe(what);
	});

	test('a moment that is passed over is noted, and the next one counts', () => {
		const now = T0 + 25 * HOUR;
		const step = overdue(expected().escalation, now, now - MINUTE);
		expect(step).toMatchObject({
			skipped: {
				escalation: {
					id: 'expected',
					state: 'expected',
					dueAt: T0 + 2 * DAY + HOUR,
					lastHeardAt: T0,
					expectation: {
						expectedAt: T0 + 2 * DAY,
						isMissing: false,
						notListeningAt: T0 + DAY,
					},
				},
				timeline: [{ at: T0 + DAY, what: 'notListening' }],
			},
		});
	});

	test('a week with seven moments: the first after it counts', () => {
		const back = T0 + 7 * DAY + 2 * HOUR;
		expect(outcome(overdue(expected().escalation, back, back))).toEqual([
			'skipped',
			T0 + 8 * DAY + HOUR,
		]);
	});

	test('never twice in a row: who restarts n8n each night hears of the nightly backup', () => {
		const [first, second] = [T0 + DAY + HOUR, T0 + 2 * DAY + HOUR];
		const step = overdue(expected().escalation, first, first - MINUTE);
		if (!('skipped' in step)) throw new Error('It counts');
		const again = overdue(step.skipped.escalation, second, second - MINUTE);
		expect(again).toMatchObject({
			opened: {
				escalation: { waitingSince: T0 + 2 * DAY },
				timeline: [
					{ at: T0 + DAY, what: 'notListening' },
					{ at: second, what: 'opened' },
					{ at: second, what: 'missing' },
				],
			},
		});
	});

	test('what comes after that is heard, and nothing is passed over', () => {
		const first = T0 + DAY + HOUR;
		const step = overdue(expected().escalation, first, first - MINUTE);
		if (!('skipped' in step)) throw new Error('It counts');
		const policy = anExpectingPolicy();
		const { escalation } = machine.expectAgain(step.skipped.escalation, aComing(), policy, first);
		expect(escalation.expectation).toEqual({ expectedAt: first + DAY, isMissing: false });
	});

	test('a grace longer than the period does not reach back behind its last coming', () => {
		const policy = anExpectingPolicy({ expects: { period: MINUTE, grace: HOUR } });
		const now = T0 + HOUR + MINUTE;
		expect(outcome(overdue(expected(policy).escalation, now, T0 - 1))[0]).toBe('open');
		expect(outcome(overdue(expected(policy).escalation, now, T0 + 1))[0]).toBe('skipped');
	});
});

test('its coming ends what was missing, as a reply', () => {
	const step = overdue(expected().escalation, T0 + DAY + HOUR);
	if (!('opened' in step)) throw new Error('It was passed over');
	const { escalation } = machine.comeAtLast(step.opened.escalation, T0 + 30 * HOUR);
	expect(escalation).toMatchObject({
		state: 'replied',
		endedAt: T0 + 30 * HOUR,
		endedBecause: 'reply',
		// Nobody had heard of it.
		dueAt: null,
	});
});

test('End on Silence does not end what is missing, since silence is what it is about', () => {
	const step = overdue(expected().escalation, T0 + DAY + HOUR);
	if (!('opened' in step)) throw new Error('It was passed over');
	const lease = { token: 'token', owner: 'process', until: T0 + 10 * DAY };
	const claimed = machine.claim(step.opened.escalation, lease, T0 + 9 * DAY, T0 + 8 * DAY);
	expect(claimed.escalation).toMatchObject({ state: 'reminding', lastHeardAt: T0 });
});

test('after the clock was set back, it is expected in as long as it was', () => {
	const ahead = expected().escalation;
	const right = setBack(ahead, 3 * HOUR, T0 - 3 * HOUR);
	expect(right).toMatchObject({
		dueAt: ahead.dueAt! - 3 * HOUR,
		nextReminderAt: ahead.dueAt! - 3 * HOUR,
		lastHeardAt: T0 - 3 * HOUR,
		expectation: { expectedAt: T0 + DAY - 3 * HOUR, isMissing: false },
	});
});

test('given up since its workflow was gone, by a clock that was ahead: it is expected again', () => {
	const ahead = T0 + 20 * DAY;
	const orphaned = machine.cancel(
		expected().escalation,
		{ because: 'orphaned', actor: null },
		ahead,
	);
	const again = machine.reopen(orphaned.escalation, T0 + HOUR);
	expect(again?.escalation).toMatchObject({ state: 'expected', dueAt: T0 + DAY + HOUR });
});
