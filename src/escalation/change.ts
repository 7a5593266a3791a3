import type { Escalation } from './escalation';
import * as machine from './machine';
import type { Step } from './machine';

/**
 * What a person does to a conversation. `acknowledge`: is on it, so that no
 * reminder goes out for so many milliseconds. `snooze`: wants to hear nothing for
 * so many milliseconds. `markReplied`: says that it was answered. `cancel`:
 * ends it, and nobody hears of it.
 */
export type Change = { actor: string | null; /** As `Hold.byId`. */ actorId?: string } & (
	| { action: 'acknowledge' | 'snooze'; milliseconds: number }
	| { action: 'markReplied' | 'cancel' }
);

export function transition(escalation: Escalation, change: Change, now: number): Step {
	const { actor, actorId } = change;
	switch (change.action) {
		case 'acknowledge':
		case 'snooze':
			return machine[change.action](
				escalation,
				{ until: now + change.milliseconds, actor, actorId },
				now,
			);
		case 'markReplied':
			return machine.markReplied(escalation, actor, now, actorId);
		case 'cancel':
			return machine.cancel(escalation, { because: 'cancelled', actor }, now);
	}
}
