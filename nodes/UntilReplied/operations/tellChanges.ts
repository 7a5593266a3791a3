import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { pulse } from '../../../src/dispatch/passages';
import { hasProject, visitorOf } from '../../../src/escalation/about';
import { changeJson } from '../../../src/escalation/items/changeItem';
import type { ChangeRecord } from '../../../src/escalation/record';
import type { Runtime } from '../../../src/runtime/runtime';
import { labelExecution, OUTPUT_LABEL } from '../../shared/executionLabels';
import { noteNothingLeft } from '../../shared/executionOutcome';
import { logProblem } from '../../shared/log';
import { noteLeaving } from '../../shared/passage';
import { dutyTeller } from '../onDuty/dutyTeller';
import { hasChangesOutput } from '../changesOutput';
import { emptyOutputs, levelsFor } from '../levels';
import { reminderLinkWriter } from '../links';
import { triggersBefore } from '../triggersBefore';

/** What the clock handed out of what people did, and of targets: it leaves by the last output. */
export async function tellChanges(
	node: IExecuteFunctions,
	runtime: Runtime,
	scope: string,
	tokens: string[],
): Promise<INodeExecutionData[][]> {
	const levels = levelsFor(node);
	const outputs = emptyOutputs<INodeExecutionData>(levels);
	// Switched off since: nobody asks for it any more.
	if (!hasChangesOutput(node)) return outputs;
	const ofReminder = await reminderLinkWriter(node, runtime, scope);
	const store = await runtime.storeId().catch(() => undefined);
	const pauses = pulse.count();
	const taken = runtime.engine.takeChanges(scope, tokens, triggersBefore(node));
	const told = await taken.catch((error: unknown): Array<ChangeRecord | undefined> => {
		if (!node.continueOnFail()) throw error;
		// n8n would let the items go on. The clock hands them out again.
		logProblem(node.logger, 'error', 'A change was not announced', error);
		return [];
	});
	if (!told.some(Boolean)) noteNothingLeft(node);
	const left = told.filter((change) => change !== undefined);
	const ids = left.map(({ escalation }) => escalation.id);
	noteLeaving(node, ids, pauses);
	labelExecution(node, {
		customer: left.map(({ escalation }) => visitorOf(escalation.event)),
		conversation: left.map(({ escalation }) => escalation.conversationKey),
		[OUTPUT_LABEL]: left.map(({ notice }) => notice.change),
	});
	const now = runtime.clock.now();
	const onDutyOf = await dutyTeller(node, runtime, levels, now);
	const items = told.flatMap((change, item) => {
		if (!change) return [];
		const { id, endedAt } = change.escalation;
		const links = endedAt === null ? ofReminder?.(id, hasProject(change.escalation)) : undefined;
		const onDuty = onDutyOf?.(change.escalation) ?? change.notice.onDuty;
		const json = changeJson({ ...change, onDuty }, now, links, store) as IDataObject;
		return [{ json, pairedItem: { item } }];
	});
	return [...outputs, items];
}
