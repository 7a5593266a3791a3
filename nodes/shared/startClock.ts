import type { IDataObject, IRun, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { Dispatcher } from '../../src/delivery/dispatcher';
import type { ClaimedItem, Duty, ItemOutcome } from '../../src/delivery/duty';
import { runningClocks } from '../../src/delivery/runningClocks';
import type { Runtime } from '../../src/runtime';
import type { OutcomesOf } from './executionOutcome';
import { toNodeError } from './nodeErrors';
import { THIS_CODE, type ClockKind } from './takeOver';

/** What n8n's Engine 2.0 says when a trigger asks how its execution ends. */
const REFUSES_TO_WAIT = /Engine 2\.0/;

export interface ClockOptions {
	kind: ClockKind;
	scope: string;
	duty: Duty;
	outcomesOf: OutcomesOf;
	mostInOneExecution?: number;
}

/**
 * Starts the clock of an active node: whatever falls due is emitted, as
 * executions that begin at the node itself. A clock of the same node that
 * older code has started ends.
 */
export function startClock(
	trigger: ITriggerFunctions,
	runtime: Runtime,
	{ kind, scope, duty, outcomesOf, mostInOneExecution }: ClockOptions,
): ITriggerResponse {
	const { name } = trigger.getNode();
	const dispatcher = new Dispatcher({
		duty,
		clock: runtime.clock,
		mostInOneExecution,
		emit: async (items) => await emitAndWait(trigger, items, outcomesOf),
		onError: (error) =>
			trigger.logger.error(`"${name}" could not hand out what is due; it goes on trying`, {
				error,
			}),
	});
	const unsubscribe = runtime.onWake(scope, () => dispatcher.wake());
	const clocks = runningClocks();
	const older = clocks.get(scope);
	const isTakenOver = older !== undefined && older.trigger === trigger;
	const publication = isTakenOver ? older.publication : Symbol(scope);
	clocks.set(scope, {
		kind,
		trigger,
		publication,
		code: THIS_CODE,
		async stop() {
			unsubscribe();
			await dispatcher.stop();
		},
		handOver(remainder) {
			unsubscribe();
			void dispatcher.handOver(remainder);
		},
	});
	if (isTakenOver) older.handOver(duty);
	dispatcher.start();
	return {
		// n8n keeps this for as long as the workflow is published, whoever takes the clock over.
		async closeFunction() {
			const running = clocks.get(scope);
			if (running?.publication !== publication) return;
			clocks.delete(scope);
			await running.stop();
		},
	};
}

async function emitAndWait(
	trigger: ITriggerFunctions,
	items: ClaimedItem[],
	outcomesOf: OutcomesOf,
): Promise<ItemOutcome[]> {
	const data = items.map(({ json }) => ({ json: json as IDataObject }));
	const tokens = items.map(({ token }) => token);
	const done = trigger.helpers.createDeferredPromise<IRun>();
	trigger.emit([data], undefined, done);
	try {
		return outcomesOf(await done.promise, tokens, trigger.getNode().name);
	} catch (error) {
		if (!(error instanceof Error && REFUSES_TO_WAIT.test(error.message))) {
			throw toNodeError(trigger.getNode(), error);
		}
		trigger.emit([data]);
		return tokens.map((token) => ({ token, result: 'unconfirmed' }));
	}
}
