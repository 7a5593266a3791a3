import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { scopeOf } from '../../../src/nodeScope';
import { pulse } from '../../../src/dispatch/passages';
import { hasProject, visitorOf } from '../../../src/escalation/about';
import { isChangeToken } from '../../../src/escalation/claimToken';
import type { Level } from '../../../src/escalation/level';
import { planOf } from '../../../src/escalation/plan/plan';
import { plannedFrom, preview } from '../../../src/escalation/preview';
import {
	digestJson,
	outputJson,
	type LinkedOutput,
} from '../../../src/escalation/items/reminderItem';
import { itemWords } from '../../../src/escalation/items/itemWords';
import { outputLabel } from '../../../src/escalation/items/outputLabel';
import type { Incoming } from '../../../src/escalation/incoming';
import { trackEach } from '../../../src/engine/trackEach';
import type { Runtime } from '../../../src/runtime/runtime';
import { systemClock } from '../../../src/time/clock';
import { failedItem } from '../../shared/eachItem';
import { labelExecution, OUTPUT_LABEL } from '../../shared/executionLabels';
import { noteNothingLeft } from '../../shared/executionOutcome';
import { logProblem } from '../../shared/log';
import { noteStored } from '../../shared/notStored';
import { noteLeaving } from '../../shared/passage';
import { arrivalFrom, comingFrom } from '../arrival';
import { addCalendarHints } from '../calendar/addCalendarHints';
import { emptyOutputs, levelsFor, outputIndex } from '../levels';
import { linkWriter, shownLinksOf } from '../links';
import { moreLinksFor } from '../moreLinks';
import { conversationKeyFor, isReplyByOption } from '../parameters';
import { policyFor } from '../policy';
import { triggersBefore } from '../triggersBefore';
import { dutyQuestion } from '../onDuty/onDutyOption';
import { previewedDuty } from '../onDuty/previewedDuty';
import { addPreviewHints } from './previewHints';
import { tellChanges } from './tellChanges';

const HELD_BACK = 'A reminder was held back';
const NOT_STORED =
	'Events were not stored because the escalation store failed; they are delivered again';

/** One list of items for each output. */
type Outputs = INodeExecutionData[][];

/**
 * Events at the input: stored, to be reminded when they are due. Nothing leaves
 * the node now, except items that failed; the others are stored all the same.
 *
 * @throws {StoreError} where the store failed, whatever the node is to do then.
 */
export async function trackEvents(node: IExecuteFunctions, runtime: Runtime): Promise<Outputs> {
	const scope = scopeOf(node.getWorkflow().id, node.getNode().id);
	const { arrivals, failures } = readArrivals(node, runtime.clock.now());
	if (arrivals.length > 0) {
		const words = arrivals.map(({ arrival }) => arrival);
		const errors = await trackEach(runtime.engine, scope, words);
		runtime.wake(scope);
		arrivals.forEach(({ item }, index) => {
			if (errors[index]) failures.push({ item, error: errors[index] });
		});
	}
	noteStored(node, true);
	return withFailures(node, emptyOutputs<INodeExecutionData>(levelsFor(node)), failures);
}

/**
 * In place of what left the node, where its store failed and the node is to go
 * on: n8n would let the items go on as they came. The clock hands them out again.
 */
export function withoutStore(
	node: IExecuteFunctions,
	error: unknown,
	isStartedByClock: boolean,
): Outputs {
	logProblem(node.logger, 'error', isStartedByClock ? HELD_BACK : NOT_STORED, error);
	const outputs = emptyOutputs<INodeExecutionData>(levelsFor(node));
	if (isStartedByClock) {
		noteNothingLeft(node);
		return outputs;
	}
	const failures = node.getInputData().map((_, item) => ({ item, error }));
	return withFailures(node, outputs, failures);
}

/** A manual execution: what the first reminder would be. Nothing is stored. */
export async function previewEvents(node: IExecuteFunctions): Promise<Outputs> {
	const now = systemClock.now();
	await addCalendarHints(node, now);
	const levels = levelsFor(node);
	const onDuty = await previewedDuty(node, levels, now);
	const { arrivals, failures } = readArrivals(node, now);
	const outputs = withFailures(node, emptyOutputs<INodeExecutionData>(levels), failures);
	const moreOf = shownLinksOf(node);
	for (const { arrival, item } of arrivals) {
		try {
			const previewed = preview(arrival, now);
			const isReminder = previewed.claim.output === 'reminder';
			const gatedOutput = {
				...previewed,
				links: moreOf(previewed.escalation),
				...(isReminder ? { onDuty } : {}),
			};
			const { json, pairedItem } = itemOf(gatedOutput, item, levels, gatedOutput.claim.plannedFor);
			const from = plannedFrom(arrival, now);
			const plan = from && planOf(from.policy, levels, from.writtenAt, from.now);
			outputs[outputIndex(levels, gatedOutput.claim)].push({
				json: {
					...json,
					text: `${itemWords.shared.testMark}${json.text}`,
					isPreview: true,
					...(plan ? { plan } : {}),
				},
				pairedItem,
			});
		} catch (error) {
			outputs[0].push(failedItem(node, error, item));
		}
	}
	addPreviewHints(node, arrivals, levels, now);
	return outputs;
}

/** What the clock handed out: each item leaves by its output if it may still leave. */
export async function passGate(node: IExecuteFunctions, runtime: Runtime): Promise<Outputs> {
	const scope = scopeOf(node.getWorkflow().id, node.getNode().id);
	const tokens = node.getInputData().map(({ json }) => String(json.claim));
	// Never in one execution with anything else.
	if (tokens.some(isChangeToken)) return await tellChanges(node, runtime, scope, tokens);
	const levels = levelsFor(node);
	const outputs = emptyOutputs<INodeExecutionData>(levels);
	const { ofReminder, board } = await linkWriter(node, runtime, scope);
	const moreOf = shownLinksOf(node);
	// Without its name the robots send all the same.
	const store = await runtime.storeId().catch(() => undefined);
	const pauses = pulse.count();
	const duty = dutyQuestion(node, levels);
	const gate = runtime.engine.passGate(scope, tokens, triggersBefore(node), duty);
	const gatedOutputs = await gate.catch((error: unknown) => {
		if (!node.continueOnFail()) throw error;
		// n8n would let the items go on that did not pass. The clock hands them out again.
		logProblem(node.logger, 'error', HELD_BACK, error);
		return [];
	});
	const ids = gatedOutputs.flatMap((gatedOutput) => gatedOutput?.escalation.id ?? []);
	noteLeaving(node, ids, pauses);
	const now = runtime.clock.now();
	const linked = gatedOutputs.map(
		(gatedOutput) =>
			gatedOutput && {
				...gatedOutput,
				store,
				links: {
					...moreOf(gatedOutput.escalation),
					...ofReminder?.(gatedOutput.escalation.id, hasProject(gatedOutput.escalation)),
					...(board ? { board } : {}),
				},
			},
	);
	for (const together of groupsOf(linked, levels)) {
		const [{ gatedOutput, item }] = together;
		const output = outputs[outputIndex(levels, gatedOutput.claim)];
		output.push(
			together.length === 1
				? itemOf(gatedOutput, item, levels, now)
				: digestItemOf(together, levels, now),
		);
	}
	if (!gatedOutputs.some(Boolean)) noteNothingLeft(node);
	// Changes is to tell of it.
	if (gatedOutputs.some((each) => each?.onDuty?.people.length === 0)) runtime.wake(scope);
	labelReminders(node, gatedOutputs);
	return outputs;
}

function labelReminders(
	node: IExecuteFunctions,
	gatedOutputs: Array<LinkedOutput | undefined>,
): void {
	const left = gatedOutputs.filter((gatedOutput) => gatedOutput !== undefined);
	labelExecution(node, {
		customer: left.map(({ escalation }) => visitorOf(escalation.event)),
		conversation: left.map(({ escalation }) => escalation.conversationKey),
		[OUTPUT_LABEL]: left.map(({ escalation, claim }) => outputLabel(escalation, claim)),
	});
}

interface Passed {
	gatedOutput: LinkedOutput;
	/** Index of the item that showed its token. */
	item: number;
}

/** What leaves as one item: each for itself, unless the policy groups it. */
function groupsOf(gatedOutputs: Array<LinkedOutput | undefined>, levels: Level[]): Passed[][] {
	const groups = new Map<string, Passed[]>();
	gatedOutputs.forEach((gatedOutput, item) => {
		if (!gatedOutput) return;
		const { digest } = gatedOutput.escalation.policy;
		const key = digest ? `${outputIndex(levels, gatedOutput.claim)} ${digest.key}` : `item ${item}`;
		groups.set(key, [...(groups.get(key) ?? []), { gatedOutput, item }]);
	});
	return [...groups.values()];
}

function digestItemOf(together: Passed[], levels: Level[], now: number): INodeExecutionData {
	const gatedOutputs = together.map(({ gatedOutput }) => gatedOutput);
	return {
		json: digestJson(gatedOutputs, levels, now) as IDataObject,
		pairedItem: together.map(({ item }) => ({ item })),
	};
}

function itemOf(
	gatedOutput: LinkedOutput,
	item: number,
	levels: Level[],
	now: number,
): INodeExecutionData {
	return { json: outputJson(gatedOutput, levels, now) as IDataObject, pairedItem: { item } };
}

interface Failure {
	/** Index of the item. */
	item: number;
	error: unknown;
}

/** @throws the first of them, where the node is to stop. */
function withFailures(node: IExecuteFunctions, outputs: Outputs, failures: Failure[]): Outputs {
	for (const { item, error } of failures.toSorted((one, other) => one.item - other.item)) {
		outputs[0].push(failedItem(node, error, item));
	}
	return outputs;
}

function comingOf(node: IExecuteFunctions, json: IDataObject, item: number, now: number) {
	const { expects, ...policy } = policyFor(node, item);
	if (!expects) throw new Error('Expect Event has a period');
	return comingFrom(json, {
		conversationKey: conversationKeyFor(node, item),
		name: String(node.getNodeParameter('expectedName', item, '') ?? '').trim(),
		policy: { ...policy, expects },
		moreLinks: moreLinksFor(node, item),
		now,
	});
}

function readArrivals(node: IExecuteFunctions, now: number) {
	const arrivals: Array<{ arrival: Incoming; item: number }> = [];
	const failures: Failure[] = [];
	const isExpecting = node.getNodeParameter('operation', 0) === 'expect';
	node.getInputData().forEach(({ json }, item) => {
		try {
			if (isExpecting) {
				arrivals.push({ arrival: comingOf(node, json, item, now), item });
				return;
			}
			const arrival = arrivalFrom(json, {
				conversationKey: () => conversationKeyFor(node, item),
				policy: () => policyFor(node, item),
				moreLinks: () => moreLinksFor(node, item),
				isReply: isReplyByOption(node, item),
				now,
			});
			if (arrival) arrivals.push({ arrival, item });
		} catch (error) {
			failures.push({ item, error });
		}
	});
	return { arrivals, failures };
}
