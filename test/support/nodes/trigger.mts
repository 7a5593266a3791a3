import { randomUUID } from 'node:crypto';

import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeType,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { scopeOf } from '../../../src/nodeScope.ts';
import type { ServiceEvent } from '../../../src/events/serviceEvent.ts';
import { getRuntime } from '../../../src/runtime/getRuntime.ts';
import { triggerNode, webhookContext, type TriggerRequest } from './webhookContext.mts';

export type { TriggerRequest };

// n8n would print what a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

export interface TriggerOptions {
	parameters?: Record<string, unknown>;
	/** The decrypted credential; none when the node has none. */
	credential?: Record<string, unknown>;
	/** `manual` while the editor listens for a test event. */
	mode?: WorkflowExecuteMode;
	/** Of the workflow. */
	settings?: IWorkflowSettings;
}

export interface TriggerResponse {
	status: number;
	/** By lower-case name. */
	headers: Record<string, string>;
	body: any;
	/** The items that the editor shows, for a test event. */
	items?: ServiceEvent[];
}

/**
 * A Service Event Trigger that answers requests as in n8n: its parameters,
 * credentials and request go through n8n-core's own WebhookContext. Only the
 * HTTP server and the decryption of credentials are stood in for.
 */
export class TestTrigger {
	readonly workflowId = randomUUID();

	readonly node: INode;

	/** How often the node had its credential decrypted. */
	credentialReads = 0;

	credential: Record<string, unknown> | undefined;

	/** What the node wrote into n8n's log. */
	readonly logged: Array<{ level: 'error' | 'warn'; message: string }> = [];

	private readonly nodeType: INodeType;

	private readonly mode: WorkflowExecuteMode;

	private readonly settings: IWorkflowSettings;

	constructor(nodeType: INodeType, options: TriggerOptions = {}) {
		this.nodeType = nodeType;
		this.credential = options.credential;
		this.mode = options.mode ?? 'webhook';
		this.settings = options.settings ?? {};
		this.node = triggerNode(options.parameters ?? {}, options.credential !== undefined);
	}

	/** Sends one request and returns what the sender gets. */
	async send(request: TriggerRequest): Promise<TriggerResponse> {
		const answer: TriggerResponse = { status: 200, headers: {}, body: undefined };
		const response = {
			status(status: number) {
				answer.status = status;
				return response;
			},
			setHeader(name: string, value: string) {
				answer.headers[name.toLowerCase()] = value;
				return response;
			},
			type: (contentType: string) => response.setHeader('content-type', contentType),
			json(body: unknown) {
				answer.body = JSON.parse(JSON.stringify(body));
				return response;
			},
			send(body: unknown) {
				answer.body = body;
				return response;
			},
		};
		const context = webhookContext(
			{ WebhookContext, Workflow },
			{
				nodeType: this.nodeType,
				node: this.node,
				workflowId: this.workflowId,
				settings: this.settings,
				mode: this.mode,
				readCredential: () => {
					this.credentialReads += 1;
					return this.credential;
				},
				log: (level, message) => void this.logged.push({ level, message }),
			},
			request,
			response,
		);
		const result = await this.nodeType.webhook!.call(context);
		if (!result.noWebhookResponse) answer.body = result.webhookResponse;
		answer.items = result.workflowData?.[0].map(({ json }) => json as unknown as ServiceEvent);
		return answer;
	}

	/** What n8n does when the workflow is published. @throws when the node cannot be. */
	async publish(): Promise<void> {
		const trigger = {
			getMode: () => 'trigger',
			getNode: () => this.node,
			getWorkflow: () => ({ id: this.workflowId }),
			getWorkflowSettings: () => this.settings,
			getChildNodes: () => [],
			getNodeParameter: (name: string, fallback: unknown) => this.node.parameters[name] ?? fallback,
			logger: console,
		};
		const { closeFunction } = (await this.nodeType.trigger!.call(trigger as never)) ?? {};
		await closeFunction?.();
	}

	/** The events that wait for their execution. Taken out of the inbox. */
	async stored(): Promise<ServiceEvent[]> {
		const { inbox } = await getRuntime();
		const jobSource = inbox.jobSourceOf(scopeOf(this.workflowId, this.node.id));
		const stored: ServiceEvent[] = [];
		for (;;) {
			const { jobs } = await jobSource.poll(1_000);
			if (jobs.length === 0) return stored;
			stored.push(...jobs.map(({ json }) => json as unknown as ServiceEvent));
			await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'sent' })));
		}
	}
}
