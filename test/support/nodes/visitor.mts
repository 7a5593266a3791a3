import { WebhookContext } from 'n8n-core';
import { Workflow, type INode, type INodeType, type INodeTypes } from 'n8n-workflow';

// n8n would print what a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

export interface PageRequest {
	method?: string;
	headers?: Record<string, unknown>;
	query?: Record<string, unknown>;
	/** As n8n has parsed it. */
	body?: unknown;
}

export interface PageResponse {
	status: number;
	/** By lower-case name. */
	headers: Record<string, string>;
	html: string;
}

/** Somebody who opens the pages of a node: through n8n-core's own WebhookContext; only the HTTP server is stood in for. */
export class Visitor {
	/** What the node has written into n8n's log. */
	readonly logged: string[] = [];

	private readonly nodeType: INodeType;

	private readonly workflow: Workflow;

	private readonly node: INode;

	/** @param nodeId of the node in the workflow whose pages these are; its name too. */
	constructor(nodeType: INodeType, workflowId: string, nodeId: string) {
		this.nodeType = nodeType;
		this.node = {
			id: nodeId,
			name: nodeId,
			type: 'n8n-nodes-until-replied.untilReplied',
			typeVersion: 1,
			position: [0, 0],
			parameters: {},
		};
		this.workflow = new Workflow({
			id: workflowId,
			nodes: [this.node],
			connections: {},
			active: true,
			nodeTypes: { getByNameAndVersion: () => nodeType } as unknown as INodeTypes,
			settings: { timezone: 'Asia/Shanghai' },
		});
	}

	async open(request: PageRequest): Promise<PageResponse> {
		const answer: PageResponse = { status: 200, headers: {}, html: '' };
		const response = {
			status(status: number) {
				answer.status = status;
				return response;
			},
			setHeader(name: string, value: string) {
				answer.headers[name.toLowerCase()] = value;
				return response;
			},
			end(body: string | undefined) {
				answer.html = body ?? '';
				return response;
			},
		};
		const { method = 'GET', headers = {}, query = {}, body = {} } = request;
		const accepted = String(headers['accept-language'] ?? '');
		const httpRequest = {
			method,
			headers,
			query,
			body,
			params: {},
			protocol: 'https',
			// As Express has it, for one language in the header.
			acceptsLanguages: (offered: string[]) =>
				offered.find((language) => accepted.startsWith(language)) ??
				(accepted === '' ? offered[0] : false),
		};
		const additionalData = { httpRequest, httpResponse: response };
		const [webhookDescription] = this.nodeType.description.webhooks!;
		const context = new WebhookContext(
			this.workflow,
			this.node,
			additionalData as never,
			'webhook',
			{ webhookDescription, httpMethod: method, isTest: false } as never,
			[],
			null,
		);
		const log = (message: string) => void this.logged.push(message);
		const logger = { debug: log, info: log, warn: log, error: log };
		Object.defineProperty(context, 'logger', { value: logger });
		await this.nodeType.webhook!.call(context);
		return answer;
	}
}
