import { setTimeout as sleep } from 'node:timers/promises';

import { FakeWeCom, type ReceivedMessage } from '../../test/support/robots/weCom/fakeWeCom.mts';
import { mainWorkflow } from '../../test/support/n8n/demoWorkflow.mts';
import type { Comparison } from './comparison.mts';
import { loadOf } from './loadGenerator.mts';
import { withN8n, type Installation, type MeasuredN8n } from './measuredN8n.mts';
import { APP_SECRET, unrepliedOfNewVisitor, unrepliedOfNewVisitors } from './twtEvents.mts';
import { remindersByHand } from './workflows.mts';

const RIVAL = 'Webhook-Wait-IF-HTTP Request';
const ROBOT = 'benchmark';
const CONNECTIONS = 10;
const SECOND = 1_000;

/** Conversations in one body of ours; TWT Chat's `content` is a list. */
const ENTRIES = 10;

/** Waits below 65 s stay in n8n's memory, longer ones are stored: `execute` of n8n's Wait node. */
const STORED_FROM = 65 * SECOND;

/** After so long without a message no more are expected. */
const SILENCE = 30 * SECOND;
const REMINDERS_TIMEOUT = 240 * SECOND;

/** What went out, and the time from the moment when all were due to the last of them. */
interface Reminded {
	count: number;
	seconds: number;
	/** Of n8n, in the same time. */
	cpuSeconds: number | undefined;
}

/**
 * Reminders in a second when `due` conversations are due at the same instant, and
 * in a second of processor time. Where not all of them went out, those count
 * that did.
 */
export async function compareReminders(
	installation: Installation,
	due: number,
	tell: (line: string) => void,
): Promise<Comparison[]> {
	const weCom = await FakeWeCom.start({
		robots: [{ key: ROBOT, group: 'Benchmark' }],
		messagesPerMinute: Infinity,
	});
	try {
		// A new n8n for each: neither finds what the other left in memory and database.
		const ours = await withN8n(
			installation,
			{},
			async (n8n) => await reminderOurs(n8n, weCom, due),
		);
		tell(`ours: ${shown(ours, due)}`);
		const theirs = await withN8n(
			installation,
			{},
			async (n8n) => await reminderByHand(n8n, weCom, due),
		);
		tell(`${RIVAL}: ${shown(theirs, due)}`);
		const compare = (measure: string, rate: (reminded: Reminded) => number): Comparison => ({
			measure,
			setting: `${due} due at once`,
			rival: RIVAL,
			ours: [rate(ours)],
			theirs: [rate(theirs)],
		});
		return [
			{ ...compare('reminders/s', ({ count, seconds }) => count / seconds), goal: 20 },
			compare('reminders/CPU second', ({ count, cpuSeconds }) => count / (cpuSeconds ?? NaN)),
		].filter(({ ours: [figure] }) => Number.isFinite(figure));
	} finally {
		await weCom.stop();
	}
}

/**
 * The main workflow, with a first delay that ends at one instant, however early
 * an event came, and with n8n's HTTP Request like the rival: our robot nodes
 * keep to the limits of their platform.
 */
export async function reminderOurs(
	n8n: MeasuredN8n,
	weCom: FakeWeCom,
	due: number,
): Promise<Reminded> {
	const event = await n8n.api.createCredential('AppSecret', 'serviceEventWebhookApi', {
		secret: APP_SECRET,
	});
	const robotUrl = weCom.webhookUrl(ROBOT);
	const dueAt = Date.now() + 25 * SECOND;
	const { webhookId, ...definition } = mainWorkflow({
		credentials: { event, group: '' },
		plainUrls: { group: robotUrl, manager: robotUrl },
		policy: {
			firstReminderAfter: `={{ (${dueAt} - Date.now()) / 1000 }}`,
			firstReminderAfterUnit: 'seconds',
			remindEvery: 1,
			remindEveryUnit: 'hours',
		},
	});
	const { url } = await n8n.publish({ definition, path: `/webhook/${webhookId}/events` });
	const bodies = Array.from({ length: due / ENTRIES }, () => unrepliedOfNewVisitors(ENTRIES));
	await loadOf(bodies, url, CONNECTIONS);
	return await remindedAt(dueAt, due, n8n, weCom);
}

/** One execution for each event, as its Webhook starts them; all wait in the database until the same instant. */
export async function reminderByHand(
	n8n: MeasuredN8n,
	weCom: FakeWeCom,
	due: number,
): Promise<Reminded> {
	const { url } = await n8n.publish(remindersByHand(weCom.webhookUrl(ROBOT)));

	// How fast it takes them in is not known before: some go first, and are due in an hour.
	const later = new Date(Date.now() + 3_600 * SECOND).toISOString();
	const some = Array.from({ length: 50 }, () => unrepliedOfNewVisitor({ dueAt: later }));
	const perSecond = await loadOf(some, url, CONNECTIONS);

	const dueAt = Math.ceil(Date.now() + (due / perSecond) * 1.3 * SECOND + STORED_FROM);
	const bodies = Array.from({ length: due }, () =>
		unrepliedOfNewVisitor({ dueAt: new Date(dueAt).toISOString() }),
	);
	await loadOf(bodies, url, CONNECTIONS);
	return await remindedAt(dueAt, due, n8n, weCom);
}

/** Waits for the moment, and then until everybody's message was there, or none came any more. */
async function remindedAt(
	dueAt: number,
	due: number,
	n8n: MeasuredN8n,
	weCom: FakeWeCom,
): Promise<Reminded> {
	const before = weCom.received.length;
	if (Date.now() > dueAt) throw new Error('n8n was still taking events in when they were due');
	await sleep(dueAt - Date.now());

	const cpuBefore = n8n.cpuSeconds();
	let cpuAfter = cpuBefore;
	let count = 0;
	let countedAt = Date.now();
	while (
		count < due &&
		Date.now() - countedAt < SILENCE &&
		Date.now() - dueAt < REMINDERS_TIMEOUT
	) {
		await sleep(50);
		if (weCom.received.length - before === count) continue;
		count = weCom.received.length - before;
		countedAt = Date.now();
		cpuAfter = n8n.cpuSeconds();
	}
	const messages = weCom.received.slice(before);
	checkEach(messages);
	return {
		count,
		seconds: (Math.max(...messages.map(({ at }) => at)) - dueAt) / SECOND,
		cpuSeconds:
			cpuBefore === undefined || cpuAfter === undefined ? undefined : cpuAfter - cpuBefore,
	};
}

/** @throws when there is none, or one that was refused, or two for the same customer. */
function checkEach(messages: ReceivedMessage[]): void {
	if (messages.length === 0) throw new Error('No reminder went out');
	const refused = messages.find(({ errcode }) => errcode !== 0);
	if (refused) throw new Error(`The fake robot refused a message with ${refused.errcode}`);
	const visitors = new Set(messages.map(({ content }) => /Visitor-\d+/.exec(content)?.[0]));
	if (visitors.size !== messages.length) throw new Error('Somebody was reminded more than once');
}

function shown({ count, seconds }: Reminded, due: number): string {
	return `${count} of ${due} reminders in ${seconds.toFixed(2)} s${count < due ? ', then no more' : ''}`;
}
