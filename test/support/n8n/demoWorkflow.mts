import { randomUUID } from 'node:crypto';

import type { WorkflowDefinition } from './n8nApi.mts';

export const PACKAGE = 'n8n-nodes-until-replied';

export interface MainWorkflowOptions {
	name?: string;
	/** Names the webhook: the trigger's URL is `/webhook/<webhookId>/events`. */
	webhookId?: string;
	/** Ids. `store`: of the Postgres store; without it, the embedded one. `changes`: of who hears what people do. */
	credentials: {
		event?: string;
		group: string;
		manager?: string;
		store?: string;
		changes?: string;
	};
	trigger?: Record<string, unknown>;
	policy?: Record<string, unknown>;
	/** Posts there by n8n's HTTP Request node instead, which keeps to no limits of a robot. */
	plainUrls?: { group: string; manager: string };
	/** Settings of the robot nodes. */
	robots?: Record<string, unknown>;
	/** Seconds, less than 65, for which n8n's Wait node holds each event before it is tracked. */
	waitFor?: number;
}

interface Robot {
	name: string;
	/** The node, without the name of the package. */
	node: string;
	credentialType: string;
	/** Id of the credential. */
	credential: string;
}

function robotNode({ name, node, credentialType, credential }: Robot) {
	return {
		type: `${PACKAGE}.${node}`,
		typeVersion: 1,
		parameters: {},
		credentials: { [credentialType]: { id: credential, name } },
	};
}

function plainRequest(url: string) {
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ { msgtype: "text", text: { content: $json.text } } }}',
		},
	};
}

function waitNode(seconds: number) {
	return {
		id: randomUUID(),
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		position: position(0, 2),
		parameters: { amount: seconds, unit: 'seconds' },
	};
}

const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

const position = (column: number, row: number) => [column * 260, row * 180];

/** The workflow that the package exists for, as a user draws it. */
export function mainWorkflow(
	options: MainWorkflowOptions,
): WorkflowDefinition & { webhookId: string } {
	const { credentials, webhookId = randomUUID(), plainUrls, waitFor, robots } = options;
	const { group, manager = group } = credentials;
	const inStore = (parameters: Record<string, unknown> = {}) =>
		credentials.store
			? { ...parameters, options: { ...(parameters.options as object), store: 'postgres' } }
			: parameters;
	const storeCredentials = credentials.store
		? { postgresStoreApi: { id: credentials.store, name: 'Postgres' } }
		: {};
	const placed = (name: string, row: number, node: object) => ({
		id: randomUUID(),
		name,
		position: position(2, row),
		...node,
	});
	const weCom = (name: string, row: number, credential: string, plainUrl?: string) => {
		const robot = { name, node: 'weComRobot', credentialType: 'weComRobotApi', credential };
		return placed(
			name,
			row,
			plainUrl ? plainRequest(plainUrl) : { ...robotNode(robot), ...robots },
		);
	};
	return {
		webhookId,
		name: options.name ?? 'Unreplied chats',
		nodes: [
			{
				id: randomUUID(),
				name: 'Service Event Trigger',
				type: `${PACKAGE}.serviceEventTrigger`,
				typeVersion: 1.1,
				position: position(0, 1),
				webhookId,
				parameters: inStore({ source: 'twtChat', ...options.trigger }),
				credentials: {
					...storeCredentials,
					...(credentials.event
						? { serviceEventWebhookApi: { id: credentials.event, name: 'TWT Chat AppSecret' } }
						: {}),
				},
			},
			{
				id: randomUUID(),
				name: 'Repeat Until Replied',
				type: `${PACKAGE}.untilReplied`,
				typeVersion: 1,
				// Its four outputs make it higher; so it is in line with the trigger.
				position: [260, 148],
				parameters: inStore(options.policy),
				credentials: storeCredentials,
			},
			...(waitFor === undefined ? [] : [waitNode(waitFor)]),
			weCom('Service group', 0, group, plainUrls?.group),
			weCom('Service group: handled', 1, group, plainUrls?.group),
			weCom('Manager group', 2, manager, plainUrls?.manager),
			...(credentials.changes ? [weCom('Who is on it', 3, credentials.changes)] : []),
		],
		connections: {
			'Service Event Trigger': to(waitFor === undefined ? 'Repeat Until Replied' : 'Wait'),
			...(waitFor === undefined ? {} : { Wait: to('Repeat Until Replied') }),
			'Repeat Until Replied': {
				main: [
					[{ node: 'Service group', type: 'main', index: 0 }],
					[{ node: 'Service group: handled', type: 'main', index: 0 }],
					[{ node: 'Manager group', type: 'main', index: 0 }],
					// Whoever hears that nobody replied hears too that a reminder could not be sent.
					[{ node: 'Manager group', type: 'main', index: 0 }],
					...(credentials.changes ? [[{ node: 'Who is on it', type: 'main', index: 0 }]] : []),
				],
			},
		},
	};
}

/** A workflow that uses an operation of Repeat Until Replied for whoever posts to its webhook, and answers with the result. */
export function operationWorkflow(
	name: string,
	webhookId: string,
	parameters: Record<string, unknown>,
): WorkflowDefinition {
	return {
		name,
		nodes: [
			{
				id: randomUUID(),
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: position(0, 0),
				webhookId,
				parameters: { path: webhookId, httpMethod: 'POST', responseMode: 'lastNode' },
			},
			{
				id: randomUUID(),
				name,
				type: `${PACKAGE}.untilReplied`,
				typeVersion: 1,
				position: position(1, 0),
				parameters,
			},
		],
		connections: { Webhook: to(name) },
	};
}

/** A workflow by which somebody else says that a conversation was answered. */
export function markRepliedWorkflow(webhookId: string): WorkflowDefinition {
	return operationWorkflow('Mark as Replied', webhookId, {
		operation: 'markReplied',
		conversationKey: '={{ $json.body.conversationKey }}',
		actor: '={{ $json.body.actor }}',
	});
}
