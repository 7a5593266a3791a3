import { randomUUID } from 'node:crypto';

import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type INode,
	type INodeType,
	type INodeTypes,
	type IWebhookFunctions,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { scopeOf } from '../../src/delivery/scope.ts';
import type { ServiceEvent } from '../../src/events/serviceEvent.ts';
import { getRuntime } from '../../src/runtime.ts';

// n8n would print what a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

export interface TriggerOptions {
	parameters?: Record<string, unknown>;
	/** The decrypted credential; none when the node has none. */
	credential?: Record<string, unknown>;
	/** `manual` while the editor listens for a test event. */
	mode?: WorkflowExecuteMode;
}

export interface TriggerRequest {
	method?: string;
	headers?: Record<string, string>;
	query?: Record<string, unknown>;
	body?: string | Buffer;
	/** Peer address, as n8n resolves it behind its proxies. */
	ip?: string;
	/** What n8n's reader of the body throws, for example when the client went away. */
	readError?: Error;
}

export interface TriggerAnswer {
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

	constructor(nodeType: INodeType, options: TriggerOptions = {}) {
		this.nodeType = nodeType;
		this.credential = options.credential;
		this.mode = options.mode ?? 'webhook';
		this.node = {
			id: randomUUID(),
			name: 'Service Event Trigger',
			type: 'n8n-nodes-until-replied.serviceEventTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			webhookId: randomUUID(),
			parameters: (options.parameters ?? {}) as INode['parameters'],
			...(options.credential
				? { credentials: { serviceEventWebhookApi: { id: randomUUID(), name: 'Secret' } } }
				: {}),
		};
	}

	/** Sends one request and returns what the sender gets. */
	async send(request: TriggerRequest): Promise<TriggerAnswer> {
		const answer: TriggerAnswer = { status: 200, headers: {}, body: undefined };
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
		const result = await this.nodeType.webhook!.call(this.context(request, response));
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
			getNodeParameter: (name: string, fallback: unknown) => this.node.parameters[name] ?? fallback,
			logger: console,
		};
		const { closeFunction } = (await this.nodeType.trigger!.call(trigger as never)) ?? {};
		await closeFunction?.();
	}

	/** The events that wait for their execution. Taken out of the inbox. */
	async stored(): Promise<ServiceEvent[]> {
		const { inbox } = await getRuntime();
		const duty = inbox.dutyOf(scopeOf(this.workflowId, this.node.id));
		const stored: ServiceEvent[] = [];
		for (;;) {
			const { items } = await duty.look(1_000);
			if (items.length === 0) return stored;
			stored.push(...items.map(({ json }) => json as unknown as ServiceEvent));
			await duty.settle(items.map(({ token }) => ({ token, result: 'sent' })));
		}
	}

	private context(request: TriggerRequest, response: object): IWebhookFunctions {
		const { headers = {}, query = {}, body = '', method = 'POST', ip = '127.0.0.1' } = request;
		const length = Buffer.byteLength(body);
		const sent: Record<string, string> = {
			...(length > 0 ? { 'content-length': String(length) } : {}),
			...headers,
		};
		const lowerCase = Object.entries(sent).map(([name, value]) => [name.toLowerCase(), value]);
		const httpRequest = {
			method,
			headers: Object.fromEntries(lowerCase),
			query,
			params: {},
			ip,
			ips: [],
			rawBody: undefined as Buffer | undefined,
			// What expressions see: n8n parses what says that it is JSON.
			body: sent['Content-Type'] === 'application/json' ? JSON.parse(String(body)) : {},
			async readRawBody() {
				if (request.readError) throw request.readError;
				httpRequest.rawBody = Buffer.from(body);
			},
		};
		const nodeTypes = { getByNameAndVersion: () => this.nodeType } as unknown as INodeTypes;
		const workflow = new Workflow({
			id: this.workflowId,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes,
		});
		const additionalData = {
			httpRequest,
			httpResponse: response,
			credentialsHelper: {
				isCredentialUsableByNode: () => true,
				getDecrypted: async () => {
					this.credentialReads += 1;
					return this.credential;
				},
			},
		};
		const [webhookDescription] = this.nodeType.description.webhooks!;
		const context = new WebhookContext(
			workflow,
			this.node,
			additionalData as never,
			this.mode,
			{ webhookDescription, httpMethod: method, isTest: this.mode === 'manual' } as never,
			[],
			null,
		);
		const log = (level: 'error' | 'warn') => (message: string) =>
			void this.logged.push({ level, message });
		const logger = { error: log('error'), warn: log('warn') };
		return new Proxy(context, {
			get: (target, name) => (name === 'logger' ? logger : Reflect.get(target, name)),
		});
	}
}
