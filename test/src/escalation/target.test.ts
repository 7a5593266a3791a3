import type { Escalation } from '../../../src/escalation/escalation';
import { targetsOf, targetUsesOf } from '../../../src/escalation/target';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { anEscalation, aPolicy, officeHours, T0 } from '../../support/model/escalations.mts';

const policy = aPolicy({ targets: { within: { firstReply: 30 * MINUTE }, warnAt: 0.8 } });
const theTarget = (...given: Parameters<typeof targetsOf>) => targetsOf(...given)[0];
const ended = (state: Escalation['state'], endedAt: number): Partial<Escalation> => ({
	state,
	endedAt,
});

test.each([
	['running', 23 * MINUTE, {}],
	['warning', 24 * MINUTE, {}],
	['breached', 30 * MINUTE, {}],
	['met', 2 * HOUR, ended('replied', T0 + 29 * MINUTE)],
	['breached', 2 * HOUR, ended('replied', T0 + 31 * MINUTE)],
	['unmet', 2 * HOUR, ended('cancelled', T0 + 10 * MINUTE)],
	['unmet', 2 * HOUR, ended('exhausted', T0 + 10 * MINUTE)],
	['breached', 2 * HOUR, ended('exhausted', T0 + 45 * MINUTE)],
] as Array<[string, number, Partial<Escalation>]>)(
	'is %s after %d ms, of %j',
	(state, time, changes) => {
		expect(targetUsesOf(anEscalation({ policy, ...changes }), T0 + time)).toMatchObject([
			{ state },
		]);
	},
);

test('says how much of it is used, and when it is breached', () => {
	expect(theTarget(anEscalation({ policy }), T0 + 15 * MINUTE)).toEqual({
		kind: 'firstReply',
		state: 'running',
		seconds: 1_800,
		readable: '30 min',
		dueAt: '2026-01-05T09:30:00.000Z',
		usedSeconds: 900,
		usedPercent: 50,
	});
	// Not a hundred before it is.
	expect(theTarget(anEscalation({ policy }), T0 + 30 * MINUTE - SECOND)).toMatchObject({
		usedPercent: 99,
	});
	expect(theTarget(anEscalation({ policy }), T0 + 45 * MINUTE)).toMatchObject({ usedPercent: 150 });
});

test('counts active hours only', () => {
	const office = { ...policy, activeHours: officeHours() };
	// 20 minutes before closing, and ten after opening.
	const waitingSince = T0 + 8 * HOUR + 40 * MINUTE;
	const next = T0 + 24 * HOUR;
	const escalation = anEscalation({ policy: office, waitingSince });
	expect(theTarget(escalation, next + 5 * MINUTE)).toMatchObject({
		state: 'warning',
		usedSeconds: 25 * 60,
		dueAt: '2026-01-06T09:10:00.000Z',
	});
	const atNight = anEscalation({ policy: office, waitingSince, ...ended('replied', next - HOUR) });
	expect(theTarget(atNight, next)).toMatchObject({ state: 'met', usedSeconds: 20 * 60 });
});

test('is none where there is none', () => {
	expect(theTarget(anEscalation(), T0)).toBeUndefined();
});
