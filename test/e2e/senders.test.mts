import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { after, before, describe, it } from 'node:test';

import { operationWorkflow } from '../support/n8n/operationWorkflows.mts';
import { until } from '../support/n8n/n8nApi.mts';
import { ReadinessProxy } from '../support/n8n/readinessProxy.mts';
import { post, Stage, type PublishedWorkflow } from '../support/n8n/stage.mts';
import { freePort } from '../support/process/freePort.mts';
import { listen } from '../support/process/listen.mts';
import { Alertmanager } from '../support/senders/alertmanager.mts';
import type { DebianServer } from '../support/senders/debianServer.mts';
import { startPrometheus } from '../support/senders/prometheus.mts';

/*
 * Servers that others wrote and that are nobody's fixtures: Prometheus with a
 * rule, and an Alertmanager that tells n8n of it.
 */

const OUTAGE = 1_500;

/** What Get Many gives of a conversation, as far as it matters here. */
interface Found {
	state: string;
	endedBecause: string | null;
	conversation: { key: string };
	event: { title?: string; fields: Array<{ name: string; value: string }> };
}

let stage: Stage;
let proxy: ReadinessProxy;
let alertmanager: Alertmanager;
let shop: PublishedWorkflow;
let outage: PublishedWorkflow;

before(async () => {
	stage = await Stage.start();
	proxy = await ReadinessProxy.start(stage.n8n.url);
	const trigger = {
		source: 'alertmanager',
		authentication: 'header',
		headerName: 'Authorization',
	};
	shop = await stage.publish({ trigger, policy: { firstReminderAfter: 0, remindEvery: 600 } });
	outage = await stage.publish({
		trigger,
		webhookId: randomUUID(),
		policy: { firstReminderAfter: 1, firstReminderAfterUnit: 'hours' },
	});
	const lookUp = operationWorkflow('look-up', {
		operation: 'getMany',
		limit: '={{ $json.body.limit }}',
		skip: '={{ $json.body.skip }}',
		filters: { workflowId: '={{ $json.body.workflowId }}', states: '={{ $json.body.states }}' },
	});
	await stage.api.publish(await stage.api.createWorkflow(lookUp));
	const receiver = ({ webhookUrl }: PublishedWorkflow) => ({
		url: `${proxy.url}${new URL(webhookUrl).pathname}`,
		credentials: stage.appSecret,
	});
	alertmanager = await Alertmanager.start({ shop: receiver(shop), outage: receiver(outage) });
});
after(async () => {
	await alertmanager?.stop();
	await proxy?.stop();
	await stage?.stop();
});

const STATES = {
	open: ['open', 'acknowledged', 'reminding', 'snoozed'],
	ended: ['replied', 'exhausted', 'cancelled'],
};
interface Counts {
	open: number;
	ended: number;
}

/** Conversations of a workflow, the latest first. */
async function conversations(
	{ id }: PublishedWorkflow,
	{ states, skip = 0, limit = 10_000 }: { states: string[]; skip?: number; limit?: number },
): Promise<Found[]> {
	const { body } = await post(
		`${stage.n8n.url}/webhook/look-up`,
		JSON.stringify({ workflowId: id, states, skip, limit }),
	);
	return Array.isArray(body) ? body.filter(({ conversation }) => conversation !== undefined) : [];
}

/** Waits until so many conversations of a workflow are open, and so many have ended. All of these are given. */
async function untilThereAre(
	workflow: PublishedWorkflow,
	counts: Counts,
): Promise<Record<keyof Counts, Found[]>> {
	const found = async (state: keyof Counts) =>
		await conversations(workflow, { states: STATES[state] });
	// The last of them alone: to look at thousands each time would keep n8n busy.
	const isAtLeast = async (state: keyof Counts) =>
		counts[state] === 0 ||
		(
			await conversations(workflow, {
				states: STATES[state],
				skip: counts[state] - 1,
				limit: 1,
			})
		).length > 0;
	const wanted = `${counts.open} open and ${counts.ended} that have ended`;
	return await until(wanted, async () => {
		if (!(await isAtLeast('open')) || !(await isAtLeast('ended'))) return undefined;
		const both = { open: await found('open'), ended: await found('ended') };
		const isSo = both.open.length === counts.open && both.ended.length === counts.ended;
		return isSo ? both : undefined;
	}).catch(async (error: Error) => {
		const both = [...(await found('open')), ...(await found('ended'))];
		const told = Map.groupBy(both, ({ state, endedBecause }) => `${state} ${endedBecause}`);
		const sums = [...told].map(([state, { length }]) => `${length} ${state}`);
		throw new Error(
			`${error.message}, but there are: ${sums.join()}\n${alertmanager.log().slice(-5_000)}`,
		);
	});
}

describe('Prometheus, through an Alertmanager', () => {
	let prometheus: DebianServer;
	let server: Server;
	const address = { port: 0 };
	before(async () => {
		address.port = await freePort();
		server = await open();
		prometheus = await startPrometheus({
			alertmanager: alertmanager.url,
			shops: { 'Corner shop': `127.0.0.1:${address.port}` },
			labels: { receiver: 'shop' },
		});
	});
	after(async () => {
		await prometheus?.stop();
		close();
	});

	async function open(): Promise<Server> {
		const opened = createServer((_, response) => response.end('shop_visitors 1\n'));
		await listen(opened, address);
		return opened;
	}
	function close(): void {
		server.closeAllConnections();
		server.close();
	}

	it('reminds of a shop that is down, and hears that it is up again', async () => {
		close();
		const message = await until('a reminder', () => shop.group('Corner shop is down')[0]);
		assert.match(message.content, /Not acknowledged/);
		await untilThereAre(shop, { open: 1, ended: 0 });
		server = await open();
		await untilThereAre(shop, { open: 0, ended: 1 });
		await until('the group hears of it', () =>
			shop.group('Corner shop').some(({ content }) => /Resolved after/.test(content)),
		);
	});

	it('reminds again when Prometheus was not heard of for a while, and tells of the same alert', async () => {
		close();
		const {
			open: [alert],
		} = await untilThereAre(shop, { open: 1, ended: 1 });
		const began = await alertmanager.startsOf('ShopDown');
		prometheus.pause();
		await untilThereAre(shop, { open: 0, ended: 2 });
		const reminders = shop.group('Corner shop is down').length;
		prometheus.resume();
		const {
			open: [again],
		} = await untilThereAre(shop, { open: 1, ended: 2 });
		assert.deepEqual(await alertmanager.startsOf('ShopDown'), began);
		assert.equal(again.conversation.key, alert.conversation.key);
		await until('a reminder', () => shop.group('Corner shop is down').length > reminders);
		server = await open();
		await untilThereAre(shop, { open: 0, ended: 3 });
	});

	it('has every notification taken', async () => await assertTaken('shop'));
});

describe('Alertmanager', () => {
	const startsAt = new Date().toISOString();
	/** All of one group. @param endsAt not yet, where nothing is given. */
	const alerts = (endsAt?: string) =>
		Array.from({ length: OUTAGE }, (_, number) => ({
			labels: { alertname: 'NodeDown', instance: `node-${number}`, receiver: 'outage' },
			annotations: { summary: `node-${number} has been down for 5 minutes` },
			startsAt,
			endsAt: endsAt ?? new Date(Date.now() + 3_600_000).toISOString(),
		}));

	it(`tells an n8n that was away of the ${OUTAGE} alerts of an outage`, async () => {
		const failed = await failedRequests();
		await stage.n8n.stop();
		await alertmanager.post(alerts());
		await until('it cannot say so', async () => (await failedRequests()) > failed);
		await stage.n8n.start();
		const { open: found } = await untilThereAre(outage, { open: OUTAGE, ended: 0 });
		const instances = found.map(
			({ event }) => event.fields.find(({ name }) => name === 'instance')?.value,
		);
		assert.deepEqual(
			new Set(instances),
			new Set(alerts().map(({ labels: { instance } }) => instance)),
		);
		assert.ok(found.every(({ event }) => /^node-\d+ has been down/.test(event.title ?? '')));
	});

	it('tells it that they are over, also when it is away just then, and that they fire again', async () => {
		const failed = await failedRequests();
		await stage.n8n.kill();
		await alertmanager.post(alerts(new Date().toISOString()));
		await until('it cannot say so', async () => (await failedRequests()) > failed);
		await stage.n8n.start();
		const { ended } = await untilThereAre(outage, { open: 0, ended: OUTAGE });
		assert.ok(ended.every(({ endedBecause }) => endedBecause === 'reply'));
		await alertmanager.post(alerts());
		await untilThereAre(outage, { open: OUTAGE, ended: OUTAGE });
	});

	it('has every notification taken, at once or when it repeats it', async () =>
		await assertTaken('outage'));
});

async function failedRequests(): Promise<number> {
	return await alertmanager.metric('alertmanager_notification_requests_failed_total');
}

/** No notification of a receiver failed without being repeated. */
async function assertTaken(receiver: string): Promise<void> {
	const notifications = alertmanager.notifications(receiver);
	assert.equal(notifications.at(-1), 'taken', `${notifications.join()}\n${alertmanager.log()}`);
	const told = ['shop', 'outage'].flatMap((name) => alertmanager.notifications(name));
	const counted = await alertmanager.metric('alertmanager_notifications_failed_total');
	assert.equal(counted, told.filter((outcome) => outcome === 'failed').length);
}
