/**
 * Whose events and escalations they are: one node of one workflow. By the
 * node's id, so that renaming it loses nothing and a copied workflow starts anew.
 */
export function scopeOf(workflowId: string | undefined, nodeId: string): string {
	return `${workflowId ?? 'unsaved'}:${nodeId}`;
}

/** Back from a scope. Ids of workflows have no colon. */
export function nodeOf(scope: string): { workflowId: string; nodeId: string } {
	const colon = scope.indexOf(':');
	return { workflowId: scope.slice(0, colon), nodeId: scope.slice(colon + 1) };
}

/**
 * A trigger as the nodes behind it know it: n8n tells a node the names of those
 * before it, not their ids.
 */
export function triggerNamed(workflowId: string | undefined, name: string): string {
	return scopeOf(workflowId, name);
}
