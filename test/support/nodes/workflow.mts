import {
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	NodeExecuteFunctions,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	NodeOperationError,
	Workflow,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { credentialsHelperOf, type RobotRun } from './robotNode.mts';

import { unknownParameters } from './unknownParameters.mts';

// n8n would print every error that a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

/** A node of a workflow under test. Names are node ids too. */
export interface TestNode {
	name: string;
	type: INodeType;
	parameters?: INodeParameters;
	settings?: Partial<Pick<INode, 'onError' | 'retryOnFail' | 'maxTries' | 'waitBetweenTries'>>;
	/** Decrypted, by the name of their type, which all nodes of a workflow share. */
	credentials?: RobotRun['credentials'];
}

/** `[from, output, to]`. */
export type Wire = [from: string, output: number, to: string];

/** What `trigger` of a node started, as n8n's own activation does. */
export interface ActiveTrigger {
	/** The executions that it has emitted, in order; each resolves when it has ended. */
	runs: Array<Promise<IRun>>;
	close(): Promise<void>;
}

/**
 * Runs workflows with n8n's own engine (n8n-core), in this process: what n8n
 * itself does around it (database, queue, web server) is left out.
 */
export class TestWorkflow {
	readonly workflow: Workflow;

	/** Warnings of activated nodes in n8n's log. */
	readonly warned: string[] = [];

	/** What n8n does when an execution has ended: it saves it. */
	whenEnded: () => Promise<void> = async () => undefined;

	/** In place of an execution that a trigger wants, as when n8n's own database is away. */
	rejectsWith: Error | undefined;

	private readonly credentials: NonNullable<TestNode['credentials']>;

	constructor(nodes: TestNode[], wires: Wire[], id = 'workflow') {
		for (const { name, type, parameters = {} } of nodes) {
			const unknown = unknownParameters(type.description.properties, parameters);
			// n8n would ignore them without a word, and the test would be of something else.
			if (unknown.length > 0) throw new Error(`"${name}" has no ${unknown.join(', ')}`);
		}
		this.credentials = Object.assign({}, ...nodes.map(({ credentials }) => credentials));
		this.workflow = new Workflow({
			id,
			name: 'Under test',
			active: true,
			nodes: nodes.map(({ name, parameters, settings, credentials = {} }, index) => ({
				id: name,
				name,
				type: name,
				typeVersion: 1,
				// n8n takes branches from top to bottom.
				position: [0, index * 100],
				parameters: parameters ?? {},
				credentials: Object.fromEntries(
					Object.keys(credentials).map((type) => [type, { id: type, name: type }]),
				),
				...settings,
			})),
			connections: connectionsOf(wires),
			nodeTypes: nodeTypesOf(nodes),
			settings: { executionOrder: 'v1' },
		});
	}

	/** An execution that begins at `start` with these items. */
	async run(
		start: string,
		items: IDataObject[],
		mode: WorkflowExecuteMode,
		executionId?: string,
	): Promise<IRun> {
		const data = [items.map((json): INodeExecutionData => ({ json }))];
		return await this.runWith(start, data, mode, executionId);
	}

	/** Which engine the workflow is set to run on; n8n asks when it begins an execution. */
	set engineType(engineType: 'v1' | 'v2') {
		this.workflow.settings = { ...this.workflow.settings, engineType } as IWorkflowSettings;
	}

	/** Activates one node: calls its `trigger` as n8n does when a workflow is published. */
	async activate(name: string): Promise<ActiveTrigger> {
		const node = this.nodeOf(name);
		const runs: Array<Promise<IRun>> = [];
		const functions = NodeExecuteFunctions.getExecuteTriggerFunctions(
			this.workflow,
			node,
			additionalData(this.workflow, 'trigger'),
			'trigger',
			'activate',
		);
		const { logger } = functions;
		const warn = (message: string) => void this.warned.push(message);
		const watched = Object.create(functions, {
			logger: {
				value: new Proxy(logger, {
					get: (of, level, on) => (level === 'warn' ? warn : Reflect.get(of, level, on)),
				}),
			},
		}) as typeof functions;
		functions.emit = (data, _response, done) => {
			if (done && (this.workflow.settings as { engineType?: string }).engineType === 'v2') {
				// n8n 2.41, `EngineV2ActiveTriggers`.
				const message =
					'Engine 2.0 cannot run a trigger that waits for its execution to finish yet. Set the node to hand off without waiting.';
				done.reject(new Error(message));
				return;
			}
			if (this.rejectsWith) {
				done?.reject(this.rejectsWith);
				return;
			}
			const run = this.runWith(name, data, 'trigger');
			runs.push(run);
			run.then(
				(result) => done?.resolve(result),
				(error) => done?.reject(error),
			);
		};
		const type = this.workflow.nodeTypes.getByNameAndVersion(node.type);
		const response = await type.trigger!.call(watched);
		return { runs, close: async () => await response?.closeFunction?.() };
	}

	private async runWith(
		start: string,
		data: INodeExecutionData[][],
		mode: WorkflowExecuteMode,
		executionId?: string,
	): Promise<IRun> {
		const node = this.nodeOf(start);
		const execution = createRunExecutionData({
			executionData: { nodeExecutionStack: [{ node, data: { main: data }, source: null }] },
		});
		const additional = {
			...additionalData(this.workflow, mode, executionId),
			credentialsHelper: credentialsHelperOf(this.credentials),
		} as IWorkflowExecuteAdditionalData;
		additional.hooks?.addHandler('workflowExecuteAfter', this.whenEnded);
		const engine = new WorkflowExecute(additional, mode, execution);
		return await engine.processRunExecutionData(this.workflow);
	}

	private nodeOf(name: string): INode {
		const node = this.workflow.getNode(name);
		if (!node) throw new Error(`No node "${name}"`);
		return node;
	}
}

/** What a node of a finished run put out: one list of items for each output. */
export function outputsOf(run: IRun, node: string): IDataObject[][] {
	const main = run.data.resultData.runData[node]?.at(-1)?.data?.main ?? [];
	return main.map((items) => (items ?? []).map(({ json }) => json));
}

/** Any node type that starts a workflow by hand. */
export function manualTrigger(): INodeType {
	return nodeType('Manual Trigger', [], async function () {
		return [this.getInputData()];
	});
}

/** Stands for a robot node: remembers what it was given, and fails at the items that it is told to. */
export class RecordingNode {
	readonly received: IDataObject[] = [];

	/** Decides whether an item fails; returns the reason. */
	failing: (json: IDataObject) => string | undefined = () => undefined;

	readonly type: INodeType;

	constructor() {
		const { received } = this;
		const reasonFor = (json: IDataObject) => this.failing(json);
		this.type = nodeType('Recorder', ['main'], async function () {
			return [
				this.getInputData().map((item, itemIndex) => {
					const reason = reasonFor(item.json);
					if (reason !== undefined) {
						const error = new NodeOperationError(this.getNode(), reason, { itemIndex });
						if (!this.continueOnFail()) throw error;
						return { json: { error: reason }, error, pairedItem: itemIndex };
					}
					received.push(item.json);
					return { ...item, pairedItem: itemIndex };
				}),
			];
		});
	}
}

/** A node type for tests, with one output. */
export function nodeType(
	displayName: string,
	inputs: INodeType['description']['inputs'],
	execute: INodeType['execute'],
): INodeType {
	return {
		description: {
			displayName,
			name: displayName,
			group: [],
			version: 1,
			description: '',
			defaults: {},
			inputs,
			outputs: ['main'],
			properties: [],
		},
		execute,
	};
}

function nodeTypesOf(nodes: TestNode[]): INodeTypes {
	const types = new Map(nodes.map(({ name, type }) => [name, type]));
	const typeOf = (name: string): INodeType => {
		const type = types.get(name);
		if (!type) throw new Error(`No node type "${name}"`);
		return type;
	};
	return {
		getByName: typeOf,
		getByNameAndVersion: typeOf,
		getKnownTypes: () => ({}),
	};
}

function connectionsOf(wires: Wire[]): IConnections {
	const connections: IConnections = {};
	for (const [from, output, to] of wires) {
		const main = (connections[from] ??= { main: [] }).main;
		while (main.length <= output) main.push([]);
		main[output]!.push({ node: to, type: 'main', index: 0 });
	}
	return connections;
}

function additionalData(
	workflow: Workflow,
	mode: WorkflowExecuteMode,
	executionId = '1',
): IWorkflowExecuteAdditionalData {
	const workflowData = {
		id: workflow.id,
		name: 'Under test',
		active: true,
		isArchived: false,
		activeVersionId: null,
		createdAt: new Date(),
		updatedAt: new Date(),
		nodes: Object.values(workflow.nodes),
		connections: workflow.connectionsBySourceNode,
	};
	// Only what the engine asks for when no node has credentials, sub-workflows or a user interface.
	return {
		hooks: new ExecutionLifecycleHooks(mode, executionId, workflowData),
		externalSecretsProxy: new ExternalSecretsProxy(),
		currentNodeExecutionIndex: 0,
		executionId,
		restApiUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: 'http://127.0.0.1/',
		webhookTestBaseUrl: 'http://127.0.0.1/',
		formWaitingBaseUrl: 'http://127.0.0.1/',
		instanceBaseUrl: 'http://127.0.0.1/',
		variables: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}
