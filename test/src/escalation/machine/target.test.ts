import type { Escalation } from '../../../../src/escalation/escalation';
import * as machine from '../../../../src/escalation/machine';
import { setBack } from '../../../../src/escalation/setBack';
import { DAY, HOUR, MINUTE } from '../../../../src/time/duration';
import {
	aLease,
	anEscalation,
	aPolicy,
	KEY,
	officeHours,
	SCOPE,
	T0,
} from '../../../support/model/escalations.mts';
import { claimed, gated, replied, settled, words } from '../../../support/model/machineStates.mts';

/** Warned after 24 minutes. */
const targets = { within: { firstReply: 30 * MINUTE }, warnAt: 0.8 };
const WARNED = T0 + 24 * MINUTE;
const BREACHED = T0 + 30 * MINUTE;

const policy = aPolicy({ targets, firstReminderAfter: HOUR, remindEvery: HOUR });
const look = (escalation: Escalation, now: number) =>
	machine.claim(escalation, aLease('token', now), now);

describe('a target', () => {
	test('is looked at when there is something to tell, and told once', () => {
		const open = anEscalation({ policy });
		expect(open.dueAt).toBe(WARNED);
		const warned = look(open, WARNED);
		expect(warned).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'warning' }],
			escalation: {
				state: 'open',
				claim: null,
				targetsTold: { firstReply: 'warning' },
				dueAt: BREACHED,
			},
		});
		expect(words(warned)).toEqual(['warning']);
		const breached = look(warned.escalation, BREACHED);
		expect(breached).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'breached' }],
			escalation: {
				state: 'open',
				claim: null,
				targetsTold: { firstReply: 'breached' },
				dueAt: T0 + HOUR,
			},
		});
		const reminded = look(breached.escalation, T0 + HOUR);
		expect(reminded.toldTargets).toBeUndefined();
		expect(reminded.escalation.claim).toMatchObject({ reminderNumber: 1, plannedFor: T0 + HOUR });
	});

	test('tells nothing before its time', () => {
		const open = anEscalation({ policy });
		expect(look(open, WARNED - 1).toldTargets).toBeUndefined();
		const { escalation } = look(open, WARNED);
		expect(look(escalation, BREACHED - 1).toldTargets).toBeUndefined();
	});

	test('that was warned of by nobody is breached all the same, and moves no reminder', () => {
		const late = look(anEscalation({ policy }), T0 + 2 * HOUR);
		expect(late.toldTargets).toEqual([{ kind: 'firstReply', change: 'breached' }]);
		expect(words(late)).toEqual(['breached']);
		expect(late.escalation.claim).toMatchObject({ reminderNumber: 1, plannedFor: T0 + HOUR });
	});

	test('warns of nothing where it is not to', () => {
		const never = anEscalation({ policy: { ...policy, targets: { ...targets, warnAt: 1 } } });
		expect(never.dueAt).toBe(BREACHED);
		expect(look(never, BREACHED).toldTargets).toEqual([{ kind: 'firstReply', change: 'breached' }]);
	});

	test('goes on while somebody is on it', () => {
		const until = T0 + 2 * HOUR;
		const held = machine.acknowledge(anEscalation({ policy }), { until, actor: 'Ann' }, T0);
		expect(held.escalation.dueAt).toBe(WARNED);
		const warned = look(held.escalation, WARNED);
		expect(warned).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'warning' }],
			escalation: { state: 'acknowledged', heldUntil: until, claim: null, dueAt: BREACHED },
		});
		const breached = look(warned.escalation, BREACHED);
		expect(breached).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'breached' }],
			escalation: { state: 'acknowledged', heldUntil: until, claim: null, dueAt: until },
		});
		expect(look(breached.escalation, until).escalation.claim).toMatchObject({ reminderNumber: 1 });
	});

	test('goes on while a reminder that may have been heard is held', () => {
		const soon = aPolicy({ targets });
		const first = T0 + 5 * MINUTE;
		const lost = gated(claimed(anEscalation({ policy: soon }), first), first);
		const again = claimed(lost, first + MINUTE);
		const until = T0 + 2 * HOUR;
		const held = machine.snooze(again, { until, actor: null }, first + MINUTE).escalation;
		expect(held).toMatchObject({ dueAt: WARNED, claim: { isTakenBack: true } });
		const warned = look(held, WARNED);
		expect(warned).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'warning' }],
			escalation: { dueAt: BREACHED, claim: { isTakenBack: true, reminderNumber: 1 } },
		});
		const { escalation } = look(warned.escalation, BREACHED);
		expect(escalation).toMatchObject({ targetsTold: { firstReply: 'breached' }, dueAt: until });
		expect(look(escalation, until).escalation.claim).toMatchObject({
			reminderNumber: 1,
			redelivery: true,
		});
	});

	test('that is reached while a reminder is on its way is told when it has arrived', () => {
		const soon = aPolicy({ targets, maximumReminders: 1, remindEvery: 2 * HOUR });
		const first = T0 + 5 * MINUTE;
		const onItsWay = gated(claimed(anEscalation({ policy: soon }), first), first);
		const sent = settled(onItsWay, T0 + 40 * MINUTE);
		expect(sent.dueAt).toBe(WARNED);
		const told = look(sent, T0 + 40 * MINUTE);
		expect(told).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'breached' }],
			escalation: { claim: null },
		});
	});

	test('is no matter any more once there is a reply', () => {
		const open = anEscalation({ policy: { ...policy, announceEveryReply: true } });
		const answered = replied(open, T0 + MINUTE);
		const announced = look(answered, BREACHED);
		expect(announced.toldTargets).toBeUndefined();
		expect(announced.escalation).toMatchObject({ targetsTold: {}, claim: { output: 'replied' } });
	});

	test('of what counts as answered at that moment is not told', () => {
		const silent = anEscalation({ policy: { ...policy, endWhenSilentFor: 24 * MINUTE } });
		const { escalation, toldTargets } = look(silent, WARNED);
		expect(escalation.endedBecause).toBe('silence');
		expect(toldTargets).toBeUndefined();
	});

	test('is told to be breached before the conversation is given up', () => {
		const given = aPolicy({ targets, maximumReminders: 0, giveUpAfter: 30 * MINUTE });
		const waiting = anEscalation({ policy: { ...given, firstReminderAfter: HOUR } });
		expect(look(waiting, BREACHED)).toMatchObject({
			toldTargets: [{ kind: 'firstReply', change: 'breached' }],
			escalation: { claim: { output: 'exhausted' } },
		});
	});

	test('counts active hours', () => {
		// Friday.
		const opened = T0 + 4 * DAY + 8 * HOUR + 40 * MINUTE;
		const office = { ...policy, activeHours: officeHours(), firstReminderAfter: 5 * DAY };
		const { escalation } = machine.open(
			{ conversationKey: KEY, writtenAt: opened, event: {} },
			{ id: 'one', scope: SCOPE, policy: office, now: opened },
		);
		const monday = T0 + 7 * DAY;
		expect(escalation.dueAt).toBe(monday + 4 * MINUTE);
		const warned = look(escalation, monday + 4 * MINUTE);
		expect(warned).toMatchObject({ toldTargets: [{ kind: 'firstReply', change: 'warning' }] });
		expect(warned.escalation.dueAt).toBe(monday + 10 * MINUTE);
	});

	test('counts from what the customer wrote first, also where that is heard of later', () => {
		const older = { conversationKey: KEY, writtenAt: T0 - 20 * MINUTE, event: {} };
		const { escalation } = machine.continueWith(anEscalation({ policy }), older, T0 + MINUTE);
		expect(escalation.dueAt).toBe(WARNED - 20 * MINUTE);
	});

	test('is not told again after the clock was set back', () => {
		const { escalation } = look(anEscalation({ policy }), BREACHED);
		const earlier = setBack(escalation, HOUR, BREACHED - HOUR);
		expect(look(earlier, BREACHED).toldTargets).toBeUndefined();
	});
});
