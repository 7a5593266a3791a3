import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type IHookFunctions,
} from 'n8n-workflow';

import { scopeOf } from '../../src/nodeScope';
import { own } from '../../src/own';
import type { Runtime } from '../../src/runtime/runtime';
import { StoreError } from '../../src/store/store';
import { refuseEngine2 } from '../shared/engine2';
import { reminderOutcomes } from '../shared/executionOutcome';
import { startClock } from '../shared/startClock';
import { toActivationError, toNodeError } from '../shared/nodeErrors';
import { noteStored } from '../shared/notStored';
import { postgresStoreApiTest, runtimeOf, runtimeOfClock, storedInPostgres } from '../shared/store';
import { calendarHint } from './calendar/calendarHint';
import { loadCalendars } from './calendar/loadCalendars';
import { watchCalendar } from './calendar/watchCalendar';
import { hasChangesOutput } from './changesOutput';
import { levelsFor, outputsExpression } from './levels';
import { keepPageAddress, leavePageAddress, linkSettingsFor } from './links';
import { refuseRemindingAsTool } from './notAsTool';
import { remindersPerExecution } from './parameters';
import { watchRoster } from './onDuty/watchRoster';
import { watchMutes } from './watchMutes';
import { properties } from './properties';
import { isReminding } from './remindingOperations';
import { triggersBefore } from './triggersBefore';
import { acknowledge, cancel, markReplied, snooze } from './operations/change';
import { getBoardLink } from './operations/board';
import { get, getMany } from './operations/find';
import { forget } from './operations/forget';
import { getMutes, mute, unmute } from './operations/mute';
import { getMetricsLink } from './operations/metrics';
import { getStatistics } from './operations/statistics';
import { revokeLinks } from './operations/revokeLinks';
import { servePage } from './servePage';
import { subtitle } from './subtitle';
import { passGate, previewEvents, trackEvents, withoutStore } from './operations/track';

const operations = {
	acknowledge,
	cancel,
	forget,
	get,
	getBoardLink,
	getMany,
	getMetricsLink,
	getMutes,
	getStatistics,
	markReplied,
	mute,
	revokeLinks,
	snooze,
	unmute,
	track: takeOrPass,
	expect: takeOrPass,
};
type Operation = keyof typeof operations;

/** Events at the input, or what the clock handed out. */
async function takeOrPass(node: IExecuteFunctions, runtime: Runtime) {
	return isStartedByClock(node) ? await passGate(node, runtime) : await trackEvents(node, runtime);
}

/**
 * The pages that the links of reminders lead to. Only while the workflow is
 * published: otherwise n8n would take this node for a trigger, and wait for a
 * request when somebody runs the workflow by hand.
 */
const pageWebhooks = (['GET', 'HEAD', 'POST'] as const).map<IWebhookDescription>((method) => ({
	name: 'default',
	httpMethod: `={{ $workflow.active ? "${method}" : "" }}`,
	responseMode: 'onReceived',
	path: 'page',
	ndvHideUrl: true,
	ndvHideMethod: true,
}));

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
		subtitle,
		description:
			'Remind a group about an unanswered message, again and again, until someone replies',
		defaults: { name: 'Repeat Until Replied' },
		inputs: [NodeConnectionTypes.Main],
		outputs: outputsExpression,
		usableAsTool: true,
		webhooks: pageWebhooks,
		hints: [calendarHint],
		credentials: [
			{
				name: 'postgresStoreApi',
				required: true,
				testedBy: 'postgresStoreApiTest',
				displayOptions: storedInPostgres,
			},
		],
		properties,
	};

	methods = { credentialTest: { postgresStoreApiTest } };

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return await keepPageAddress(this);
			},
			create: async () => true,
			async delete(this: IHookFunctions): Promise<boolean> {
				return await leavePageAddress(this);
			},
		},
	};

	/** Somebody opened a link of a reminder. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await servePage(this);
	}

	/** While the workflow is active: the clock that starts an execution of this node for everything that falls due. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		if (!isReminding(this.getNodeParameter('operation', 'track')) || this.getMode() === 'manual')
			return {};
		refuseRemindingAsTool(this.getNode());
		refuseEngine2(this);
		// Publishing fails when they cannot be read.
		linkSettingsFor(this);
		const scope = scopeOf(this.getWorkflow().id, this.getNode().id);
		const runtime = await runtimeOfClock(this, scope).catch((error) => {
			throw toActivationError(this.getNode(), error);
		});
		const levels = levelsFor(this);
		const triggers = triggersBefore(this);
		const jobSourceOf = ({ engine }: Runtime) =>
			engine.jobSourceOf(scope, levels, triggers, hasChangesOutput(this));
		const most = remindersPerExecution(this);
		const stopWatching = await watchCalendar(this, runtime);
		const stopWatchingRoster = watchRoster(this, runtime);
		const stopWatchingMutes = watchMutes(this, runtime);
		const clock = startClock(this, runtime, scope, jobSourceOf, reminderOutcomes, {
			mostInOneExecution: most,
			countsAttempts: true,
		});
		return {
			async closeFunction() {
				stopWatching();
				stopWatchingRoster();
				stopWatchingMutes();
				await clock.closeFunction?.();
			},
		};
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const operation = this.getNodeParameter('operation', 0) as Operation;
		const reminds = isReminding(operation);
		if (reminds) refuseRemindingAsTool(this.getNode());
		try {
			if (reminds && this.getMode() === 'manual') return await previewEvents(this);
			const perform = own(operations, operation);
			if (!perform) {
				throw new NodeOperationError(
					this.getNode(),
					`The operation "${operation}" does not exist`,
					{
						description: 'Choose one under Operation.',
					},
				);
			}
			const runtime = await runtimeOf(this);
			await loadCalendars(this, runtime);
			return await perform(this, runtime);
		} catch (error) {
			const isOfStore = reminds && error instanceof StoreError;
			if (isOfStore && !isStartedByClock(this)) noteStored(this, false);
			if (isOfStore && this.continueOnFail()) {
				return withoutStore(this, error, isStartedByClock(this));
			}
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
