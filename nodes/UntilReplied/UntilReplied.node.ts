import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';

import { scopeOf } from '../../src/delivery/scope';
import { getRuntime, type Runtime } from '../../src/runtime';
import { pushOutcomes } from '../shared/executionOutcome';
import { startClock } from '../shared/startClock';
import { toActivationError, toNodeError } from '../shared/nodeErrors';
import { takesOver } from '../shared/takeOver';
import { levelsFor, outputsExpression } from './levels';
import { pushesPerExecution } from './parameters';
import { properties } from './properties';
import { acknowledge, cancel, markReplied, snooze } from './operations/change';
import { get, getMany } from './operations/find';
import { passGate, previewEvents, trackEvents } from './operations/track';

const operations = {
	acknowledge,
	cancel,
	get,
	getMany,
	markReplied,
	snooze,
	track: async (node: IExecuteFunctions, runtime: Runtime) =>
		isStartedByClock(node) ? await passGate(node, runtime) : await trackEvents(node, runtime),
};
type Operation = keyof typeof operations;

export class UntilReplied implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Repeat Until Replied',
		name: 'untilReplied',
		icon: {
			light: 'file:../../icons/untilReplied.svg',
			dark: 'file:../../icons/untilReplied.dark.svg',
		},
		group: ['transform'],
		version: [1],
		subtitle:
			'={{ $parameter["operation"] !== "track" ? $parameter["operation"] : $parameter["maximumPushes"] > 0 ? "at most " + $parameter["maximumPushes"] + " pushes" : "until replied" }}',
		description: 'Push an unanswered message again and again until somebody replied',
		defaults: { name: 'Repeat Until Replied' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		usableAsTool: true,
		properties,
	};

	/** While the workflow is active: the clock that starts an execution of this node for everything that falls due. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		const isTracking = this.getNodeParameter('operation', 'track') === 'track';
		if (!isTracking || this.getMode() === 'manual') return {};
		const runtime = await getRuntime().catch((error) => {
			throw toActivationError(this.getNode(), error);
		});
		const scope = scopeOf(this.getWorkflow().id, this.getNode().id);
		return startClock(this, runtime, {
			kind: 'untilReplied',
			scope,
			duty: runtime.engine.dutyOf(scope, levelsFor(this)),
			outcomesOf: pushOutcomes,
			mostInOneExecution: pushesPerExecution(this),
		});
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0) as Operation;
		if (operation === 'track' && this.getMode() === 'manual') return previewEvents(this);
		try {
			return await operations[operation](this, await getRuntime());
		} catch (error) {
			throw toNodeError(this.getNode(), error);
		}
	}
}

/**
 * The clock's executions begin at this node; everything else has a node that
 * it came from. Whether what an item claims is true, the gate decides.
 */
function isStartedByClock(node: IExecuteFunctions): boolean {
	try {
		node.getInputSourceData();
		return false;
	} catch {
		return node.getInputData().every(({ json }) => typeof json.claim === 'string');
	}
}

takesOver('untilReplied', UntilReplied.prototype.trigger);
