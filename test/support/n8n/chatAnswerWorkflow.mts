import { randomUUID } from 'node:crypto';

import { PACKAGE } from './demoWorkflow.mts';
import type { WorkflowDefinition } from './n8nApi.mts';

/** The name of its only node. */
export const CHAT_ANSWER_TRIGGER = 'Chat Answer Trigger';

/** What the trigger calls a platform, and the type of its credential. */
export interface ListenedPlatform {
	platform: string;
	credentialType: string;
}

const SLACK: ListenedPlatform = { platform: 'slack', credentialType: 'slackAppApi' };

/** A workflow of the Chat Answer Trigger alone. @param credential its id. */
export function chatAnswerWorkflow(
	credential: string,
	options: Record<string, unknown> = {},
	{ platform, credentialType }: ListenedPlatform = SLACK,
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
				parameters: { platform, options },
				credentials: { [credentialType]: { id: credential, name: 'App' } },
			},
		],
		connections: {},
	};
}
