import type {
	ICredentialDataDecryptedObject,
	ICredentialsDecrypted,
	ICredentialsDisplayOptions,
	ICredentialTestFunctions,
	IExecuteFunctions,
	IHookFunctions,
	INodeCredentialTestResult,
	INodeProperties,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { getRuntime, moveIn } from '../../src/runtime/getRuntime';
import type { Runtime } from '../../src/runtime/runtime';
import { openPostgresStore } from '../../src/store/postgres/store';
import {
	credentialNotGiven,
	postgresSettings,
	type PostgresSettings,
} from '../../src/store/postgres/connectionSettings';
import { ExplainedError } from '../../src/explainedError';
import { RecentMap } from '../../src/recentMap';
import { systemClock } from '../../src/time/clock';
import { MINUTE } from '../../src/time/duration';

/** Which store a node uses, the last of its options: the same for all nodes that share conversations. */
export const storeOption: INodeProperties = {
	displayName: 'Store',
	name: 'store',
	type: 'options',
	noDataExpression: true,
	default: 'embedded',
	options: [
		{
			name: 'Embedded',
			value: 'embedded',
			description: "A file in n8n's user folder. For n8n running as a single process.",
		},
		{
			name: 'Postgres',
			value: 'postgres',
			description: 'A database shared by several n8n processes. For queue mode.',
		},
	],
	description:
		'Where to keep events and waiting conversations. Choose the same store in every Service Event Trigger and Repeat Until Replied.',
};

/** When the node needs the credential of the database. */
export const storedInPostgres: ICredentialsDisplayOptions = {
	show: { '/options.store': ['postgres'] },
};

type NodeWithStore = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** The runtime on the store that the node has. @throws {StoreError} */
export async function runtimeOf(node: NodeWithStore): Promise<Runtime> {
	// It takes no expression, so that the parameter is its value.
	const { store } = (node.getNode().parameters.options ?? {}) as { store?: unknown };
	const settings = store === 'postgres' ? await settingsOf(node) : undefined;
	return await getRuntime(settings, (message) => node.logger.warn(message));
}

/** The same for the clock of a node, which takes over what the embedded store holds of it. @throws {StoreError} */
export async function runtimeOfClock(node: ITriggerFunctions, scope: string): Promise<Runtime> {
	const runtime = await runtimeOf(node);
	await moveIn(runtime, scope);
	return runtime;
}

/** For so long a changed credential may still be used as it was, and what is secret of it stays in memory. */
const known = new RecentMap<Promise<PostgresSettings>>({ keepFor: MINUTE, most: 1_000 });

/** Decrypting a credential makes n8n build a workflow: too much for every webhook. */
async function settingsOf(node: NodeWithStore): Promise<PostgresSettings> {
	const { id, credentials } = node.getNode();
	// Who may use a credential is for n8n to say, of each node.
	const key = [node.getWorkflow().id, id, credentials?.postgresStoreApi?.id].join(' ');
	const now = systemClock.now();
	const cached = known.get(key, now);
	if (cached) return await cached;
	const settings = node
		.getCredentials('postgresStoreApi')
		.then(postgresSettings, credentialNotGiven);
	known.set(key, settings, now);
	settings.catch(() => known.delete(key));
	return await settings;
}

/** Connects, and makes the schema where it is missing: what the first node would do. */
export async function postgresStoreApiTest(
	this: ICredentialTestFunctions,
	{ data = {} }: ICredentialsDecrypted<ICredentialDataDecryptedObject>,
): Promise<INodeCredentialTestResult> {
	try {
		const settings = postgresSettings(data);
		await (await openPostgresStore(settings)).close();
		return { status: 'OK', message: `The store is ready in schema "${settings.schema}"` };
	} catch (error) {
		const { message } = error as Error;
		return {
			status: 'Error',
			message: error instanceof ExplainedError ? `${message}. ${error.advice}` : message,
		};
	}
}
