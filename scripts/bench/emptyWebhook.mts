import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';

import type { MeasuredWorkflow } from './workflows.mts';

const PACKAGE = 'n8n-nodes-empty-webhook';

/** A trigger that answers and does nothing: no community node can take requests faster. */
const NODE = `
exports.EmptyWebhook = class {
	description = {
		displayName: 'Empty Webhook',
		name: 'emptyWebhook',
		group: ['trigger'],
		version: 2,
		description: 'Answers, and does nothing',
		defaults: { name: 'Empty Webhook' },
		inputs: [],
		outputs: ['main'],
		webhooks: [{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'events' }],
		properties: [],
	};

	async webhook() {
		this.getResponseObject().status(200).json({ ok: true });
		return { noWebhookResponse: true };
	}
};
`;

/** Puts a package with that trigger beside ours. */
export async function installEmptyWebhook(userFolder: string): Promise<void> {
	const folder = join(userFolder, '.n8n', 'nodes', 'node_modules', PACKAGE);
	await mkdir(folder, { recursive: true });
	await writeFile(join(folder, 'EmptyWebhook.node.js'), NODE);
	const manifest = { name: PACKAGE, version: '1.0.0', n8n: { nodes: ['EmptyWebhook.node.js'] } };
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
}

export function eventsOfNothing(): MeasuredWorkflow {
	const webhookId = randomUUID();
	return {
		path: `/webhook/${webhookId}/events`,
		definition: {
			name: 'Events answered and forgotten',
			nodes: [
				{
					id: randomUUID(),
					name: 'Empty Webhook',
					type: `${PACKAGE}.emptyWebhook`,
					typeVersion: 2,
					position: [0, 0],
					parameters: {},
					webhookId,
				},
			],
			connections: {},
		},
	};
}
