import { randomBytes } from 'node:crypto';

import { request } from 'undici';

import type { Board } from '../../src/web/board/board.ts';
import { signature, unreplied } from '../../test/support/sources/twtChat.mts';
import {
	CHAT_ANSWER_TRIGGER,
	chatAnswerWorkflow,
} from '../../test/support/n8n/chatAnswerWorkflow.mts';
import { operationWorkflow } from '../../test/support/n8n/demoWorkflow.mts';
import { N8nApi, until, type WorkflowDefinition } from '../../test/support/n8n/n8nApi.mts';
import type { N8nProcess } from '../../test/support/n8n/n8nProcess.mts';
import type { DemoGroups } from './demoGroups.mts';
import type { DemoLanguage } from './words.mts';
import {
	answerOptions,
	demoWorkflow,
	setHours,
	TRIGGER_CREDENTIAL,
	type Hours,
} from './workflow.mts';

export interface DemoN8nOptions {
	n8n: N8nProcess;
	groups: DemoGroups;
	/** Seconds between two reminders. */
	interval: number;
}

/** The real n8n with the demo's workflow, and what is done to it. */
export class DemoN8n {
	/** The workflow in n8n's editor. */
	readonly editorUrl: string;

	/** Where the chat system sends its events. */
	readonly webhookUrl: string;

	/** The package's own page of who waits. */
	readonly boardUrl: string;

	private readonly n8n: N8nProcess;

	private readonly api: N8nApi;

	private readonly workflowId: string;

	/** Of the workflow that hears what people answer. */
	private readonly answersId: string;

	private spoken: DemoLanguage = 'en';

	private readonly appSecret: string;

	private constructor(parts: {
		n8n: N8nProcess;
		api: N8nApi;
		workflowId: string;
		answersId: string;
		webhookUrl: string;
		boardUrl: string;
		appSecret: string;
	}) {
		this.n8n = parts.n8n;
		this.api = parts.api;
		this.workflowId = parts.workflowId;
		this.answersId = parts.answersId;
		this.webhookUrl = parts.webhookUrl;
		this.boardUrl = parts.boardUrl;
		this.appSecret = parts.appSecret;
		this.editorUrl = `${parts.n8n.url}/workflow/${parts.workflowId}`;
	}

	/** Logs in, makes the credentials, imports and publishes the workflows. */
	static async setUp({ n8n, groups, interval }: DemoN8nOptions): Promise<DemoN8n> {
		const api = new N8nApi(n8n.url);
		await api.logIn();
		const appSecret = randomBytes(24).toString('hex');
		const credentials: Record<string, string> = {
			[TRIGGER_CREDENTIAL]: await api.createCredential(
				'TWT Chat AppSecret',
				'serviceEventWebhookApi',
				{ secret: appSecret },
			),
		};
		for (const { name, credentialType, credential } of [...groups.service, groups.manager]) {
			credentials[name] = await api.createCredential(name, credentialType, credential);
		}
		const answers = await api.createWorkflow(
			chatAnswerWorkflow(credentials[groups.answering.name], answerOptions('en')),
		);
		await api.publish(answers);
		const workflow = demoWorkflow({ groups, credentials, interval });
		const created = await api.createWorkflow(workflow);
		await api.publish(created);
		const board = operationWorkflow('Board', 'board', { operation: 'getBoardLink' });
		await api.publish(await api.createWorkflow(board));
		return new DemoN8n({
			n8n,
			api,
			appSecret,
			workflowId: created.id,
			answersId: answers.id,
			webhookUrl: `${n8n.url}/webhook/${workflow.webhookId}/events`,
			boardUrl: await boardUrlFrom(`${n8n.url}/webhook/board`),
		});
	}

	get pid(): number | undefined {
		return this.n8n.pid;
	}

	/**
	 * Sends the documented example of TWT Chat with other content, signed. True when n8n has it on its disk.
	 *
	 * @param at when it was written, in ms since 1970: the example is from 2025, and nobody waits that long.
	 */
	async send(content: object, at: number): Promise<boolean> {
		const created_at = Math.floor(at / 1_000);
		const body = unreplied({ created_at, ...content }, { created_at });
		try {
			const response = await request(this.webhookUrl, {
				method: 'POST',
				headers: {
					'content-type': 'application/json',
					'x-chat-signature': signature(body, this.appSecret),
				},
				body,
			});
			// n8n answers 200 without us for a moment after its start.
			const answer = (await response.body.json()) as { accepted?: number; duplicates?: number };
			return (answer.accepted ?? 0) + (answer.duplicates ?? 0) > 0;
		} catch {
			return false;
		}
	}

	/** What the board shows now; undefined while n8n does not answer. */
	async board(): Promise<Board | undefined> {
		try {
			const { statusCode, body } = await request(`${this.boardUrl}&data=1`);
			const text = await body.text();
			return statusCode === 200 ? (JSON.parse(text) as Board) : undefined;
		} catch {
			return undefined;
		}
	}

	/** Ends all reminders without a word, by the button of the board. */
	async cancelAll(): Promise<void> {
		for (const { id } of (await this.board())?.waiting ?? []) {
			const { body } = await request(`${this.boardUrl}&data=1`, {
				method: 'POST',
				headers: { 'content-type': 'application/x-www-form-urlencoded' },
				body: new URLSearchParams({ id, action: 'cancel' }).toString(),
			});
			await body.dump();
		}
	}

	/** Changes the option Active Hours and publishes the workflow, as a user does in the editor. */
	async setHours(hours: Hours | undefined): Promise<void> {
		await this.change(this.workflowId, (workflow) => setHours(workflow, hours));
	}

	/** Changes the language in which the app answers people in their chat. */
	async speak(language: DemoLanguage): Promise<void> {
		if (this.spoken === language) return;
		await this.change(this.answersId, ({ nodes }) => {
			const { parameters } = nodes.find(({ name }) => name === CHAT_ANSWER_TRIGGER) as {
				parameters: any;
			};
			parameters.options = answerOptions(language);
		});
		this.spoken = language;
	}

	private async change(
		id: string,
		change: (workflow: Pick<WorkflowDefinition, 'nodes'>) => void,
	): Promise<void> {
		const path = `/rest/workflows/${id}`;
		const workflow = await this.api.call('GET', path);
		change(workflow);
		const { nodes, connections, versionId } = workflow;
		await this.api.publish(await this.api.call('PATCH', path, { nodes, connections, versionId }));
	}

	/** `kill -9`. */
	async kill(): Promise<void> {
		await this.n8n.kill();
	}

	/** Resolves when it takes events and shows its board again. */
	async startAgain(): Promise<void> {
		await this.n8n.start();
		await until('the workflows are published again', async () => {
			const board = await this.board();
			return board?.waiting.every(({ isPublished }) => isPublished);
		});
	}
}

async function boardUrlFrom(webhookUrl: string): Promise<string> {
	return await until('the link to the board', async () => {
		const { statusCode, body } = await request(webhookUrl, { method: 'POST' });
		const text = await body.text();
		return statusCode === 200 ? (JSON.parse(text).url as string) : undefined;
	});
}
