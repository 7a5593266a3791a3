import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { request } from 'undici';

import { N8nApi, until } from '../../test/support/n8n/n8nApi.mts';
import { N8nProcess } from '../../test/support/n8n/n8nProcess.mts';
import { installPackage } from '../../test/support/n8n/package.mts';
import { cpuSeconds } from './cpuTime.mts';
import { installEmptyWebhook } from './emptyWebhook.mts';
import { ExecutionLog } from './executionLog.mts';
import type { MeasuredWorkflow } from './workflows.mts';

export interface MeasuredN8n {
	url: string;
	api: N8nApi;
	log: ExecutionLog;
	/** Processor time used so far, in seconds. */
	cpuSeconds(): number | undefined;
	publish(workflow: MeasuredWorkflow): Promise<Published>;
}

export interface Published {
	workflowId: string;
	url: string;
	/** Requests that were accepted while we waited for the webhook to answer. */
	accepted: number;
}

export interface Installation {
	/** The folder of the real n8n. */
	installation: string;
	/** Our package, packed. */
	tarball: string;
}

/** Runs `measure` against a new n8n with an empty database, and leaves nothing behind. */
export async function withN8n<Result>(
	{ installation, tarball }: Installation,
	env: NodeJS.ProcessEnv,
	measure: (n8n: MeasuredN8n) => Promise<Result>,
): Promise<Result> {
	const userFolder = await mkdtemp(join(tmpdir(), 'until-replied-bench-'));
	await installPackage(tarball, userFolder);
	await installEmptyWebhook(userFolder);
	const n8n = await N8nProcess.start({ installation, userFolder, env });
	try {
		const { url } = n8n;
		const api = new N8nApi(url);
		await api.logIn();
		const log = new ExecutionLog(userFolder);
		const publish = async ({ definition, path }: MeasuredWorkflow) => {
			const workflow = await api.createWorkflow(definition);
			await api.publish(workflow);
			const status = await until(`${path} answers`, async () => await answerOf(`${url}${path}`));
			return { workflowId: workflow.id, url: `${url}${path}`, accepted: status === 200 ? 1 : 0 };
		};
		try {
			return await measure({ url, api, log, publish, cpuSeconds: () => cpuSeconds(n8n.pid ?? 0) });
		} finally {
			log.close();
		}
	} finally {
		await n8n.kill();
		await rm(userFolder, { recursive: true, force: true });
	}
}

/** The status of the answer, if any; n8n answers 404 as long as it does not know the path. */
async function answerOf(url: string): Promise<number | undefined> {
	const { statusCode, body } = await request(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: '{}',
	});
	await body.dump();
	return statusCode === 404 ? undefined : statusCode;
}
