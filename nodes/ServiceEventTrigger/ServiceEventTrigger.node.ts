import {
	NodeConnectionTypes,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestMethods,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerFunctions,
	type ITriggerResponse,
	type IWebhookDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { GATHER_EVENTS_FOR } from '../../src/dispatch/pace';
import { scopeOf } from '../../src/nodeScope';
import { visitorOf } from '../../src/escalation/about';
import type { ServiceEvent } from '../../src/events/serviceEvent';
import type { Runtime } from '../../src/runtime/runtime';
import { refuseEngine2 } from '../shared/engine2';
import { labelExecution } from '../shared/executionLabels';
import { deliveryOutcomes } from '../shared/executionOutcome';
import { startClock } from '../shared/startClock';
import { toActivationError } from '../shared/nodeErrors';
import { postgresStoreApiTest, runtimeOfClock, storedInPostgres } from '../shared/store';
import { serviceEventWebhookApiTest } from './credentialTest';
import {
	allowedAddressesOf,
	authenticationOf,
	customSignatureOf,
	possibleSources,
} from './parameters';
import { properties, subtitle } from './properties';
import { receive } from './receive';
import { refuseDisabledRepeat } from './refuseDisabledRepeat';
import { previewSample, searchSample } from './sampleBody';
import { showPreview } from './showPreview';
import { isUntaken } from './testRequest';

/**
 * DCE 5.0 may send by any of these but HEAD, by which Intercom, say, asks whether
 * the URL is there; the panel shows one URL. Which of them a source uses,
 * `receive` knows.
 */
const METHODS: IHttpRequestMethods[] = ['POST', 'GET', 'PUT', 'PATCH', 'DELETE', 'HEAD'];

const webhooks = METHODS.map<IWebhookDescription>((httpMethod) => ({
	name: 'default',
	httpMethod,
	responseMode: 'onReceived',
	path: 'events',
	ndvHideMethod: true,
	ndvHideUrl: httpMethod !== 'POST',
}));

export class ServiceEventTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Service Event Trigger',
		name: 'serviceEventTrigger',
		icon: {
			light: 'file:../../icons/serviceEvent.svg',
			dark: 'file:../../icons/serviceEvent.dark.svg',
		},
		group: ['trigger'],
		// Not 1: for version 1 n8n evaluates an expression on every request, and under the vm engine takes a V8 isolate for it.
		version: [1.1],
		subtitle,
		description:
			'Starts the workflow when a customer waits for a reply: messages, forms, tickets, issues, alerts',
		eventTriggerDescription:
			'Copy the Test URL, enter it in the source, and let the source send an event',
		activationMessage: 'Events from the source are now stored and start this workflow.',
		triggerPanel: {
			header: 'Copy the Test URL from "Webhook URLs", then listen',
			executionsHelp: {
				inactive:
					'<b>While you build the workflow</b>, copy the Test URL from "Webhook URLs", enter it in the source, press the button, and let the source send an event. The event, or the reason why it was refused, is shown here and not stored.<br /><br /><b>Once the workflow is published</b>, events sent to the production URL are stored first and then start it automatically. You find them in the list of executions.',
				active:
					'<b>To try something</b>, copy the Test URL from "Webhook URLs", enter it in the source, press the button, and let the source send an event. The event, or the reason why it was refused, is shown here and not stored.<br /><br /><b>The workflow is published</b>: events sent to the production URL are stored first and then start it automatically. You find them in the <a data-key="executions">list of executions</a>.',
			},
			activationHint:
				'When the workflow is ready, publish it and enter the production URL in the source.',
		},
		defaults: { name: 'Service Event Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'serviceEventWebhookApi',
				required: true,
				testedBy: 'serviceEventWebhookApiTest',
				displayOptions: { show: { authentication: ['signature', 'header', 'query'] } },
			},
			{
				name: 'postgresStoreApi',
				required: true,
				testedBy: 'postgresStoreApiTest',
				displayOptions: storedInPostgres,
			},
		],
		// Nothing here is an expression, see the version above.
		webhooks,
		properties,
	};

	methods = {
		credentialTest: { serviceEventWebhookApiTest, postgresStoreApiTest },
		listSearch: { searchSample },
		loadOptions: { previewSample },
	};

	// The URL is entered at the source by hand: there is nothing to register or to remove there.
	webhookMethods = {
		default: {
			checkExists: async () => true,
			create: async () => true,
			delete: async () => true,
		},
	};

	/** Answers the source. An accepted event is on the disk before the answer. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	/** While the workflow is active: starts executions with what the inbox holds. */
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		// Publishing fails where it is not clear who may send.
		possibleSources(this);
		allowedAddressesOf(this);
		if (authenticationOf(this).type === 'signature') customSignatureOf(this);
		// A test event reaches the editor by the webhook alone.
		if (this.getMode() === 'manual') return {};
		refuseEngine2(this);
		refuseDisabledRepeat(this);
		const scope = scopeOf(this.getWorkflow().id, this.getNode().id);
		const runtime = await runtimeOfClock(this, scope).catch((error) => {
			throw toActivationError(this.getNode(), error);
		});
		const jobSourceOf = ({ inbox }: Runtime) => inbox.jobSourceOf(scope);
		const pace = { gatherFor: GATHER_EVENTS_FOR };
		return startClock(this, runtime, scope, jobSourceOf, deliveryOutcomes, pace);
	}

	/** An execution that the inbox or a test event started. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (isUntaken(this)) return [[]];
		const { includeRaw = true } = this.getNodeParameter('options', 0, {}) as {
			includeRaw?: boolean;
		};
		labelEvents(this);
		showPreview(this);
		return [
			this.getInputData().map(({ json }, item) => {
				const { raw, ...event } = json;
				return {
					json: { ...event, ...(includeRaw ? { raw } : {}) } as IDataObject,
					pairedItem: { item },
				};
			}),
		];
	}
}

/** Whose events an execution has, for n8n's list of executions. */
function labelEvents(node: IExecuteFunctions): void {
	const events = node.getInputData().map(({ json }) => json as Partial<ServiceEvent>);
	labelExecution(node, {
		customer: events.map((event) => visitorOf(event)),
		conversation: events.map(({ conversation }) => conversation?.key),
		source: events.map(({ source }) => source),
		kind: events.map(({ kind }) => kind),
	});
}
