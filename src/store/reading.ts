import type { Escalation, EscalationWithEvent } from '../escalation/escalation';
import { NO_POLICY } from '../escalation/policy';
import { policiesOf, storedPolicy } from './policies';
import type { Row } from './rows';
import { toEscalation } from './stateRow';
import { DAY } from '../time/duration';

/** Milliseconds that what cannot be read is shown. */
const KEPT_FOR = 30 * DAY;

/** Gives the JSON of the policies of these escalations, by their ids. */
export type ReadPolicies = (escalationIds: string[]) => Promise<Map<string, string>>;

/**
 * Rows of `states` as escalations. One that cannot be read, as after somebody
 * changed it by hand or a disk did, must not stop all others.
 */
export async function readStates(
	rows: readonly Row[],
	readPolicies: ReadPolicies,
): Promise<{ found: Escalation[]; unreadable: string[] }> {
	const policies = await policiesOf(policyIds(rows), readPolicies);
	const found: Escalation[] = [];
	const unreadable: string[] = [];
	for (const row of rows) {
		const policy = policies.get(String(row.policy_id));
		try {
			if (policy) found.push(toEscalation(row, policy));
			else unreadable.push(String(row.id));
		} catch {
			unreadable.push(String(row.id));
		}
	}
	return { found, unreadable };
}

/** To look at, with `event` beside the columns of `states`: whatever of a row can be read. */
export async function readAll(
	rows: readonly Row[],
	readPolicies: ReadPolicies,
): Promise<EscalationWithEvent[]> {
	const policies = await policiesOf(policyIds(rows), readPolicies);
	return rows.map((row) => {
		const policy = policies.get(String(row.policy_id)) ?? NO_POLICY;
		return { ...withoutWhatIsBroken(row, policy), event: eventIn(row) };
	});
}

/**
 * What ends an escalation whose row cannot be read, in the columns of `states`
 * and `escalations`: so that it is reported once, and shown with the others.
 *
 * @param now how the statement names the time.
 */
export function setAsideChanges(now: string): { states: string; escalations: string } {
	const { id, json } = storedPolicy(NO_POLICY);
	return {
		states: `state = CASE WHEN ended_at IS NULL THEN 'cancelled' ELSE state END,
			ended_at = coalesce(ended_at, ${now}), due_at = NULL, held_until = NULL, claim = NULL,
			lease_until = NULL, policy_id = '${id}', others = '{"endedBecause":"unreadable"}'`,
		escalations: `ended_at = coalesce(ended_at, ${now}), forget_at = ${now} + ${KEPT_FOR},
			policy = '${json}'`,
	};
}

/** For whoever runs n8n. */
export function unreadableMessage(ids: readonly string[]): string {
	const first = ids.slice(0, 5).join(', ');
	const more = ids.length > 5 ? ` and ${ids.length - 5} more` : '';
	return `The escalation store has conversations that cannot be read, and no longer reminds anybody of them: ${first}${more}. Get Many shows them as "cancelled", because "unreadable". If the disk or its content was damaged, restore a backup.`;
}

/** Nothing where it cannot be read. */
export function eventIn({ event }: Row): Record<string, unknown> {
	try {
		const read: unknown = JSON.parse(String(event));
		return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : {};
	} catch {
		return {};
	}
}

function policyIds(rows: readonly Row[]): Array<[string, string]> {
	return rows.map(({ id, policy_id: policyId }) => [String(id), String(policyId)]);
}

function withoutWhatIsBroken(row: Row, policy: Escalation['policy']): Escalation {
	try {
		return toEscalation(row, policy);
	} catch {
		return toEscalation({ ...row, others: null }, policy);
	}
}
