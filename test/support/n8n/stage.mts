import { randomBytes, randomUUID } from 'node:crypto';
import { copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { request } from 'undici';

import { mainWorkflow, operationWorkflow, type MainWorkflowOptions } from './demoWorkflow.mts';
import { N8nApi, until, type WorkflowDefinition } from './n8nApi.mts';
import { N8nProcess } from './n8nProcess.mts';
import { installPackage } from './package.mts';
import { root } from '../repository/root.mts';
import {
	FakeWeCom,
	type FakeRobot,
	type FakeWeComOptions,
	type ReceivedMessage,
} from '../robots/weCom/fakeWeCom.mts';
import { signature, unreplied } from '../sources/twtChat.mts';

/** Reminders come at this many seconds, unless a test says otherwise. */
const INTERVAL = 3;

/**
 * Policy of a test that does something between two reminders: there is always one
 * more to come, however long the test takes to do it.
 */
export const ALWAYS_ONE_MORE = { maximumReminders: 100 };

export interface HttpResponse {
	status: number;
	body: any;
}

/**
 * What makes n8n start in two thirds of the time: without its editor, whose files
 * it writes anew at each start, and without a process for Code nodes.
 */
export const withoutEditor: NodeJS.ProcessEnv = {
	N8N_DISABLE_UI: 'true',
	N8N_RUNNERS_MODE: 'external',
	N8N_RUNNERS_AUTH_TOKEN: 'nobody',
};

export interface StageOptions {
	/** n8n with its editor, for a test that opens it. */
	hasEditor?: boolean;
	/** For n8n. */
	env?: NodeJS.ProcessEnv;
	robots?: Omit<FakeWeComOptions, 'robots'>;
	/** Installs more into n8n's user folder, before n8n starts. */
	beside?: (userFolder: string) => Promise<void>;
}

/** One published workflow with robots of its own. */
export interface PublishedWorkflow {
	id: string;
	webhookUrl: string;
	/** Sends a body as TWT Chat does, signed. n8n takes it from the first one on. */
	send(body: string): Promise<HttpResponse>;
	/** The service group's robot. */
	robot: FakeRobot;
	/** What the service group has heard of a customer, in order. */
	group(visitor?: string): ReceivedMessage[];
	manager(visitor?: string): ReceivedMessage[];
	/**
	 * Resolves when another customer, who writes now, was reminded twice: what was
	 * to come for anybody else within two intervals has come by then.
	 */
	twoRemindersLater(): Promise<void>;
}

/** A real n8n with the packed package, and robots to speak to. Whoever starts it stops it. */
export class Stage {
	readonly n8n: N8nProcess;

	readonly api: N8nApi;

	readonly weCom: FakeWeCom;

	/** What the source signs with. */
	readonly appSecret = randomBytes(24).toString('hex');

	private eventCredential: Promise<string> | undefined;

	private readonly webhooksUrl: string;

	/** @param webhooksUrl of the process that takes webhooks, where that is another one. */
	constructor(n8n: N8nProcess, weCom: FakeWeCom, webhooksUrl = n8n.url) {
		this.n8n = n8n;
		this.webhooksUrl = webhooksUrl;
		this.api = new N8nApi(n8n.url);
		this.weCom = weCom;
	}

	static async start({ hasEditor, env, robots, beside }: StageOptions = {}): Promise<Stage> {
		const {
			UNTIL_REPLIED_N8N: installation,
			UNTIL_REPLIED_N8N_DATA: data,
			UNTIL_REPLIED_TARBALL: tarball,
		} = process.env;
		if (!installation || !data || !tarball)
			throw new Error('Run the end-to-end tests by "npm run test:e2e"');
		const userFolder = await mkdtemp(join(tmpdir(), 'until-replied-n8n-'));
		await cp(data, join(userFolder, '.n8n'), { recursive: true });
		await installPackage(tarball, userFolder);
		await beside?.(userFolder);
		const weCom = await FakeWeCom.start({ ...robots, robots: [] });
		const started: Array<{ stop(): Promise<void> }> = [weCom];
		try {
			const n8n = await N8nProcess.start({
				installation,
				userFolder,
				env: { ...(hasEditor ? {} : withoutEditor), ...env },
			});
			started.push(n8n);
			const stage = new Stage(n8n, weCom);
			await stage.api.logIn();
			return stage;
		} catch (error) {
			// What goes on running would keep the test from ending.
			for (const one of started) await one.stop();
			throw error;
		}
	}

	async stop(): Promise<void> {
		await this.n8n.stop();
		await this.weCom.stop();
		await keepLog(this.n8n);
		await rm(this.n8n.options.userFolder, { recursive: true, force: true });
	}

	/**
	 * Creates and publishes the main workflow; `options` as for `mainWorkflow`, with short
	 * intervals. `isPlain`: by n8n's HTTP Request node, for more messages than a robot may send.
	 * `changes`: credential of the robot at the output Changes. `store`: credential of the Postgres store. `settings`: those of the workflow. `change`: what else a user has changed in it.
	 */
	async publish({
		isPlain,
		store,
		changes,
		settings,
		change,
		...options
	}: Partial<MainWorkflowOptions> & {
		isPlain?: boolean;
		store?: string;
		changes?: string;
		settings?: WorkflowDefinition['settings'];
		change?: (workflow: WorkflowDefinition, nodeNamed: (name: string) => any) => void;
	} = {}): Promise<PublishedWorkflow> {
		const service = await this.addGroup('Service group');
		const managers = await this.addGroup('Manager group');
		const workflow = mainWorkflow({
			credentials: {
				event: await this.eventCredentialId(),
				group: service.credential,
				manager: managers.credential,
				store,
				changes,
			},
			plainUrls: isPlain
				? {
						group: this.weCom.webhookUrl(service.robot.key),
						manager: this.weCom.webhookUrl(managers.robot.key),
					}
				: undefined,
			...options,
			policy: {
				firstReminderAfter: INTERVAL,
				firstReminderAfterUnit: 'seconds',
				remindEvery: INTERVAL,
				remindEveryUnit: 'seconds',
				...options.policy,
			},
		});
		const drawn: WorkflowDefinition = { ...workflow, settings };
		change?.(drawn, (name) => drawn.nodes.find((node) => node.name === name)!);
		const created = await this.api.createWorkflow(drawn);
		await this.api.publish(created);
		const webhookUrl = `${this.webhooksUrl}/webhook/${workflow.webhookId}/events`;
		await until('n8n hands requests to the trigger', async () => {
			const { body } = await post(webhookUrl, '{}');
			return body.error?.code === 'not_authentic';
		});
		const heard = ({ key }: FakeRobot, visitor = '') =>
			this.weCom.messagesOf(key).filter(({ content }) => content.includes(visitor));
		const send = async (body: string) =>
			await post(webhookUrl, body, { 'x-chat-signature': signature(body, this.appSecret) });
		return {
			id: created.id,
			webhookUrl,
			robot: service.robot,
			send,
			group: (visitor) => heard(service.robot, visitor),
			manager: (visitor) => heard(managers.robot, visitor),
			async twoRemindersLater() {
				const visitor = `Bystander-${randomUUID()}`;
				const body = unreplied({ visitor_name: visitor });
				// n8n gives responses of its own for a moment after its start.
				await until('the event is accepted', async () => (await send(body)).body.accepted === 1);
				await until(
					'two reminders for another customer',
					() => heard(service.robot, visitor).length >= 2,
				);
			},
		};
	}

	/** The credential that every workflow's trigger uses. */
	async eventCredentialId(): Promise<string> {
		this.eventCredential ??= this.api.createCredential(
			'TWT Chat AppSecret',
			'serviceEventWebhookApi',
			{ secret: this.appSecret },
		);
		return await this.eventCredential;
	}

	/** The address of a board, as the operation Get Board Link of a workflow of its own gives it. */
	async boardLink(): Promise<{ url: string; workflow: { id: string; versionId: string } }> {
		const path = randomUUID();
		const workflow = await this.api.createWorkflow(
			operationWorkflow('Board', path, { operation: 'getBoardLink' }),
		);
		await this.api.publish(workflow);
		const url = await until('the link of the board', async () => {
			const { status, body } = await post(`${this.webhooksUrl}/webhook/${path}`, '{}');
			return status === 200 ? (body.url as string) : undefined;
		});
		return { url, workflow };
	}

	/** A new group with a robot in it, and the credential to speak to it. */
	async addGroup(group: string): Promise<{ robot: FakeRobot; credential: string }> {
		const robot: FakeRobot = { key: randomUUID(), group };
		this.weCom.robots.push(robot);
		const credential = await this.api.createCredential(group, 'weComRobotApi', {
			key: this.weCom.webhookUrl(robot.key),
			baseUrl: this.weCom.url,
		});
		return { robot, credential };
	}
}

/** Sends a JSON body to a webhook and reads the answer. */
export async function post(
	url: string,
	body: string | Buffer,
	headers: Record<string, string> = {},
): Promise<HttpResponse> {
	const response = await request(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
	const text = await response.body.text();
	try {
		return { status: response.statusCode, body: JSON.parse(text) };
	} catch {
		return { status: response.statusCode, body: text };
	}
}

/** Where the suite leaves logs and pictures to look at. */
export const resultsFolder = join(root, 'test', 'e2e', 'results');

export async function keepLog(n8n: N8nProcess): Promise<void> {
	await mkdir(resultsFolder, { recursive: true });
	await copyFile(n8n.logFile, join(resultsFolder, `n8n-${n8n.port}.log`)).catch(() => undefined);
}
