import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { runningClocks } from '../../src/delivery/runningClocks';
import { onOpened } from '../../src/runtime';

export type ClockKind = 'serviceEventTrigger' | 'untilReplied';

/** This version of the package, as it is loaded. */
export const THIS_CODE = Symbol('code');

type Start = (this: ITriggerFunctions) => Promise<ITriggerResponse>;
const starts = new Map<string, Start>();

/*
 * When n8n updates the package it loads the new code, but the clocks of
 * published workflows go on as they were started, by the old code, whose store
 * is closed when the new code opens it. So whoever opens it takes them over.
 */
onOpened(() => {
	for (const { kind, code, trigger } of runningClocks().values()) {
		const start = starts.get(kind);
		if (code === THIS_CODE || !start) continue;
		const functions = trigger as ITriggerFunctions;
		// Not awaited: it asks for the store that is just being opened.
		start.call(functions).catch((error: unknown) => {
			const { name } = functions.getNode();
			functions.logger.error(
				`"${name}" stands still since the update of n8n-nodes-until-replied. Publish the workflow again.`,
				{ error },
			);
		});
	}
});

/** Says how a clock of this kind is started: by the node's own trigger function. */
export function takesOver(kind: ClockKind, start: Start): void {
	starts.set(kind, start);
}
