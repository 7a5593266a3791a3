import { TriggerContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type ITriggerFunctions,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { ChatAnswerTrigger } from '../../../nodes/ChatAnswerTrigger/ChatAnswerTrigger.node.ts';
import { additionalDataOf, type RobotRun } from './robotNode.mts';
import { unknownParameters } from './unknownParameters.mts';

// n8n would print what a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

export interface ChatTriggerOptions {
	credentials: RobotRun['credentials'];
	parameters?: INodeParameters;
	/** `manual` while the editor listens. */
	mode?: 'manual' | 'trigger';
	activation?: WorkflowActivateMode;
	/** Another node has another. */
	nodeId?: string;
	timezone?: string;
}

/** A Chat Answer Trigger of a workflow that is published, with all that n8n hears of it. */
export interface RunningChatTrigger {
	/** The items that it put out, in order. */
	emitted: IDataObject[];
	/** Executions that n8n keeps as failed. */
	failed: Error[];
	logged: Array<{ level: string; message: string }>;
	close(): Promise<void>;
}

/** Activates it as n8n does, with n8n's own HTTP helpers: only the decryption of credentials is done here. */
export async function activateChatTrigger({
	credentials,
	parameters = {},
	mode = 'trigger',
	activation = mode === 'manual' ? 'manual' : 'activate',
	nodeId = 'chatAnswerTrigger',
	timezone = 'UTC',
}: ChatTriggerOptions): Promise<RunningChatTrigger> {
	const type = new ChatAnswerTrigger();
	const unknown = unknownParameters(type.description.properties, parameters);
	// n8n would ignore them without a word, and the test would be of something else.
	if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}`);
	const node: INode = {
		id: nodeId,
		name: type.description.displayName,
		type: 'chatAnswerTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		credentials: Object.fromEntries(
			Object.keys(credentials).map((name) => [name, { id: name, name }]),
		),
	};
	const workflow = new Workflow({
		id: 'answers',
		name: 'Answers',
		active: true,
		nodes: [node],
		connections: {},
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
		settings: { timezone },
	});
	const running: Pick<RunningChatTrigger, 'emitted' | 'failed' | 'logged'> = {
		emitted: [],
		failed: [],
		logged: [],
	};
	const context = new TriggerContext(
		workflow,
		workflow.getNode(node.name)!,
		additionalDataOf({ credentials }),
		mode,
		activation,
		(data) => void running.emitted.push(...data[0].map(({ json }) => json)),
		() => undefined,
		(error) => void running.failed.push(error),
	);
	const watched = Object.create(context, {
		logger: {
			value: Object.fromEntries(
				['debug', 'info', 'warn', 'error'].map((level) => [
					level,
					(message: string) => void running.logged.push({ level, message }),
				]),
			),
		},
	}) as ITriggerFunctions;
	const response = await type.trigger.call(watched);
	return { ...running, close: async () => await response.closeFunction?.() };
}
