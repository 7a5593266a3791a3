import type { IDataObject, IRun, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import {
	Dispatcher,
	WorkflowNotRunError,
	type DispatcherOptions,
} from '../../src/dispatch/dispatcher';
import type { Job, JobSource, JobOutcome } from '../../src/dispatch/jobSource';
import { longestExecution } from '../../src/dispatch/longestExecution';
import { currentJobSource } from '../../src/dispatch/currentJobSource';
import type { MovableClock, Runtime } from '../../src/runtime/runtime';
import { isRefusedByEngine2, ON_ENGINE_2 } from './engine2';
import { reasonFrom, STOPPED, type OutcomesOf } from './executionOutcome';
import { logProblem } from './log';

export interface ClockOptions extends Pick<DispatcherOptions, 'gatherFor' | 'mostInOneExecution'> {
	/** Whether it matters how often something was tried: what n8n never started was not. */
	countsAttempts?: boolean;
}

/**
 * Starts the clock of an active node: whatever falls due is emitted, as
 * executions that begin at the node itself.
 *
 * @param jobSourceOf the node's job source on a runtime: that of now, and that of newer code after an update.
 */
export function startClock(
	trigger: ITriggerFunctions,
	runtime: Runtime,
	scope: string,
	jobSourceOf: (runtime: Runtime) => JobSource,
	outcomesOf: OutcomesOf,
	{ countsAttempts = false, ...pace }: ClockOptions,
): ITriggerResponse {
	const { name } = trigger.getNode();
	let current = runtime;
	let jobSource = jobSourceOf(runtime);
	const dispatcher = new Dispatcher({
		jobSource: currentJobSource(() => jobSource),
		clock: runtime.clock,
		...pace,
		longestExecution: longestExecution(),
		emit: async (items) => await emitAndWait(trigger, items, outcomesOf, countsAttempts),
		onError: (error) => {
			const message = `"${name}" could not start what is due; it keeps trying`;
			logProblem(trigger.logger, 'error', message, error);
		},
		onLateEnd: () => current.wake(scope),
		onStandstill: (reason) =>
			reason === undefined
				? trigger.logger.info(`"${name}" continues: n8n runs its workflow again`)
				: trigger.logger.error(`"${name}" is on hold; what is due is kept: ${reason}`),
	});
	const wake = () => dispatcher.wake();
	let unsubscribe = runtime.onWake(scope, wake);
	const clock: MovableClock = {
		scope,
		get standstill() {
			return dispatcher.standstill;
		},
		moveTo(newer) {
			unsubscribe();
			current = newer;
			jobSource = jobSourceOf(newer);
			unsubscribe = newer.onWake(scope, wake);
		},
	};
	runtime.clocks.add(clock);
	dispatcher.start();
	return {
		async closeFunction() {
			runtime.clocks.delete(clock);
			unsubscribe();
			await dispatcher.stop();
		},
	};
}

async function emitAndWait(
	trigger: ITriggerFunctions,
	items: Job[],
	outcomesOf: OutcomesOf,
	countsAttempts: boolean,
): Promise<JobOutcome[]> {
	const data = items.map(({ json }) => ({ json: json as IDataObject }));
	const tokens = items.map(({ token }) => token);
	const done = trigger.helpers.createDeferredPromise<IRun>();
	trigger.emit([data], undefined, done);
	try {
		return outcomesOf(await done.promise, tokens, trigger.getNode().name);
	} catch (error) {
		if (isStop(error)) return outcomesOf(STOPPED, tokens, trigger.getNode().name);
		throw errorFrom(error, countsAttempts);
	}
}

/** What to tell of an execution that n8n rejected, or cancelled by itself. */
function errorFrom(error: unknown, countsAttempts: boolean): Error {
	if (isRefusedByEngine2(error)) {
		return new WorkflowNotRunError(`${ON_ENGINE_2.message}. ${ON_ENGINE_2.advice}`);
	}
	const message = error instanceof Error ? error.message : String(error);
	const hasBegun = error instanceof Error && CANCELLED.test(error.name);
	return countsAttempts && !hasBegun
		? new WorkflowNotRunError(`n8n did not start the workflow: ${message}`)
		: new Error(reasonFrom(message));
}

/** The errors by which n8n ends an execution on its way; any other is of one that was never started. */
const CANCELLED = /ExecutionCancelledError$/;

/**
 * By its name: a package that is linked for development has an n8n-workflow of
 * its own. An execution that n8n cancels by itself, at its time limit or because
 * it shuts down, has failed: it may have waited for n8n's own database.
 */
function isStop(error: unknown): boolean {
	return error instanceof Error && error.name === 'ManualExecutionCancelledError';
}
