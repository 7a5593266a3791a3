import { randomUUID } from 'node:crypto';

import type { WorkflowDefinition } from './n8nApi.mts';

/** Answers a POST of `conversationKey` with what the operation Get knows of it. */
export function getConversationWorkflow(path: string): WorkflowDefinition {
	return {
		name: 'Look up a conversation',
		nodes: [
			{
				id: randomUUID(),
				name: 'Webhook',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				webhookId: path,
				parameters: { path, httpMethod: 'POST', responseMode: 'lastNode' },
			},
			{
				id: randomUUID(),
				name: 'Get',
				type: 'n8n-nodes-until-replied.untilReplied',
				typeVersion: 1,
				position: [260, 0],
				parameters: { operation: 'get', conversationKey: '={{ $json.body.conversationKey }}' },
			},
		],
		connections: { Webhook: { main: [[{ node: 'Get', type: 'main', index: 0 }]] } },
	};
}
