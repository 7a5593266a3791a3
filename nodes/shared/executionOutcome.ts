import type { IExecuteFunctions, INodeExecutionData, IRun } from 'n8n-workflow';

import { NOT_PASSED, type JobOutcome } from '../../src/dispatch/jobSource';
import { own } from '../../src/own';
import { customDataOf } from './customData';
import { isNotStored } from './notStored';
import { isOwnDatabaseAway } from './ownDatabase';
import { itemsOf } from './pairedItems';
import { whatWasUnsent } from './unsent';

/** All that n8n tells of an execution that somebody stopped. */
export const STOPPED = 'stopped';

/**
 * @param run what n8n reports when the execution has ended; undefined when it was never run.
 * @param tokens of the emitted items, in their order.
 * @param nodeName the node that emitted them.
 */
export type OutcomesOf = (
	run: IRun | typeof STOPPED | undefined,
	tokens: string[],
	nodeName: string,
) => JobOutcome[];

/**
 * For events: once their execution has ended they are delivered. One that
 * failed in the workflow is n8n's to show and the user's to retry; but where
 * n8n itself failed, as when a worker or its database died, or our own store
 * failed, the event is delivered again, also where its node was to go on: else
 * nobody would know of it.
 */
export const deliveryOutcomes: OutcomesOf = (run, tokens) => {
	// Delivered again, nobody could ever stop it.
	if (run === STOPPED) return sent(tokens);
	if (!hasEnded(run)) return failed(tokens, NOT_ENDED);
	const { error, lastNodeExecuted, metadata } = run.data.resultData;
	// Cancelled by somebody who wants it to end.
	if (error && run.status === 'canceled') return sent(tokens);
	if (isNotStored(metadata)) return failed(tokens, error?.message ?? NOT_STORED);
	// Or it went well, and n8n could not save that.
	if (!error || run.status === 'success') return sent(tokens);
	const hasFailedInNode =
		lastNodeExecuted && !STORE_FAILED.test(error.message) && !isOwnDatabaseAway(error);
	return hasFailedInNode ? sent(tokens) : failed(tokens, error.message);
};

const NOT_STORED = 'The escalation store failed.';
const NOT_ENDED = 'n8n did not run the execution to its end.';

/**
 * In queue mode, when its database was away as an execution ended and Redis as
 * the worker told of it, n8n reports what its database says: an execution that
 * still runs, without an error. The status does not tell it apart: n8n 2.0 calls
 * executions "running" that went well.
 */
function hasEnded(run: IRun | undefined): run is IRun {
	return run !== undefined && run.status !== 'crashed' && Boolean(run.stoppedAt);
}

const TOO_LONG = /cancelled because it timed out/;

/** What n8n says of an execution that went wrong; where that is all about its time limit, with what to do. */
export function reasonFrom(message: string): string {
	return TOO_LONG.test(message)
		? `${message}. Raise the limit (Timeout Workflow in the workflow settings, or EXECUTIONS_TIMEOUT), or lower "Wait at Most" of the robots`
		: message;
}

/** As a `StoreError` begins, where the store is at fault. */
const STORE_FAILED = /^The escalation store /;

/** In n8n's custom data of an execution. */
const NOTHING_LEFT = 'untilReplied_nothingLeft';

/** Notes in an execution of the clock that none of its items has left the node. */
export function noteNothingLeft(node: IExecuteFunctions): void {
	customDataOf(node)?.set(NOTHING_LEFT, 'true');
}

/**
 * For reminders: what became of each item of an execution that the clock started.
 *
 * When a node failed at one item, n8n tells at which: the items before it were
 * dealt with, those after it never had their turn. Where that cannot be told,
 * all count as failed. So do all where none has left the node: what was refused
 * has no claim any more, and a claim that passed the gate without the node being
 * told, because the store was lost at the commit, has to be handed out again.
 * What a robot could not send has failed, and what it had no time for had no
 * turn, whatever n8n calls the execution.
 */
export const reminderOutcomes: OutcomesOf = (run, tokens, nodeName) => {
	const outcomes = outcomesOf(run, tokens, nodeName);
	const { metadata } = (run !== STOPPED && run?.data.resultData) || {};
	if (!metadata) return outcomes;
	return outcomes.map((outcome) => {
		const unsent = outcome.result === 'sent' && whatWasUnsent(metadata, outcome.token);
		return unsent ? { token: outcome.token, ...unsent } : outcome;
	});
};

const outcomesOf: OutcomesOf = (run, tokens, nodeName) => {
	if (run === STOPPED) return failed(tokens, 'Someone stopped the execution.');
	if (!hasEnded(run)) return failed(tokens, NOT_ENDED);
	const { error, metadata } = run.data.resultData;
	if (metadata?.[NOTHING_LEFT]) {
		return failed(tokens, NOT_PASSED);
	}
	// Also where n8n could not save that: then there is an error all the same.
	if (run.status === 'success') return sent(tokens);
	// n8n calls an execution cancelled also when a node's request was.
	const hasFailed = error !== undefined || ['error', 'canceled'].includes(run.status);
	if (!hasFailed) return sent(tokens);
	const reason = error ? reasonFrom(error.message) : `The execution ended as "${run.status}".`;
	const missed = missedItems(run, nodeName);
	if (!missed) return failed(tokens, reason);
	return tokens.map((token, index) => {
		if (missed.failed.has(index)) return { token, result: 'failed', reason };
		return { token, result: missed.untouched.has(index) ? 'untouched' : 'sent' };
	});
};

function sent(tokens: string[]): JobOutcome[] {
	return tokens.map((token) => ({ token, result: 'sent' }));
}

function failed(tokens: string[], reason: string): JobOutcome[] {
	return tokens.map((token) => ({ token, result: 'failed', reason }));
}

/** The emitted items, by index, that the failed node did not deal with; undefined when that cannot be told. */
function missedItems(
	run: IRun,
	nodeName: string,
): { failed: Set<number>; untouched: Set<number> } | undefined {
	const { error, lastNodeExecuted } = run.data.resultData;
	const failedItem = error && 'context' in error ? error.context?.itemIndex : undefined;
	const stack = run.data.executionData?.nodeExecutionStack ?? [];
	if (typeof failedItem !== 'number' || !lastNodeExecuted) return undefined;
	// Another branch has not had its turn with any of them.
	if (stack.some(({ node }) => node.name !== lastNodeExecuted)) return undefined;

	const input = inputOf(run, lastNodeExecuted);
	if (!input) return undefined;
	const indexes = input.items
		.slice(failedItem)
		.map((_, offset) => emittedIndexesOf(run, nodeName, lastNodeExecuted, failedItem + offset));
	const [first, ...rest] = indexes;
	if (first === undefined || rest.includes(undefined)) return undefined;
	return { failed: new Set(first), untouched: new Set(rest.flatMap((emitted) => emitted ?? [])) };
}

/** Follows the paired items from an item at the input of a node back to the emitted ones: several, for a digest. */
function emittedIndexesOf(
	run: IRun,
	nodeName: string,
	node: string,
	item: number,
): number[] | undefined {
	const input = inputOf(run, node);
	const before = itemsOf(input?.items[item]?.pairedItem);
	if (!input || before.length === 0) return undefined;
	if (input.from === nodeName) return before;
	const emitted = before.map((index) => emittedIndexesOf(run, nodeName, input.from, index));
	return emitted.includes(undefined) ? undefined : emitted.flatMap((indexes) => indexes ?? []);
}

/** What a node got, when it ran once and from one node. */
function inputOf(
	run: IRun,
	node: string,
): { from: string; items: INodeExecutionData[] } | undefined {
	const { runData } = run.data.resultData;
	const runs = own(runData, node) ?? [];
	if (runs.length !== 1 || runs[0].source.length !== 1) return undefined;
	const [source] = runs[0].source;
	const sourceRuns = source ? own(runData, source.previousNode) : undefined;
	const items = sourceRuns?.at(-1)?.data?.main[source?.previousNodeOutput ?? 0];
	return source && items ? { from: source.previousNode, items } : undefined;
}
