import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';

import { BehindProxy } from '../support/chatApps/behindProxy.mts';
import { FakeSlackApp } from '../support/chatApps/slack/fakeSlackApp.mts';
import { chatAnswerWorkflow } from '../support/n8n/chatAnswerWorkflow.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { Stage } from '../support/n8n/stage.mts';
import { FakeSlack } from '../support/robots/slack/fakeSlack.mts';

const HOST = 'slack.until-replied.example';

/* A network that lets n8n out by its proxy alone. */

describe('A chat app behind a proxy', () => {
	let stage: Stage;
	let slack: FakeSlack;
	let app: FakeSlackApp;
	let outside: BehindProxy;
	let folder: string;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'until-replied-proxy-'));
		slack = await FakeSlack.start({ bots: [{ token: 'xoxb-good', scopes: ['users:read'] }] });
		app = await FakeSlackApp.start(0, slack);
		app.publicUrl = `https://${HOST}`;
		outside = await BehindProxy.start(HOST, app.url, folder);
		stage = await Stage.start({
			env: { HTTPS_PROXY: outside.proxyUrl, NODE_EXTRA_CA_CERTS: outside.authority },
		});
	});
	after(async () => {
		for (const one of [stage, outside, app, slack]) await one?.stop();
		await rm(folder, { recursive: true, force: true });
	});

	it('is asked where to connect, and connected to, by the proxy of n8n', async () => {
		const credential = { botToken: 'xoxb-good', appToken: app.appToken };
		const data = { ...credential, baseUrl: `https://${HOST}/api` };
		const id = await stage.api.createCredential('Slack app', 'slackAppApi', data);
		const workflow = await stage.api.createWorkflow(chatAnswerWorkflow(id));
		await stage.api.publish(workflow);
		await until('it is connected', () => app.ready.length === 1);
		// One for the address, one for the WebSocket.
		assert.ok(outside.asked.filter((host) => host === `${HOST}:443`).length >= 2);
		await app.acknowledgement(app.say({ text: '<@UBOT> help' }));
	});
});
