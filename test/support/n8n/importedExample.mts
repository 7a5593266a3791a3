import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { request } from 'undici';

import type { WorkflowDefinition } from './n8nApi.mts';
import { root } from '../repository/root.mts';
import type { Heard } from '../robots/playedPlatform.mts';
import type { Group, Groups } from './groups.mts';
import type { Delivery } from '../sources/deliveries.mts';
import { proven } from '../sources/proof.mts';
import type { HttpResponse, Stage } from './stage.mts';

export interface ExampleNode {
	name: string;
	type: string;
	parameters: Record<string, any>;
	[more: string]: unknown;
}

/** A workflow of examples/, imported with a group of its own for each robot. */
export class ImportedExample {
	readonly id: string;

	readonly nodes: ExampleNode[];

	private readonly stage: Stage;

	private readonly groups: Map<string, Group>;

	private constructor(stage: Stage, id: string, nodes: ExampleNode[], groups: Map<string, Group>) {
		this.stage = stage;
		this.id = id;
		this.nodes = nodes;
		this.groups = groups;
	}

	/**
	 * Imports it, makes the credentials that its notes ask for, and publishes it.
	 *
	 * @param change what a user, or the impatience of a test, changes about its nodes.
	 */
	static async publish(
		stage: Stage,
		groups: Groups,
		file: string,
		change: (node: (name: string) => ExampleNode) => void = () => undefined,
	): Promise<ImportedExample> {
		const workflow = JSON.parse(
			await readFile(join(root, 'examples', file), 'utf8'),
		) as WorkflowDefinition;
		const nodes = workflow.nodes as ExampleNode[];
		const own = new Map<string, Group>();
		for (const node of nodes) {
			if (node.webhookId) node.webhookId = randomUUID();
			const type = node.type.split('.')[1];
			if (type === 'serviceEventTrigger') {
				const id = await stage.eventCredentialId();
				node.credentials = { serviceEventWebhookApi: { id, name: 'secret' } };
			}
			const group = await groups.addTo(stage.api, type, node.name);
			if (!group) continue;
			own.set(node.name, group);
			node.credentials = { [group.credentialType]: { id: group.id, name: node.name } };
		}
		change((name) => named(nodes, name));
		const created = await stage.api.createWorkflow(workflow);
		await stage.api.publish(created);
		return new ImportedExample(stage, created.id, nodes, own);
	}

	node(name: string): ExampleNode {
		return named(this.nodes, name);
	}

	/** What the group of this robot node has heard, of a customer or of everybody. */
	heard(name: string, visitor = ''): Heard[] {
		const group = this.groups.get(name);
		if (!group) throw new Error(`There is no robot named "${name}"`);
		return group.heard().filter(({ content }) => content.includes(visitor));
	}

	/** Sends what the source would, with its proof. */
	async send(delivery: Delivery): Promise<HttpResponse> {
		const trigger = this.nodes.find(({ type }) => type.endsWith('.serviceEventTrigger'))!;
		const { source, authentication } = trigger.parameters;
		const sending = proven({ source, authentication }, delivery, this.stage.appSecret);
		const { method = 'POST', headers, query = {}, body } = sending;
		const response = await request(
			`${this.stage.n8n.url}/webhook/${String(trigger.webhookId)}/events?${new URLSearchParams(query).toString()}`,
			{ method, headers, body },
		);
		const text = await response.body.text();
		return {
			status: response.statusCode,
			body: text.startsWith('{') ? JSON.parse(text) : text,
		};
	}
}

function named(nodes: ExampleNode[], name: string): ExampleNode {
	const node = nodes.find((one) => one.name === name);
	if (!node) throw new Error(`There is no node named "${name}"`);
	return node;
}

/** Minutes and hours become seconds, so that a test sees what users wait for. */
export function hurry(node: ExampleNode, seconds = 2): void {
	hurryFirst(node, seconds);
	Object.assign(node.parameters, {
		remindEvery: seconds,
		remindEveryUnit: 'seconds',
	});
}

/** The first reminder comes soon, the next as late as in the example: a test can do something meanwhile. */
export function hurryFirst({ parameters }: ExampleNode, seconds = 1): void {
	parameters.firstReminderAfterUnit = 'seconds';
	if (typeof parameters.firstReminderAfter !== 'string') parameters.firstReminderAfter = seconds;
	const { activeHours, ...options } = parameters.options ?? {};
	parameters.options = options;
}
