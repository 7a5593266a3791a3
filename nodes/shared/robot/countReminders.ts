import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Runtime } from '../../../src/runtime/runtime';
import { hasFailed } from '../eachItem';
import { logProblem } from '../log';
import { itemsOf } from '../pairedItems';
import { NOTHING_TO_SEND } from './emptyItem';
import { knownConversation, saysReminder } from './namedStore';
import { ALREADY_SENT } from './sentNames';

/** What became of the items of a robot: all of them, or why it stopped. */
export type RobotOutcome = { results: INodeExecutionData[] } | { error: unknown };

/**
 * Counts the reminders that a robot has sent or could not send, for metrics,
 * where their store wants that. Whatever becomes of it, the robot has done its work.
 */
export async function countReminders(
	node: IExecuteFunctions,
	outcome: RobotOutcome,
): Promise<void> {
	try {
		const input = node.getInputData();
		const resultAt = resultsOf(outcome);
		const works = new Map<Runtime, { lateness: number[]; failed: number }>();
		for (const [index, { json }] of input.entries()) {
			const result = resultAt(index);
			if (result === undefined) continue;
			for (const reminder of remindersIn(json)) {
				const known = await knownConversation(reminder);
				if (!known) continue;
				const work = works.get(known.runtime) ?? { lateness: [], failed: 0 };
				works.set(known.runtime, work);
				if (result === 'failed') work.failed += 1;
				else work.lateness.push(latenessIn(reminder));
			}
		}
		const { type, name } = node.getNode();
		const platform = /(\w+)Robot$/.exec(type)?.[1] ?? type;
		for (const [{ tally }, work] of works) {
			await tally.note({ platform, workflowId: node.getWorkflow().id ?? '', node: name, ...work });
		}
	} catch (error) {
		logProblem(node.logger, 'warn', 'Reminders of a robot are missing in the metrics', error);
	}
}

type Result = 'sent' | 'failed' | undefined;

/** Of an item, by its index: undefined of what had no turn, or was nothing to send. */
function resultsOf(outcome: RobotOutcome): (index: number) => Result {
	if ('error' in outcome) {
		const { itemIndex } = Object(Object(outcome.error).context) as { itemIndex?: unknown };
		if (typeof itemIndex !== 'number') return () => 'failed';
		return (index) => {
			if (index === itemIndex) return 'failed';
			return index < itemIndex ? 'sent' : undefined;
		};
	}
	const results = new Map<number, Result>();
	// What had no turn is a hole.
	outcome.results.forEach((item) => {
		for (const index of itemsOf(item.pairedItem)) results.set(index, resultOf(item));
	});
	return (index) => results.get(index);
}

function resultOf(item: INodeExecutionData): Result {
	if (hasFailed(item)) return 'failed';
	const isNothing = [NOTHING_TO_SEND, ALREADY_SENT].some((nothing) =>
		Object.keys(nothing).every((name) => Object.hasOwn(item.json, name)),
	);
	return isNothing ? undefined : 'sent';
}

/** A digest has several. */
function remindersIn(json: IDataObject): IDataObject[] {
	const { conversations } = json;
	const all = Array.isArray(conversations) ? conversations.map((each) => Object(each)) : [json];
	return (all as IDataObject[]).filter(saysReminder);
}

/** In ms. Whoever makes an item may say anything. */
function latenessIn({ reminder }: IDataObject): number {
	const { latenessMilliseconds: late } = Object(reminder) as { latenessMilliseconds?: unknown };
	return typeof late === 'number' && Number.isFinite(late) ? Math.max(0, late) : 0;
}
