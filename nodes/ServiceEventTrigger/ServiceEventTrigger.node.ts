import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	ITriggerFunctions,
	ITriggerResponse,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { scopeOf } from '../../src/delivery/scope';
import { getRuntime } from '../../src/runtime';
import { deliveryOutcomes } from '../shared/executionOutcome';
import { startClock } from '../shared/startClock';
import { toNodeError } from '../shared/storeErrors';
import { serviceEventWebhookApiTest } from './credentialTest';
import { description } from './description';
import { receive } from './receive';

export class ServiceEventTrigger implements INodeType {
	description = description;

	methods = { credentialTest: { serviceEventWebhookApiTest } };

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
		// A test event reaches the editor by the webhook alone.
		if (this.getMode() === 'manual') return {};
		const runtime = await getRuntime().catch((error) => {
			throw toNodeError(this.getNode(), error);
		});
		const scope = scopeOf(this.getWorkflow().id, this.getNode().id);
		return startClock(this, runtime, scope, runtime.inbox.dutyOf(scope), deliveryOutcomes);
	}

	/** An execution that the inbox or a test event started. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { includeRaw = true } = this.getNodeParameter('options', 0, {}) as { includeRaw?: boolean };
		return [
			this.getInputData().map(({ json }, item) => {
				const { raw, ...event } = json;
				return { json: { ...event, ...(includeRaw ? { raw } : {}) } as IDataObject, pairedItem: { item } };
			}),
		];
	}
}
