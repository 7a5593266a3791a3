import { ExecuteContext, ExternalSecretsProxy, CredentialTestContext } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialTestResult,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

// n8n would print every error that a test provokes.
process.env.N8N_LOG_LEVEL ??= 'silent';

export interface RobotRun {
	parameters?: INodeParameters;
	/** Decrypted, by the name of their type. */
	credentials: Record<string, { type: ICredentialType; data: ICredentialDataDecryptedObject }>;
	items: Array<IDataObject | INodeExecutionData>;
	continueOnFail?: boolean;
	/** `manual`, with the button in the editor, unless given. */
	mode?: WorkflowExecuteMode;
	executionId?: string;
	nodeId?: string;
	timezone?: string;
}

/**
 * Executes a node as n8n does, with n8n's own HTTP helpers: only the decryption
 * of credentials is done here. Returns the items of its one output.
 */
export async function runRobotNode(type: INodeType, run: RobotRun): Promise<INodeExecutionData[]> {
	const node: INode = {
		id: run.nodeId ?? 'robot',
		name: type.description.displayName,
		type: 'robot',
		typeVersion: 1,
		position: [0, 0],
		parameters: run.parameters ?? {},
		credentials: Object.fromEntries(
			Object.keys(run.credentials).map((name) => [name, { id: name, name }]),
		),
		...(run.continueOnFail ? { onError: 'continueRegularOutput' } : {}),
	};
	const workflow = new Workflow({
		id: 'workflow',
		name: 'Under test',
		active: false,
		nodes: [node],
		connections: {},
		nodeTypes: {
			getByName: () => type,
			getByNameAndVersion: () => type,
			getKnownTypes: () => ({}),
		},
		settings: { timezone: run.timezone ?? 'Asia/Shanghai' },
	});
	const items = run.items.map(
		(item): INodeExecutionData =>
			'json' in item ? (item as INodeExecutionData) : { json: item as IDataObject },
	);
	const data = { main: [items] };
	const executeData: IExecuteData = { node, data, source: null };
	const context = new ExecuteContext(
		workflow,
		workflow.getNode(node.name)!,
		additionalDataOf(run),
		run.mode ?? 'manual',
		createRunExecutionData(),
		0,
		items,
		data,
		executeData,
		[],
	);
	await workflow.expression.acquireIsolate();
	try {
		const output = await type.execute!.call(context);
		return (output as INodeExecutionData[][])[0];
	} finally {
		await workflow.expression.releaseIsolate();
	}
}

/** What the button "Test" of a credential says. */
export async function testRobotCredential(
	type: INodeType,
	name: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { testedBy } = type.description.credentials!.find((one) => one.name === name)!;
	const test = type.methods!.credentialTest![testedBy as string];
	const context = new CredentialTestContext(additionalDataOf({ credentials: {} }));
	return await test.call(context, { id: name, name, type: name, data });
}

/** n8n's way to the credentials of a run. */
export function credentialsHelperOf(credentials: RobotRun['credentials']): object {
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: async () => undefined,
		getDecrypted: async (_: unknown, __: unknown, name: string) => credentials[name].data,
		async authenticate(
			data: ICredentialDataDecryptedObject,
			name: string,
			request: IHttpRequestOptions,
		) {
			const { authenticate } = credentials[name].type;
			return typeof authenticate === 'function' ? await authenticate(data, request) : request;
		},
	};
}

/** What n8n gives to a node that runs. */
export function additionalDataOf({
	credentials,
	executionId = '1',
}: Pick<RobotRun, 'credentials' | 'executionId'>): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: credentialsHelperOf(credentials),
		currentNodeExecutionIndex: 0,
		executionId,
		restApiUrl: 'http://127.0.0.1/',
		instanceBaseUrl: 'http://127.0.0.1/',
		formWaitingBaseUrl: 'http://127.0.0.1/',
		webhookBaseUrl: 'http://127.0.0.1/',
		webhookWaitingBaseUrl: 'http://127.0.0.1/',
		webhookTestBaseUrl: 'http://127.0.0.1/',
		variables: {},
		externalSecretsProxy: new ExternalSecretsProxy(),
	} as unknown as IWorkflowExecuteAdditionalData;
}

/** The parameters of "Send Message" of a type. */
export function messageOf(messageType: string, part: INodeParameters = {}): INodeParameters {
	return { operation: 'sendMessage', messageType, ...part };
}

/** Everything that an error tells to whoever sees it. */
export function toldBy(error: Error): string {
	return JSON.stringify({ ...error, stack: error.stack, message: error.message });
}
