import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

import { Agent, request, setGlobalDispatcher } from 'undici';

import { LATE, PATIENCE } from '../time/patience.mts';

// Each request by a connection of its own: n8n closes one that is idle, and may do so as the next request leaves.
setGlobalDispatcher(new Agent({ pipelining: 0 }));

/** The account that tests and the demo use. It exists only in a folder made for them. */
export const owner = {
	email: 'demo@until-replied.example',
	password: 'Until-replied-1',
	firstName: 'Demo',
	lastName: 'Owner',
};

/** What n8n's `/rest/login` wants of them. */
export const login = { emailOrLdapLoginId: owner.email, password: owner.password };

export interface WorkflowDefinition {
	name: string;
	nodes: Array<Record<string, unknown>>;
	connections: Record<string, unknown>;
	settings?: Record<string, unknown>;
}

export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	startedAt: string;
}

/** What n8n's editor asks of its server, as far as a test needs it. */
export class N8nApi {
	private readonly url: string;

	private cookie = '';

	constructor(url: string) {
		this.url = url;
	}

	/** Creates the owner where there is none yet, and logs in. */
	async logIn(): Promise<void> {
		// Older versions of n8n say that they are ready before they answer this.
		await until('n8n lets its owner in', async () => {
			await this.call('POST', '/rest/owner/setup', owner).catch(() => undefined);
			return await this.call('POST', '/rest/login', login).catch(() => undefined);
		});
	}

	async createCredential(name: string, type: string, data: object): Promise<string> {
		const { id } = await this.call('POST', '/rest/credentials', { name, type, data });
		return id;
	}

	/** What the Test button of a credential answers. */
	async testCredential(credential: { id: string; name: string; type: string; data: object }) {
		return (await this.call('POST', '/rest/credentials/test', { credentials: credential })) as {
			status: 'OK' | 'Error';
			message: string;
		};
	}

	async createWorkflow(workflow: WorkflowDefinition): Promise<{ id: string; versionId: string }> {
		// What the editor does, on which older versions of n8n rely: an id for each node that has a page, and that it is not active.
		const nodes = workflow.nodes.map((node) =>
			String(node.type).endsWith('.untilReplied') ? { webhookId: randomUUID(), ...node } : node,
		);
		const created = { settings: {}, active: false, ...workflow, nodes };
		return await this.call('POST', '/rest/workflows', created);
	}

	/** Publishes it and waits until its triggers run. @throws with what they say when they do not. */
	async publish(workflow: { id: string; versionId: string }): Promise<void> {
		const { id, versionId } = workflow;
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
		const { status, triggers } = await until(`workflow ${id} is published`, async () => {
			const answer = await this.publicationStatus(id);
			return ['in_progress', 'not_published'].includes(answer.status) ? undefined : answer;
		});
		if (status === 'published') return;
		const errors = triggers.map(({ errorMessage }: { errorMessage: string }) => errorMessage);
		throw new Error(`Publishing ended as "${status}": ${errors.join('; ')}`);
	}

	private async publicationStatus(id: string): Promise<any> {
		try {
			return await this.call('GET', `/rest/workflows/${id}/publication-status`);
		} catch (error) {
			// Older versions of n8n do not publish in the background, and do not know this.
			if ((error as Error).message.includes(': 404 ')) return { status: 'published' };
			throw error;
		}
	}

	async unpublish(id: string): Promise<void> {
		await this.call('POST', `/rest/workflows/${id}/deactivate`, {});
	}

	async executions(workflowId: string): Promise<ExecutionSummary[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId }));
		const { results } = await this.call('GET', `/rest/executions?filter=${filter}&limit=100`);
		return results;
	}

	async execution(id: string): Promise<any> {
		return await this.call('GET', `/rest/executions/${id}`);
	}

	/** Runs a workflow as the editor's button does, from `triggerNode` on. */
	async runManually(workflow: Record<string, unknown>, triggerNode: string): Promise<any> {
		return await this.call('POST', `/rest/workflows/${workflow.id}/run`, {
			workflowData: workflow,
			triggerToStartFrom: { name: triggerNode },
		});
	}

	async call(
		method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
		path: string,
		body?: object,
	): Promise<any> {
		const response = await request(`${this.url}${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				'browser-id': 'tests',
				...(this.cookie ? { cookie: this.cookie } : {}),
			},
			body: body && JSON.stringify(body),
		});
		const cookies = [response.headers['set-cookie'] ?? []].flat();
		const login = cookies.find((cookie) => cookie.startsWith('n8n-auth='));
		if (login) this.cookie = login.split(';')[0];
		const text = await response.body.text();
		if (response.statusCode >= 400) {
			throw new Error(`${method} ${path}: ${response.statusCode} ${text.slice(0, 1_000)}`);
		}
		const parsed = text ? JSON.parse(text) : {};
		return parsed.data ?? parsed;
	}
}

/** Waits until `probe` gives something. */
export async function until<Value>(
	what: string,
	probe: () => Promise<Value | undefined | false> | Value | undefined | false,
	patience = PATIENCE,
): Promise<Value> {
	const deadline = Date.now() + patience;
	for (;;) {
		const value = await probe();
		if (value) {
			if (LATE > 0) await sleep(LATE * 1_000);
			return value;
		}
		if (Date.now() > deadline) throw new Error(`Waited ${patience / 1_000} s in vain: ${what}`);
		await sleep(100);
	}
}
