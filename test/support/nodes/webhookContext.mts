import { randomUUID } from 'node:crypto';

import type { WebhookContext } from 'n8n-core';
import type {
	INode,
	INodeType,
	INodeTypes,
	IWebhookFunctions,
	IWorkflowSettings,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';

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

/** A Service Event Trigger on a canvas. */
export function triggerNode(parameters: Record<string, unknown>, hasCredential: boolean): INode {
	return {
		id: randomUUID(),
		name: 'Service Event Trigger',
		type: 'n8n-nodes-until-replied.serviceEventTrigger',
		typeVersion: 1.1,
		position: [0, 0],
		webhookId: randomUUID(),
		parameters: parameters as INode['parameters'],
		...(hasCredential
			? { credentials: { serviceEventWebhookApi: { id: randomUUID(), name: 'Secret' } } }
			: {}),
	};
}

export interface CalledNode {
	nodeType: INodeType;
	node: INode;
	workflowId: string;
	/** Of the workflow. */
	settings?: IWorkflowSettings;
	mode: WorkflowExecuteMode;
	/** What n8n does to decrypt the credential. */
	readCredential(): Record<string, unknown> | undefined;
	/** What the node writes into n8n's log; nobody looks at it unless given. */
	log?(level: 'error' | 'warn', message: string): void;
}

/** What is needed of n8n's packages: Jest imports them, and they can only be required where there is no Jest. */
export interface N8nClasses {
	WebhookContext: typeof WebhookContext;
	Workflow: typeof Workflow;
}

/** What n8n-core makes of a request for the webhook of a node. */
export function webhookContext(
	n8n: N8nClasses,
	{ nodeType, node, workflowId, settings, mode, readCredential, log }: CalledNode,
	request: TriggerRequest,
	response: object,
): IWebhookFunctions {
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
			httpRequest.rawBody = Buffer.isBuffer(body) ? body : Buffer.from(body);
		},
	};
	const nodeTypes = { getByNameAndVersion: () => nodeType } as unknown as INodeTypes;
	const workflow = new n8n.Workflow({
		id: workflowId,
		nodes: [node],
		connections: {},
		active: true,
		settings,
		nodeTypes,
	});
	const additionalData = {
		httpRequest,
		httpResponse: response,
		credentialsHelper: {
			isCredentialUsableByNode: () => true,
			getDecrypted: async () => readCredential(),
		},
	};
	const [webhookDescription] = nodeType.description.webhooks!;
	const context = new n8n.WebhookContext(
		workflow,
		node,
		additionalData as never,
		mode,
		{ webhookDescription, httpMethod: method, isTest: mode === 'manual' } as never,
		[],
		null,
	);
	if (!log) return context;
	const logger = {
		error: (message: string) => log('error', message),
		warn: (message: string) => log('warn', message),
	};
	return new Proxy(context, {
		get: (target, name) => (name === 'logger' ? logger : Reflect.get(target, name)),
	});
}
