import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { RateStore } from '../../../src/robots/sending/rateStore';
import { runtimeNamed } from '../../../src/runtime/getRuntime';
import type { Runtime } from '../../../src/runtime/runtime';
import { storedRates } from '../../../src/store/storedRates';
import { logProblem } from '../log';

/*
 * A robot has no store of its own. The items of Repeat Until Replied name
 * theirs, by an id that says nothing to anybody but this process; it is open
 * here where their gate was passed here.
 */

/** The conversation that an item is of, and the store that knows it. */
export interface KnownConversation {
	runtime: Runtime;
	escalationId: string;
}

/** Undefined for an item that names no store, or one that this process has not open: somebody may have made it by hand. */
export async function knownConversation({
	escalation,
}: IDataObject): Promise<KnownConversation | undefined> {
	const { id, store } = Object(escalation) as { id?: unknown; store?: unknown };
	if (typeof id !== 'string' || typeof store !== 'string') return undefined;
	const runtime = await runtimeNamed(store);
	return runtime && { runtime, escalationId: id };
}

/** Whether an item says that somebody replied, and nothing else. */
export function saysReplied({ escalation, reminder, change }: IDataObject): boolean {
	const { state } = Object(escalation) as { state?: unknown };
	return state === 'replied' && reminder === undefined && change === undefined;
}

/** Whether an item says that somebody still waits, and that it is time to say so. */
export function saysReminder({ reminder, change }: IDataObject): boolean {
	return reminder !== undefined && change === undefined;
}

/** Where the rates of a robot are counted for others too: in the store that the first item names which does. */
export async function ratesFor(node: IExecuteFunctions): Promise<RateStore | undefined> {
	for (const { json } of node.getInputData()) {
		const { conversations } = json;
		const first: unknown = Array.isArray(conversations) ? conversations[0] : json;
		const known = await knownConversation(Object(first) as IDataObject);
		if (known) return logging(node, storedRates(known.runtime.store));
	}
	return undefined;
}

/** Where the store fails, this process counts for itself. */
function logging(node: IExecuteFunctions, rates: RateStore): RateStore {
	return {
		async withRates(robots, use) {
			const used = rates.withRates(robots, use);
			used.catch((error: unknown) => {
				const problem = 'The rate of a robot is counted for this process alone for a while';
				logProblem(node.logger, 'warn', problem, error);
			});
			return await used;
		},
	};
}
