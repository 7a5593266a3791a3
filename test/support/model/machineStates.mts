import type { Escalation } from '../../../src/escalation/escalation.ts';
import * as machine from '../../../src/escalation/machine.ts';
import type { Settlement } from '../../../src/dispatch/jobSource.ts';
import type { Step } from '../../../src/escalation/machine.ts';
import { MINUTE, SECOND } from '../../../src/time/duration.ts';
import { aLease, anEscalation, aPolicy, T0 } from './escalations.mts';

/** The policy of `states`: reminder 1 after 5 minutes, reminder 2 after 10 more, then Exhausted. */
export const policy = aPolicy({
	firstReminderAfter: 5 * MINUTE,
	remindEvery: 10 * MINUTE,
	maximumReminders: 2,
});
/** When reminder 1 of `states` is due. */
export const FIRST = T0 + 5 * MINUTE;

export const failed: Settlement = { result: 'failed', reason: 'The robot is gone' };

export type StateName =
	| 'waiting for reminder 1'
	| 'reminder 1 claimed'
	| 'reminder 1 on its way'
	| 'reminder 1 claimed again'
	| 'waiting for reminder 2'
	| 'reminder 2 on its way'
	| 'waiting to be exhausted'
	| 'exhaustion claimed'
	| 'exhaustion on its way'
	| 'exhausted'
	| 'failing to announce'
	| 'failing on its way'
	| 'reply to announce'
	| 'reply claimed'
	| 'reply on its way'
	| 'reply announced';

/** The states that an escalation can be in, each reached the way that it is reached. */
export const states: Record<StateName, () => Escalation> = {
	'waiting for reminder 1': () => anEscalation({ policy }),
	'reminder 1 claimed': () => claimed(states['waiting for reminder 1'](), FIRST),
	'reminder 1 on its way': () => gated(states['reminder 1 claimed'](), FIRST),
	'reminder 1 claimed again': () => claimed(states['reminder 1 on its way'](), FIRST + MINUTE),
	'waiting for reminder 2': () => settled(states['reminder 1 on its way'](), FIRST + SECOND),
	'reminder 2 on its way': () => {
		const due = states['waiting for reminder 2']();
		return gated(claimed(due, due.dueAt!), due.dueAt!);
	},
	'waiting to be exhausted': () => settled(states['reminder 2 on its way'](), FIRST + 11 * MINUTE),
	'exhaustion claimed': () => {
		const due = states['waiting to be exhausted']();
		return claimed(due, due.dueAt!);
	},
	'exhaustion on its way': () => gated(states['exhaustion claimed'](), FIRST + 20 * MINUTE),
	exhausted: () => settled(states['exhaustion on its way'](), FIRST + 20 * MINUTE),
	'failing to announce': () => {
		const atLast = { ...states['reminder 1 on its way'](), failures: policy.attempts - 1 };
		return settled(atLast, FIRST + SECOND, failed);
	},
	'failing on its way': () => {
		const due = states['failing to announce']();
		return gated(claimed(due, due.dueAt!), due.dueAt!);
	},
	'reply to announce': () => replied(states['waiting for reminder 2'](), FIRST + MINUTE),
	'reply claimed': () => claimed(states['reply to announce'](), FIRST + MINUTE),
	'reply on its way': () => gated(states['reply claimed'](), FIRST + MINUTE),
	'reply announced': () => settled(states['reply on its way'](), FIRST + MINUTE),
};

export function claimed(escalation: Escalation, now: number): Escalation {
	return machine.claim(escalation, aLease('token', now), now).escalation;
}

export function gated(escalation: Escalation, now: number): Escalation {
	return machine.gate(escalation, 'token', { until: now + MINUTE }, now)!.escalation;
}

export function settled(
	escalation: Escalation,
	now: number,
	settlement: Settlement = { result: 'sent' },
): Escalation {
	return machine.settle(escalation, 'token', settlement, now)!.escalation;
}

export function replied(escalation: Escalation, repliedAt: number): Escalation {
	return machine.reply(escalation, { repliedAt, actor: 'Li Lei' }, repliedAt).escalation;
}

export function words({ timeline }: Step): string[] {
	return timeline.map(({ what, number }) => (number ? `${what} ${number}` : what));
}

export const stateNames = Object.keys(states) as StateName[];
