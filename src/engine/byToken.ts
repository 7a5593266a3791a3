import type { Escalation } from '../escalation/escalation';

/** Escalations by the token of their claim. */
export function byToken(escalations: Escalation[]): Map<string, Escalation> {
	return new Map(
		escalations.flatMap((escalation) =>
			escalation.claim ? [[escalation.claim.token, escalation] as const] : [],
		),
	);
}
