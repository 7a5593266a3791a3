import type { IRun, ITaskData } from 'n8n-workflow';

import type { ItemOutcome } from '../../src/delivery/duty';

/**
 * @param run what n8n reports when the execution has ended; undefined when it was never run.
 * @param tokens of the emitted items, in their order.
 * @param nodeName the node that emitted them.
 */
export type OutcomesOf = (
	run: IRun | undefined,
	tokens: string[],
	nodeName: string,
) => ItemOutcome[];

/** For events: once their execution has ended they are delivered. A failed one is n8n's to show and the user's to retry. */
export const deliveryOutcomes: OutcomesOf = (run, tokens) =>
	!run || run.status === 'crashed'
		? failed(tokens, 'n8n did not run the execution.')
		: tokens.map((token) => ({ token, result: 'sent' }));

/**
 * For pushes: what became of each item of an execution that the clock started.
 *
 * When a node that follows directly failed at one item, n8n tells at which: the
 * items before it were dealt with, those after it never had their turn. Where
 * that cannot be told, all count as failed.
 */
export const pushOutcomes: OutcomesOf = (run, tokens, nodeName) => {
	if (!run) return failed(tokens, 'n8n did not run the execution.');
	if (run.status !== 'error' && run.status !== 'crashed') {
		return tokens.map((token) => ({ token, result: 'sent' }));
	}
	const { error, lastNodeExecuted } = run.data.resultData;
	const reason = error?.message ?? 'The execution crashed.';
	const failedItem = error && 'context' in error ? error.context?.itemIndex : undefined;
	const emittedIndex =
		typeof failedItem === 'number' && lastNodeExecuted
			? emittedIndexOf(run, nodeName, lastNodeExecuted, failedItem)
			: undefined;
	if (emittedIndex === undefined) return failed(tokens, reason);
	return tokens.map((token, index) => {
		if (index < emittedIndex) return { token, result: 'sent' };
		return index === emittedIndex
			? { token, result: 'failed', reason }
			: { token, result: 'untouched' };
	});
};

function failed(tokens: string[], reason: string): ItemOutcome[] {
	return tokens.map((token) => ({ token, result: 'failed', reason }));
}

/** From an item of the failed node back to the emitted one; undefined when it is not a direct neighbour. */
function emittedIndexOf(
	run: IRun,
	nodeName: string,
	failedNode: string,
	failedItem: number,
): number | undefined {
	const source = lastRunOf(run, failedNode)?.source[0];
	if (source?.previousNode !== nodeName) return undefined;
	const output = lastRunOf(run, nodeName)?.data?.main[source.previousNodeOutput ?? 0];
	const pairedItem = output?.[failedItem]?.pairedItem;
	return typeof pairedItem === 'object' && !Array.isArray(pairedItem) ? pairedItem.item : undefined;
}

function lastRunOf(run: IRun, nodeName: string): ITaskData | undefined {
	return run.data.resultData.runData[nodeName]?.at(-1);
}
