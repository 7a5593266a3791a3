import { randomBytes } from 'node:crypto';

import { request } from 'undici';

import { signature, unreplied } from '../../test/support/twtChat.mts';
import { mainWorkflow, type Robot } from '../lib/demoWorkflow.mts';
import { N8nApi } from '../lib/n8nApi.mts';
import type { N8nProcess } from '../lib/n8nProcess.mts';
import type { DemoGroup, DemoGroups } from './demoGroups.mts';

export interface DemoOptions {
	n8n: N8nProcess;
	groups: DemoGroups;
	interval: { amount: number; unit: 'seconds' | 'minutes' };
}

export interface Demo {
	/** The workflow in n8n's editor. */
	editorUrl: string;
	/** Where the source sends its events. */
	webhookUrl: string;
	/** A customer writes; returns who. */
	customerWrites(): Promise<string>;
	/** An agent replies to whoever wrote last; returns to whom. */
	agentReplies(): Promise<string>;
}

/** Logs in, makes the credentials, imports and publishes the workflow. */
export async function setUpDemo(options: DemoOptions): Promise<Demo> {
	const { n8n, groups, interval } = options;
	const api = new N8nApi(n8n.url);
	await api.logIn();
	const appSecret = randomBytes(24).toString('hex');
	const credentials = {
		event: await api.createCredential('TWT Chat AppSecret', 'serviceEventWebhookApi', {
			secret: appSecret,
		}),
		group: await credentialOf(api, groups.service),
		manager: await credentialOf(api, groups.manager),
	};
	const others: Robot[] = [];
	for (const group of groups.others) {
		others.push({ ...group, credential: await credentialOf(api, group) });
	}
	const workflow = mainWorkflow({
		credentials,
		others,
		policy: {
			firstPushAfter: interval.amount,
			firstPushAfterUnit: interval.unit,
			repeatEvery: interval.amount,
			repeatEveryUnit: interval.unit,
		},
	});
	const created = await api.createWorkflow(workflow);
	await api.publish(created);
	const webhookUrl = `${n8n.url}/webhook/${workflow.webhookId}/events`;

	let customer = 14;
	return {
		editorUrl: `${n8n.url}/workflow/${created.id}`,
		webhookUrl,
		async customerWrites() {
			customer += 1;
			await send(webhookUrl, appSecret, { visitor_name: `Visitor${customer}`, push_times: 1 });
			return `Visitor${customer}`;
		},
		async agentReplies() {
			await send(webhookUrl, appSecret, { visitor_name: `Visitor${customer}`, status: '4' });
			return `Visitor${customer}`;
		},
	};
}

async function credentialOf(api: N8nApi, group: DemoGroup): Promise<string> {
	return await api.createCredential(group.name, group.credentialType, group.credential);
}

/** The documented example, signed, with the time of now: it is from 2025, and nobody waits that long. */
async function send(url: string, appSecret: string, content: object): Promise<void> {
	const now = Math.floor(Date.now() / 1_000);
	const body = unreplied({ created_at: now, ...content }, { created_at: now });
	const response = await request(url, {
		method: 'POST',
		headers: {
			'content-type': 'application/json',
			'x-chat-signature': signature(body, appSecret),
		},
		body,
	});
	const answer = await response.body.text();
	if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${answer}`);
}
