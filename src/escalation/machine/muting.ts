import type { Escalation } from '../escalation';
import { lookedAtAgain, type CurrentMute } from '../mute';
import { isOver, type Step } from './step';

/**
 * In place of whatever is due, while its reminders are muted: nothing is lost,
 * and all is decided when they are not.
 */
export function holdMuted(escalation: Escalation, mute: CurrentMute, now: number): Step {
	const isKnown = escalation.muted?.id === mute.id;
	return {
		escalation: {
			...escalation,
			muted: isKnown ? escalation.muted : { id: mute.id, since: now },
			dueAt: lookedAtAgain(mute, now),
		},
		timeline: isKnown
			? []
			: [
					{
						at: now,
						what: 'muted',
						cause: mute.reason ?? undefined,
						actor: mute.by ?? undefined,
					},
				],
		...(isKnown ? {} : { mutedBy: mute.id }),
	};
}

export function withoutMute(escalation: Escalation): Escalation {
	return escalation.muted === null || isOver(escalation)
		? escalation
		: { ...escalation, muted: null };
}
