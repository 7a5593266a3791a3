import type { Escalation } from '../../../../src/escalation/escalation';
import * as machine from '../../../../src/escalation/machine';
import type { Policy } from '../../../../src/escalation/policy';
import { DAY, HOUR, MINUTE, SECOND } from '../../../../src/time/duration';
import { aLease, anEscalation, T0 } from '../../../support/model/escalations.mts';
import {
	claimed,
	failed,
	FIRST,
	gated,
	policy,
	settled,
	states,
	words,
} from '../../../support/model/machineStates.mts';

/** Reminder 1 on its way, at its last attempt. */
function lastAttempt(changes: Partial<Policy> = {}): Escalation {
	const before = anEscalation({ policy: { ...policy, attempts: 3, ...changes } });
	return { ...gated(claimed(before, FIRST), FIRST), failures: 2 };
}

const failedAt = FIRST + SECOND;
const missed = (changes?: Partial<Policy>) => settled(lastAttempt(changes), failedAt, failed);
/** Tried at its time and failed as often as it may. */
const missedAgain = (escalation: Escalation, at: number) =>
	settled({ ...gated(claimed(escalation, at), at), failures: 2 }, at, failed);

describe('a reminder that was tried as often as it may', () => {
	test('is missed: not counted, and the schedule goes on', () => {
		const step = machine.settle(lastAttempt(), 'token', failed, failedAt)!;
		expect(words(step)).toEqual(['reminderFailed 1', 'reminderMissed 1']);
		expect(step.unsent).toBe(1);
		expect(step.escalation).toMatchObject({
			state: 'open',
			reminderCount: 0,
			failures: 0,
			missedReminders: 1,
			nextReminderAt: FIRST + 10 * MINUTE,
		});
	});

	test('makes the interval grow like one that was sent', () => {
		const intervals = [10 * MINUTE, 20 * MINUTE, 40 * MINUTE];
		const told = settled(
			gated(claimed(missed({ intervals, longestInterval: HOUR }), failedAt), failedAt),
			failedAt,
		);
		const next = FIRST + 10 * MINUTE;
		expect(missedAgain(told, next).nextReminderAt).toBe(next + 20 * MINUTE);
	});

	test('is told at once by Failing, and the waiting goes on', () => {
		const alarm = claimed(missed(), failedAt);
		expect(alarm.claim).toMatchObject({ output: 'failing', reminderNumber: null });
		const step = machine.gate(alarm, 'token', { until: failedAt + MINUTE }, failedAt)!;
		expect(words(step)).toEqual(['announced']);
		expect(step.escalation).toMatchObject({ endedAt: null, failing: { reminderNumber: 1 } });
		const told = settled(step.escalation, failedAt + SECOND);
		expect(told).toMatchObject({ state: 'open', dueAt: FIRST + 10 * MINUTE });
		expect(claimed(told, told.dueAt!).claim).toMatchObject({
			output: 'reminder',
			reminderNumber: 1,
		});
	});

	test('is told once, however many follow', () => {
		const told = settled(gated(claimed(missed(), failedAt), failedAt), failedAt);
		const next = FIRST + 10 * MINUTE;
		const again = missedAgain(told, next);
		expect(again).toMatchObject({
			missedReminders: 2,
			failing: { since: failedAt, announceAt: null },
		});
		expect(claimed(again, again.dueAt!).claim?.output).not.toBe('failing');
	});

	test('is forgotten when one is sent', () => {
		const told = settled(gated(claimed(missed(), failedAt), failedAt), failedAt);
		const next = FIRST + 10 * MINUTE;
		const sent = settled(gated(claimed(told, next), next), next);
		expect(sent).toMatchObject({ reminderCount: 1, missedReminders: 0, failing: null });
	});

	test('is exhausted when as many in a row were missed as there may be reminders', () => {
		const told = settled(gated(claimed(missed(), failedAt), failedAt), failedAt);
		const again = missedAgain(told, FIRST + 10 * MINUTE);
		expect(again).toMatchObject({ endedAt: null, nextReminderAt: FIRST + 20 * MINUTE });
		const out = gated(claimed(again, FIRST + 20 * MINUTE), FIRST + 20 * MINUTE);
		expect(out).toMatchObject({
			state: 'exhausted',
			endedBecause: 'reminderFailed',
			reminderCount: 0,
		});
	});

	test('is exhausted at once when its policy is to give up', () => {
		const given = missed({ whenRemindersFail: 'giveUp' });
		expect(given).toMatchObject({ state: 'open', dueAt: failedAt, exhaustion: 'reminderFailed' });
		const out = gated(claimed(given, failedAt), failedAt);
		expect(out).toMatchObject({ state: 'exhausted', endedBecause: 'reminderFailed' });
	});

	test('leaves Exhausted all its attempts when the time is over before the reminder is', () => {
		const end = FIRST + MINUTE;
		const before = lastAttempt({ giveUpAfter: end - T0, attempts: 10 });
		const late = settled({ ...before, failures: 8 }, end, failed);
		const out = claimed(late, end + HOUR);
		expect(out).toMatchObject({ claim: { output: 'exhausted' }, failures: 0 });
		const again = settled(out, end + HOUR, failed);
		expect(claimed(again, end + 2 * HOUR).failures).toBe(1);
	});

	test('does not hide a time limit', () => {
		const limited = missed({ giveUpAfter: 5 * MINUTE });
		const out = claimed(limited, FIRST + 5 * MINUTE);
		expect(out.claim?.output).toBe('exhausted');
	});
});

test('with all robots gone, every reminder has all its attempts, and so have Failing and Exhausted', () => {
	const changes = { attempts: 5, intervals: [5 * MINUTE], maximumReminders: 4 };
	let escalation: Escalation = anEscalation({ policy: { ...policy, ...changes } });
	const told: string[] = [];
	while (escalation.dueAt !== null) {
		const now = escalation.dueAt;
		const onItsWay = gated(claimed(escalation, now), now);
		const step = machine.settle(onItsWay, 'token', failed, now)!;
		const output = onItsWay.claim!.output;
		told.push(...words(step).map((what) => (output === 'reminder' ? what : `${output}: ${what}`)));
		escalation = step.escalation;
	}
	const count = (line: string) => told.filter((other) => other === line).length;
	const untilMissed = told.filter((line) => line.startsWith('reminder')).join();
	const missedOnce = [...Array<string>(5).fill('reminderFailed 1'), 'reminderMissed 1'];
	expect(untilMissed).toBe(Array<string[]>(4).fill(missedOnce).flat().join());
	expect(count('failing: announcementFailed')).toBe(9);
	expect(count('failing: announcementGivenUp')).toBe(1);
	expect(count('exhausted: announcementFailed')).toBe(9);
	expect(told.at(-1)).toBe('exhausted: announcementGivenUp');
	expect(escalation).toMatchObject({ state: 'exhausted', endedBecause: 'reminderFailed' });
});

describe('a reminder that may have been seen before n8n was killed', () => {
	const found = FIRST + HOUR;
	const again = () => claimed(states['reminder 1 on its way'](), found);

	test.each([
		['before the gate', again],
		['behind it', () => gated(again(), found)],
	])('and fails %s still counts, and is told of when somebody replied', (_where, onItsWay) => {
		const step = machine.settle(onItsWay(), 'token', failed, found)!;
		expect(words(step)).toEqual(['reminderFailed 1']);
		expect(step).not.toHaveProperty('unsent');
		expect(step.escalation).toMatchObject({
			state: 'open',
			reminderCount: 1,
			failures: 1,
			dueAt: found + 5 * SECOND,
		});
		const { escalation } = machine.reply(step.escalation, { repliedAt: found, actor: null }, found);
		expect(escalation.dueAt).toBe(found);
		expect(claimed(step.escalation, found + 5 * SECOND).claim).toMatchObject({
			reminderNumber: 1,
			redelivery: true,
			gatedAt: null,
		});
	});

	test('and fails while it is snoozed waits until then', () => {
		const until = found + HOUR;
		const snoozed = machine.snooze(gated(again(), found), { until, actor: null }, found);
		expect(settled(snoozed.escalation, found, failed)).toMatchObject({
			state: 'snoozed',
			dueAt: until,
		});
	});

	test('is missed like any other, and no row, when it has failed as often as it may', () => {
		const last = { ...gated(again(), found), failures: policy.attempts - 1 };
		expect(machine.settle(last, 'token', failed, found)).toMatchObject({
			unsent: 1,
			escalation: { claim: null, reminderCount: 0, missedReminders: 1 },
		});
	});
});

describe('the word that reminders fail', () => {
	/** On its way, after so many failures. */
	const failedBefore = (failures: number): Escalation => {
		const alarm = gated(claimed(missed(), failedAt), failedAt);
		return { ...alarm, failing: alarm.failing && { ...alarm.failing, failures } };
	};

	test('counts for itself, so that the next reminder has all its attempts', () => {
		const next = FIRST + 10 * MINUTE;
		const later = settled(failedBefore(5), next - SECOND, failed);
		expect(later).toMatchObject({ failures: 0, failing: { failures: 6 } });
		const tried = claimed(later, next);
		const step = machine.settle(gated(tried, next), 'token', failed, next)!;
		expect(words(step)).toEqual(['reminderFailed 1']);
		expect(step.escalation).toMatchObject({
			failures: 1,
			missedReminders: 1,
			failing: { failures: 6 },
		});
		expect(missedAgain(step.escalation, step.escalation.dueAt!).failing).toMatchObject({
			failures: 6,
		});
	});

	test('that was said says nothing of how often the reminder failed', () => {
		const alarm = { ...gated(claimed(missed(), failedAt), failedAt), failures: 1 };
		expect(settled(alarm, failedAt + SECOND).failures).toBe(1);
	});

	test('is said again when its execution fails', () => {
		const alarm = gated(claimed(missed(), failedAt), failedAt);
		const step = machine.settle(alarm, 'token', failed, failedAt)!;
		expect(words(step)).toEqual(['announcementFailed']);
		expect(step.escalation).toMatchObject({
			dueAt: failedAt + 5 * SECOND,
			nextReminderAt: FIRST + 10 * MINUTE,
		});
		expect(claimed(step.escalation, failedAt + 5 * SECOND).claim?.output).toBe('failing');
	});

	test('does not keep the next reminder waiting', () => {
		const next = FIRST + 10 * MINUTE;
		const alarm = failedBefore(8);
		const later = settled(alarm, next - MINUTE, failed);
		expect(later.dueAt).toBe(next);
		expect(claimed(later, next).claim).toMatchObject({ output: 'reminder', reminderNumber: 1 });
	});

	test('is given up after ten times, and the waiting goes on', () => {
		const alarm = failedBefore(9);
		const step = machine.settle(alarm, 'token', failed, failedAt)!;
		expect(words(step)).toEqual(['announcementGivenUp']);
		expect(step.escalation).toMatchObject({ state: 'open', dueAt: FIRST + 10 * MINUTE });
	});

	test('is not said when somebody replied before it left', () => {
		const alarm = claimed(missed(), failedAt);
		const { escalation } = machine.reply(alarm, { repliedAt: failedAt, actor: null }, failedAt);
		expect(machine.gate(escalation, 'token', { until: failedAt }, failedAt)).toBeUndefined();
		expect(escalation).toMatchObject({ state: 'replied', dueAt: null });
	});

	test('is followed by Replied also when nobody has told how its execution ended', () => {
		const onItsWay = gated(claimed(missed(), failedAt), failedAt);
		const lost = claimed(onItsWay, failedAt + HOUR);
		for (const escalation of [onItsWay, lost]) {
			const given = { repliedAt: failedAt + HOUR, actor: null };
			expect(machine.reply(escalation, given, failedAt + HOUR).escalation.dueAt).toBe(
				failedAt + HOUR,
			);
		}
	});

	test('is followed by Replied, also when no reminder was ever sent', () => {
		const told = settled(gated(claimed(missed(), failedAt), failedAt), failedAt);
		const { escalation } = machine.reply(told, { repliedAt: failedAt, actor: null }, failedAt);
		expect(escalation.dueAt).toBe(failedAt);
		expect(claimed(escalation, failedAt).claim?.output).toBe('replied');
	});

	test('waits while somebody wants to hear nothing', () => {
		const until = failedAt + HOUR;
		const { escalation } = machine.snooze(missed(), { until, actor: null }, failedAt);
		expect(escalation.dueAt).toBe(until);
		expect(claimed(escalation, until).claim?.output).toBe('failing');
	});
});

describe('a reminder whose execution was lost', () => {
	const found = FIRST + HOUR;
	const lost = (resendInterrupted: boolean): Escalation => ({
		...states['reminder 1 on its way'](),
		policy: { ...policy, resendInterrupted },
	});

	test('is sent again', () => {
		const step = machine.claim(lost(true), aLease('again', found), found);
		expect(step.escalation.claim).toMatchObject({ reminderNumber: 1, redelivery: true });
	});

	test('is left alone where that is the policy: it counts, and the next comes as planned', () => {
		const step = machine.claim(lost(false), aLease('again', found), found);
		expect(step.escalation).toMatchObject({ claim: null, state: 'open', reminderCount: 1 });
		expect(step.escalation.nextReminderAt).toBe(FIRST + 10 * MINUTE);
		expect(step.reminder).toMatchObject({ number: 1, token: '' });
		expect(words(step)).toEqual(['reminderUnknown 1']);
	});

	test('is sent again when it never passed the gate, whatever the policy', () => {
		const claimedOnly = { ...states['reminder 1 claimed'](), policy: lost(false).policy };
		const step = machine.claim(claimedOnly, aLease('again', found), found);
		expect(step.escalation.claim).toMatchObject({ reminderNumber: 1, redelivery: false });
	});

	test.each([
		['exhaustion on its way', 'exhausted'],
		['failing on its way', 'failing'],
	] as const)('"%s" is announced again, whatever the policy', (name, output) => {
		const announced = { ...states[name](), policy: lost(false).policy };
		const step = machine.claim(announced, aLease('again', FIRST + DAY), FIRST + DAY);
		expect(step.escalation.claim).toMatchObject({ output, redelivery: true });
	});
});
