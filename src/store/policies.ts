import type { Policy } from '../escalation/policy';
import { digestOf } from './digest';

/** Policies of one process. Mostly a node has one; where expressions make them, each customer may have one. */
const MOST = 1_000;

/** By their ids: they say what they are of, so that stores may share them. */
const known = new Map<string, Policy>();

/** As JSON, and the id by which a policy is known again. */
export function storedPolicy(policy: Policy): { id: string; json: string } {
	const json = JSON.stringify(policy);
	const id = digestOf(json);
	note(id, policy);
	return { id, json };
}

/**
 * A policy is the same as long as an escalation lasts, and hundreds may have the
 * same: each is read once.
 *
 * @param ids of the policies, by the ids of the escalations that have them.
 * @param read gives the JSON of the policies of these escalations, by their ids.
 * @returns by the policy's id; without those that cannot be read.
 */
export async function policiesOf(
	ids: Iterable<[escalationId: string, policyId: string]>,
	read: (escalationIds: string[]) => Promise<Map<string, string>>,
): Promise<Map<string, Policy>> {
	const found = new Map<string, Policy>();
	const missing = new Map<string, string>();
	for (const [escalationId, id] of ids) {
		const policy = known.get(id);
		if (policy) found.set(id, policy);
		else if (!missing.has(id)) missing.set(id, escalationId);
	}
	if (missing.size === 0) return found;
	const texts = await read([...missing.values()]);
	for (const [id, escalationId] of missing) {
		const policy = parsed(texts.get(escalationId));
		if (!policy) continue;
		found.set(id, policy);
		note(id, policy);
	}
	return found;
}

function note(id: string, policy: Policy): void {
	known.delete(id);
	known.set(id, policy);
	for (const [oldest] of known) {
		if (known.size <= MOST) return;
		known.delete(oldest);
	}
}

function parsed(json: string | undefined): Policy | undefined {
	try {
		return JSON.parse(json ?? '') as Policy;
	} catch {
		return undefined;
	}
}
