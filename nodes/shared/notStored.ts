import { createHash } from 'node:crypto';

import type { IExecuteFunctions } from 'n8n-workflow';

import { customDataOf } from './customData';

/*
 * With its setting On Error a node whose store failed lets the workflow go on,
 * and n8n calls the execution a success: the event would count as delivered. So
 * the node leaves a note of it.
 */

/** In n8n's custom data of an execution: the nodes that could not store what came to them. */
const NOT_STORED = 'untilReplied_notStored';

/** Notes whether a node could store what came to it. One that n8n tries again takes back what it noted before. */
export function noteStored(node: IExecuteFunctions, isStored: boolean): void {
	const customData = customDataOf(node);
	const before = String(customData?.get(NOT_STORED) ?? '');
	const names = new Set(before.split(' ').filter(Boolean));
	const name = nameOf(node);
	if (isStored) names.delete(name);
	else names.add(name);
	const after = [...names].join(' ');
	if (after !== before) customData?.set(NOT_STORED, after);
}

/** Whether a node of an execution could not store what came to it, and nobody could since. */
export function isNotStored(notes: Record<string, string> | undefined): boolean {
	return Boolean(notes?.[NOT_STORED]);
}

/** A node runs several times where branches meet in it, or in a loop. */
function nameOf(node: IExecuteFunctions): string {
	const { $runIndex } = node.getWorkflowDataProxy(0);
	const run = `${node.getNode().id} ${$runIndex}`;
	return createHash('sha256').update(run).digest('base64url').slice(0, 6);
}
