/**
 * Whose events and escalations they are: one node of one workflow. By the
 * node's id, so that renaming it loses nothing and a copied workflow starts anew.
 */
export function scopeOf(workflowId: string | undefined, nodeId: string): string {
	return `${workflowId ?? 'unsaved'}:${nodeId}`;
}
