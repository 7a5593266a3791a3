import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, it } from 'node:test';

import { request } from 'undici';

import { operationWorkflow } from '../support/n8n/demoWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { DebianServer } from '../support/senders/debianServer.mts';
import { unreplied } from '../support/sources/twtChat.mts';

describe('metrics', () => {
	let stage: Stage;
	let workflow: PublishedWorkflow;
	let access: { url: string; token: string };
	let prometheus: DebianServer;

	/** Runs an operation in a workflow of its own. */
	async function use(parameters: Record<string, unknown>): Promise<any> {
		const path = randomUUID();
		const made = await stage.api.createWorkflow(operationWorkflow('Metrics', path, parameters));
		await stage.api.publish(made);
		return await until('what the operation gives', async () => {
			const { status, body } = await post(`${stage.n8n.url}/webhook/${path}`, '{}');
			return status === 200 && body;
		});
	}

	before(async () => {
		stage = await Stage.start();
		workflow = await stage.publish({ policy: { maximumReminders: 2 } });
		access = await use({ operation: 'getMetricsLink' });
		const { host, pathname } = new URL(access.url);
		prometheus = await DebianServer.start({
			command: 'prometheus',
			config: {
				global: { scrape_interval: '1s', scrape_timeout: '1s' },
				scrape_configs: [
					{
						job_name: 'until-replied',
						metrics_path: pathname,
						authorization: { credentials: access.token },
						static_configs: [{ targets: [host] }],
					},
				],
			},
			arguments: ({ folder }) => [`--storage.tsdb.path=${folder}`, '--log.level=warn'],
		});
	});
	after(async () => {
		await prometheus?.stop();
		await stage?.stop();
	});

	/** What Prometheus knows. */
	async function known(expression: string): Promise<number | undefined> {
		const { body } = await request(
			`${prometheus.url}/api/v1/query?query=${encodeURIComponent(expression)}`,
		);
		const { data } = (await body.json()) as any;
		return data.result[0] && Number(data.result[0].value[1]);
	}

	it('are scraped by Prometheus: what was opened, reminded and has ended', async () => {
		await until('Prometheus reads them', async () => (await known('up')) === 1);
		const now = Math.floor(Date.now() / 1_000);
		const body = unreplied({ visitor_name: 'Dora', created_at: now });
		assert.equal((await workflow.send(body)).body.accepted, 1);
		await until('nobody replied to Dora', () => workflow.manager('Dora').length > 0);
		await until(
			'Prometheus knows of it',
			async () =>
				(await known('until_replied_conversations_ended_total{outcome="exhausted"}')) === 1,
		);
		assert.equal(await known('until_replied_conversations_opened_total'), 1);
		assert.equal(await known('sum(until_replied_reminders_sent_total{platform="weCom"})'), 2);
		assert.equal(await known('until_replied_reminder_lateness_seconds_count'), 2);
	});

	it('are read no more once the token is revoked', async () => {
		await use({ operation: 'revokeLinks', linksToRevoke: 'metrics', revokeWorkflowId: '' });
		await until('Prometheus is refused', async () => (await known('up')) === 0);
		const { statusCode, body } = await request(`${access.url}?t=${access.token}`);
		assert.equal(statusCode, 401);
		assert.match(await body.text(), /revoked/);
	});
});
