import { randomUUID } from 'node:crypto';

import { PACKAGE } from './demoWorkflow.mts';
import type { WorkflowDefinition } from './n8nApi.mts';

/** The name of its only node. */
export const CHAT_ANSWER_TRIGGER = 'Chat Answer Trigger';

/** A workflow of the Chat Answer Trigger alone, for Slack. @param credential its id. */
export function chatAnswerWorkflow(
	credential: string,
	options: Record<string, unknown> = {},
): WorkflowDefinition {
	return {
		name: 'Answers',
		nodes: [
			{
				id: randomUUID(),
				name: CHAT_ANSWER_TRIGGER,
				type: `${PACKAGE}.chatAnswerTrigger`,
				typeVersion: 1,
				position: [0, 0],
				parameters: { platform: 'slack', options },
				credentials: { slackAppApi: { id: credential, name: 'Slack app' } },
			},
		],
		connections: {},
	};
}
