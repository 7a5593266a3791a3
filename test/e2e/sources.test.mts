import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';

import { request } from 'undici';

import { until, type WorkflowDefinition } from '../support/n8n/n8nApi.mts';
import { root } from '../support/repository/root.mts';
import { n8nVersionFrom } from '../support/n8n/realN8n.mts';
import { defaultBody } from '../support/sources/dce.mts';
import { deliveries, type Delivery } from '../support/sources/deliveries.mts';
import { giteeHeaders, issueComment, issueHook } from '../support/sources/gitee.mts';
import { proven, type Sending } from '../support/sources/proof.mts';
import { slack, weCom } from '../support/sources/groupRobot.mts';
import { Stage, type HttpResponse } from '../support/n8n/stage.mts';
import { signature, unreplied } from '../support/sources/twtChat.mts';

/** An example of the documentation, published, with robots of its own. */
interface PublishedExample {
	source: string;
	authentication: string;
	send(sending: Sending): Promise<HttpResponse & { headers: Record<string, unknown> }>;
	heard(): string[];
}

const isOldest = n8nVersionFrom(process.env) === 'oldest';
const files = (await readdir(join(root, 'examples'))).filter((file) => file.startsWith('source-'));

describe('Every source on the real n8n', () => {
	let stage: Stage;
	const published = new Map<string, PublishedExample>();
	before(async () => {
		stage = await Stage.start();
	});
	after(async () => await stage.stop());

	const proof = (source: string, authentication: string, delivery: Delivery) =>
		proven({ source, authentication }, delivery, stage.appSecret);

	/** Imports an example, gives it credentials and short intervals, and publishes it. */
	async function publish(file: string, trigger: object = {}): Promise<PublishedExample> {
		const workflow = JSON.parse(
			await readFile(join(root, 'examples', file), 'utf8'),
		) as WorkflowDefinition;
		const group = await stage.addGroup(file);
		const event = await stage.eventCredentialId();
		const webhookId = randomUUID();
		let parameters: Record<string, unknown> = {};
		for (const node of workflow.nodes) {
			const type = String(node.type).split('.')[1];
			if (type === 'serviceEventTrigger') {
				parameters = { ...(node.parameters as object), ...trigger };
				node.credentials = { serviceEventWebhookApi: { id: event, name: 'secret' } };
				node.webhookId = webhookId;
				node.parameters = parameters;
			}
			if (type === 'untilReplied') {
				node.parameters = {
					firstReminderAfter: 0,
					firstReminderAfterUnit: 'seconds',
					remindEvery: 10,
					remindEveryUnit: 'minutes',
				};
			}
			if (type === 'weComRobot') {
				node.credentials = { weComRobotApi: { id: group.credential, name: 'group' } };
			}
		}
		await stage.api.publish(await stage.api.createWorkflow(workflow));
		const url = `${stage.n8n.url}/webhook/${webhookId}/events`;
		return {
			source: String(parameters.source),
			authentication: String(parameters.authentication),
			heard: () => stage.weCom.messagesOf(group.robot.key).map(({ content }) => content),
			async send({ method = 'POST', headers, query = {}, body }) {
				const response = await request(`${url}?${new URLSearchParams(query).toString()}`, {
					method,
					headers,
					body,
				});
				const text = await response.body.text();
				return {
					status: response.statusCode,
					headers: response.headers,
					body: text.startsWith('{') ? JSON.parse(text) : text,
				};
			},
		};
	}

	for (const file of files) {
		it(`${file}: what the source sends is reminded to the group`, async () => {
			const example = await publish(file);
			published.set(example.source, example);
			const source = example.source === 'detect' ? 'alertmanager' : example.source;
			const delivery = source === 'custom' ? documentedCustom : deliveries[source];

			const stranger = await example.send({ ...delivery, headers: delivery.headers });
			assert.equal(stranger.status, 401, JSON.stringify(stranger.body));
			const answer = await example.send(proof(source, example.authentication, delivery));
			assert.equal(answer.status, 200, JSON.stringify(answer.body));
			const message = await until('a reminder', () =>
				example.heard().find((content) => content.includes(delivery.text)),
			);
			assert.match(message, /No reply|Not acknowledged|has waited|Not handled/);
		});
	}

	it('takes the comment of somebody else at Gitee for the answer', async () => {
		const gitee = published.get('gitee')!;
		const body = JSON.stringify(issueComment('maintainer'));
		const headers = giteeHeaders('Note Hook');
		const { status } = await gitee.send(proof('gitee', 'signature', { headers, body, text: '' }));
		assert.equal(status, 200);
		await until('Replied', () => gitee.heard().find((content) => /handled after/.test(content)));
	});

	it('answers the sender of a robot as the robot does', async () => {
		const robot = published.get('groupRobot')!;
		const query = { secret: stage.appSecret };
		const headers = { 'content-type': 'application/json' };
		const send = async (body: object) =>
			await robot.send({ headers, query, body: JSON.stringify(body) });
		assert.deepEqual((await send(weCom.markdown)).body, { errcode: 0, errmsg: 'ok' });
		const ok = await send(slack.text);
		assert.equal(ok.body, 'ok');
		assert.match(String(ok.headers['content-type']), /^text\/plain/);
		const refused = await send({ msgtype: 'poem' });
		assert.equal(refused.status, 400);
		assert.equal(refused.body.errcode, 40058);
	});

	it('takes every method of DCE 5.0, and other sources POST alone and HEAD', async () => {
		const dce = published.get('dceUsers')!;
		const secret = { 'x-webhook-secret': stage.appSecret };
		for (const method of ['GET', 'PUT', 'PATCH', 'DELETE'] as const) {
			const user = { ...defaultBody, id: `user-${method}` };
			const answer = await dce.send(
				method === 'GET'
					? { method, headers: secret, query: { ...user, action: 'create' } }
					: {
							method,
							headers: { ...secret, 'content-type': 'application/json' },
							query: { action: 'create' },
							body: JSON.stringify(user),
						},
			);
			assert.equal(answer.status, 200, `${method}: ${JSON.stringify(answer.body)}`);
			assert.equal(answer.body.accepted, 1, method);
		}
		const asked = await published.get('twtChat')!.send({ method: 'HEAD' });
		assert.equal(asked.status, 200);
		const refused = await published.get('twtChat')!.send({ method: 'GET' });
		assert.equal(refused.status, 405);
		assert.equal(refused.headers.allow, 'POST');
	});

	it('reads a compressed body, and survives one that is none', async () => {
		const twt = published.get('twtChat')!;
		const body = unreplied({ visitor_name: 'Compressed' });
		const headers = {
			'content-type': 'application/octet-stream',
			'content-encoding': 'gzip',
			'x-chat-signature': signature(body, stage.appSecret),
		};
		const answer = await twt.send({ headers, body: gzipSync(body) });
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
		const broken = await twt.send({ headers, body: Buffer.from('no gzip at all') });
		assert.equal(broken.status, 400, JSON.stringify(broken.body));
		const form = await twt.send({
			headers: { 'content-type': 'multipart/form-data; boundary=x' },
			body: '--x\r\ncontent-disposition: form-data; name="a"\r\n\r\n1\r\n--x--\r\n',
		});
		assert.ok(form.status >= 400 && form.status < 500, `${form.status}`);
	});

	it('reminders what somebody wrote in a hundred thousand lines', async () => {
		const custom = published.get('custom')!;
		const text = `Hello?\n${'a\n'.repeat(100_000)}`;
		const body = JSON.stringify({
			conversation: { id: 43, status: 'open' },
			message: { id: 8, text, created_at: '2025-12-11T07:54:12Z' },
			customer: { name: 'Ben' },
		});
		const delivery = { ...documentedCustom, body };
		const answer = await custom.send(proof('custom', custom.authentication, delivery));
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
		const heard = () => custom.heard().filter((content) => content.includes('Ben'));
		const last = await until('all parts of it', () =>
			heard().find((content) => content.includes('(10/10)')),
		);
		assert.match(last, /truncated/);
		assert.match(heard()[0], /Hello\?/);
	});

	it('knows the address of the sender, and lets only some in', async () => {
		const inside = await publish('source-twt-chat.json', {
			options: { allowedAddresses: '127.0.0.0/8, ::1' },
		});
		const outside = await publish('source-twt-chat.json', {
			options: { allowedAddresses: '203.0.113.0/24' },
		});
		const sending = proof('twtChat', 'signature', deliveries.twtChat);
		assert.equal((await inside.send(sending)).status, 200);
		const forged = { ...sending.headers, 'x-forwarded-for': '203.0.113.5' };
		assert.equal((await outside.send({ ...sending, headers: forged })).status, 403);
	});

	it('cannot be published with a list of addresses that cannot be read', async () => {
		const unreadable = { options: { allowedAddresses: 'the office' } };
		await assert.rejects(publish('source-twt-chat.json', unreadable), /Allowed IP Addresses/);
	});

	it('counts what a filter holds back', async () => {
		const closedOnly = await publish('source-gitee.json', {
			filters: { events: ['issue.closed'] },
		});
		const delivery = {
			headers: giteeHeaders('Issue Hook'),
			body: JSON.stringify(issueHook('open')),
			text: '',
		};
		const answer = await closedOnly.send(proof('gitee', 'signature', delivery));
		assert.deepEqual(answer.body, {
			ok: true,
			accepted: 0,
			duplicates: 0,
			filtered: 1,
			refused: 0,
		});
	});

	const skip = isOldest && 'n8n 2.0 gives the expressions of a webhook nothing of the request';
	it('evaluates an expression of a custom source on the request', { skip }, async () => {
		const custom = await publish('source-custom.json', {
			conversationKey: '={{ $json.query.shop + "-" + $json.body.chat.id }}',
			text: 'said',
			moreFields: {},
		});
		const answer = await custom.send({
			headers: { 'content-type': 'application/json', 'x-webhook-secret': stage.appSecret },
			query: { shop: 'north' },
			body: '{"chat":{"id":42},"said":"By expression"}',
		});
		assert.equal(answer.status, 200, JSON.stringify(answer.body));
		await until('a reminder', () => custom.heard().some((text) => text.includes('By expression')));
	});
});

/** What the example of a custom source expects. */
const documentedCustom: Delivery = {
	headers: { 'content-type': 'application/json' },
	body: JSON.stringify({
		conversation: { id: 42, status: 'open' },
		message: { id: 7, text: 'Is anybody there?', created_at: '2025-12-11T07:54:12Z' },
		customer: { name: 'Ann' },
	}),
	text: 'Is anybody there?',
};
