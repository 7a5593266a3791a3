import type { IDataObject } from 'n8n-workflow';

import { arrivalFrom } from '../../../nodes/UntilReplied/arrival';
import { EscalationEngine } from '../../../src/engine/engine';
import { eventSources } from '../../../src/events/sources';
import { Inbox } from '../../../src/inbox/inbox';
import { openSqliteStore } from '../../../src/store/sqlite/store';
import type { Store } from '../../../src/store/store';
import { HOUR, MINUTE, SECOND } from '../../../src/time/duration';
import { aPolicy, SCOPE, T0 } from '../../support/model/escalations.mts';
import { alertGroup, grafanaGroup } from '../../support/sources/alerts.mts';
import { insightAlert, insightText } from '../../support/sources/dce.mts';
import { eventsIn } from '../../support/sources/eventRequest.mts';
import { inWeCom } from '../../support/sources/groupRobot.mts';
import { nightingaleAlert } from '../../support/sources/nightingale.mts';
import { monitorDown } from '../../support/sources/uptimeKuma.mts';
import { zabbixProblem } from '../../support/sources/zabbix.mts';
import { FakeClock } from '../../support/time/fakeClock.mts';

const TRIGGER = 'workflow:trigger';

let store: Store;
let clock: FakeClock;
let inbox: Inbox;
let engine: EscalationEngine;

beforeEach(() => {
	clock = new FakeClock(T0);
	store = openSqliteStore(':memory:', clock);
	inbox = new Inbox(store, 'process-1');
	engine = new EscalationEngine(store, 'process-1');
});
afterEach(async () => await store.close());

/** A request of a source, and its events to the node, in executions of their own. What came of it, per event of the request. */
async function say(source: string, body: unknown): Promise<string[]> {
	const counts = await accept(source, body);
	return [...(await execute()), ...Array.from({ length: counts.duplicates }, () => 'known')];
}

async function accept(source: string, body: unknown) {
	const events = eventsIn(eventSources[source], { body, receivedAt: clock.now() });
	return await inbox.accept(TRIGGER, events);
}

/** What waits in the inbox comes to the node. @param order in which order. */
async function execute(
	order: <Item>(items: Item[]) => Item[] = (items) => items,
): Promise<string[]> {
	const jobSource = inbox.jobSourceOf(TRIGGER);
	const { jobs } = await jobSource.poll(100);
	const results: string[] = [];
	for (const { json } of order(jobs)) {
		const arrival = arrivalFrom(json as IDataObject, {
			conversationKey: () => (json.conversation as { key: string }).key,
			policy: () => aPolicy(),
			isReply: undefined,
			now: clock.now(),
		});
		results.push(...(arrival ? await engine.track(SCOPE, [arrival]) : ['nothing']));
	}
	await jobSource.settle(jobs.map(({ token }) => ({ token, result: 'sent' })));
	return results;
}

async function openKeys(): Promise<string[]> {
	const found = await engine.find({ states: ['open'] }, 10);
	return found.map(({ escalation: { conversationKey } }) => conversationKey);
}

const at = (milliseconds: number) => new Date(T0 + milliseconds).toISOString();

/** Alertmanager's group with one alert that began ten minutes ago. @param over when it ended. */
function group(over?: number, startsAt = at(-10 * MINUTE)) {
	const [alert] = alertGroup.alerts;
	const status = over === undefined ? 'firing' : 'resolved';
	const endsAt = over === undefined ? alert.endsAt : at(over);
	return { ...alertGroup, status, alerts: [{ ...alert, status, startsAt, endsAt }] };
}

const weiyu = (title: string, lines: string) => inWeCom(`### ${title}\n\n${lines}`);

/** What the same source says of an alert that fires, and that it is over, in every form that it has. */
const alerts: Array<[what: string, source: string, firing: unknown, resolved: unknown]> = [
	['Alertmanager', 'alertmanager', group(), group(-MINUTE)],
	[
		'Grafana',
		'grafana',
		{ ...grafanaGroup, alerts: [grafanaGroup.alerts[0]] },
		{
			...grafanaGroup,
			status: 'resolved',
			alerts: [
				{
					...grafanaGroup.alerts[0],
					status: 'resolved',
					endsAt: '2021-10-12T10:01:03.157076+02:00',
				},
			],
		},
	],
	[
		'Nightingale',
		'nightingale',
		[nightingaleAlert],
		[{ ...nightingaleAlert, is_recovered: true, last_eval_time: 1749180864 }],
	],
	[
		'Uptime Kuma',
		'uptimeKuma',
		monitorDown,
		{
			...monitorDown,
			heartbeat: { ...monitorDown.heartbeat, status: 1, time: '2023-07-31 18:57:15.374' },
			msg: '[test] [✅ Up] 200 - OK',
		},
	],
	['Zabbix', 'zabbix', zabbixProblem, { ...zabbixProblem, event_value: '0' }],
	[
		'Insight as text',
		'dceInsight',
		insightText,
		insightText.replace('描述', '结束时间: 2023-04-20 16:10:00\\n描述'),
	],
	[
		'Insight as an alert',
		'dceInsight',
		insightAlert,
		{ ...insightAlert, status: 'resolved', endsAt: '2023-04-20T08:10:00Z' },
	],
	['Insight as a group', 'dceInsight', group(), group(-MINUTE)],
	[
		'Weiyu without an id',
		'weiyu',
		weiyu('系统异常通知', '- **服务**: 订单\n- **级别**: 严重'),
		weiyu('系统异常恢复通知', '- **服务**: 订单\n- **级别**: 严重'),
	],
	[
		'Weiyu with an id and a time',
		'weiyu',
		weiyu('系统异常通知', '- **告警ID**: 5\n- **发生时间**: 2025-07-26 17:45:33'),
		weiyu('系统异常恢复通知', '- **告警ID**: 5\n- **发生时间**: 2025-07-26 17:45:33'),
	],
];

describe.each(alerts)('an alert of %s', (_what, source, firing, resolved) => {
	test('that fires again after it was over opens anew, told with the same words within the minute', async () => {
		for (let round = 0; round < 3; round += 1) {
			expect(await say(source, firing)).toEqual(['opened']);
			clock.jump(SECOND);
			expect(await say(source, firing)).toEqual(['known']);
			clock.jump(SECOND);
			expect(await say(source, resolved)).toEqual(['replied']);
			expect(await openKeys()).toEqual([]);
			clock.jump(SECOND);
			expect(await say(source, resolved)).toEqual(['known']);
			clock.jump(SECOND);
		}
	});

	test('that fires again hours later opens anew too', async () => {
		await say(source, firing);
		await say(source, resolved);
		clock.jump(5 * HOUR);
		expect(await say(source, firing)).toEqual(['opened']);
		expect(await say(source, resolved)).toEqual(['replied']);
	});

	test('that is over without having fired ends nothing and opens nothing', async () => {
		expect(await say(source, resolved)).toEqual(['noted']);
		expect(await engine.find({}, 10)).toEqual([]);
		clock.jump(SECOND);
		expect(await say(source, firing)).toEqual(['opened']);
	});
});

describe('an alert that somebody has dealt with', () => {
	test.each(['markReplied', 'cancel'] as const)(
		'by %s is not opened by what repeats it, but when it fires again',
		async (action) => {
			await say('alertmanager', group());
			const [key] = await openKeys();
			clock.jump(MINUTE);
			await engine.change(key, { action, actor: 'Li Lei' });
			for (const wait of [SECOND, HOUR, 4 * HOUR]) {
				clock.jump(wait);
				expect((await say('alertmanager', group())).join()).toMatch(/^(known|already\w+)$/);
			}
			expect(await say('alertmanager', group(5 * HOUR))).toEqual(['noted']);
			expect(await openKeys()).toEqual([]);
			clock.jump(MINUTE);
			expect(await say('alertmanager', group())).toEqual(['opened']);
		},
	);

	test('and that was over before, by its own clock, opens when it fires again', async () => {
		await say('alertmanager', group());
		const [key] = await openKeys();
		clock.jump(22 * MINUTE);
		await engine.change(key, { action: 'markReplied', actor: null });
		clock.jump(3 * MINUTE);
		// A group tells every five minutes what has ended.
		await say('alertmanager', group(20 * MINUTE));
		clock.jump(15 * MINUTE);
		expect(await say('alertmanager', group())).toEqual(['opened']);
	});
});

/*
 * prometheus/alertmanager#2447 and #4008: where an alert ends just as a group is
 * told, members of a cluster send "firing, resolved, firing, resolved". The times
 * are those of #2447, in seconds.
 */
test('what members of a cluster say one after the other ends as the last of them has it', async () => {
	const resolved = group(40 * SECOND, at(-11 * SECOND));
	const firing = group(undefined, at(-11 * SECOND));
	expect(await say('alertmanager', firing)).toEqual(['opened']);
	clock.jump(49 * SECOND);
	expect(await say('alertmanager', resolved)).toEqual(['replied']);
	clock.jump(10 * SECOND);
	expect(await say('alertmanager', firing)).toEqual(['opened']);
	expect(await say('alertmanager', firing)).toEqual(['known']);
	clock.jump(15 * SECOND);
	expect(await say('alertmanager', resolved)).toEqual(['replied']);
	expect(await openKeys()).toEqual([]);
	// Nobody has heard of the second.
	const found = await engine.find({}, 10);
	expect(found.map(({ escalation: { reminderCount } }) => reminderCount)).toEqual([0, 0]);
});

test('members that call themselves differently, as there, repeat what one of them has ended, and open nothing', async () => {
	const by = (member: string, over?: number) => ({
		...group(over, at(-11 * SECOND)),
		externalURL: `http://${member}:9093`,
	});
	expect(await say('alertmanager', by('n3'))).toEqual(['opened']);
	expect(await say('alertmanager', by('n3', 40 * SECOND))).toEqual(['replied']);
	for (const [member, over] of [['n2'], ['n1'], ['n1', 40 * SECOND]] as const) {
		expect(await say('alertmanager', by(member, over))).toEqual(['known']);
	}
	expect(await openKeys()).toEqual([]);
});

test('an earlier firing that is repeated after a later one is over opens nothing', async () => {
	await say('alertmanager', group());
	await say('alertmanager', group(-5 * MINUTE));
	await say('alertmanager', group(undefined, at(-4 * MINUTE)));
	await say('alertmanager', group(-MINUTE, at(-4 * MINUTE)));
	expect(await say('alertmanager', group())).toEqual(['known']);
	clock.jump(HOUR);
	expect(await say('alertmanager', group())).toEqual(['alreadyReplied']);
	expect(await openKeys()).toEqual([]);
	expect(await say('alertmanager', group(undefined, at(-4 * MINUTE)))).toEqual(['opened']);
	// And what ended the earlier one does not end the later.
	expect(await say('alertmanager', group(-5 * MINUTE))).toEqual(['noted']);
	expect(await openKeys()).toHaveLength(1);
});

test('a request that was on its way here since before the alert was over opens nothing', async () => {
	await say('alertmanager', group());
	const { transaction } = store;
	let begin!: () => void;
	const stoodStill = new Promise<void>((resolve) => (begin = resolve));
	jest.spyOn(store, 'transaction').mockImplementationOnce(async (...given) => {
		await stoodStill;
		return await transaction.apply(store, given as Parameters<typeof transaction>);
	});
	const delayed = accept('alertmanager', group());
	clock.jump(MINUTE);
	expect(await say('alertmanager', group(30 * SECOND))).toEqual(['replied']);
	begin();
	expect(await delayed).toMatchObject({ accepted: 0, duplicates: 1 });
	expect(await say('alertmanager', group())).toEqual(['opened']);
});

test.each<[string, <Item>(items: Item[]) => Item[]]>([
	['in order', (items) => items],
	['the last first', (items) => items.toReversed()],
	['the last two first', (items) => [...items.slice(1), ...items.slice(0, 1)]],
])('whatever comes to the node %s: the last word counts', async (_order, order) => {
	const words: Array<[over: number | undefined, open: number]> = [
		[undefined, 1],
		[SECOND, 0],
		[undefined, 1],
		[2 * MINUTE, 0],
		[undefined, 1],
	];
	for (let length = 1; length <= words.length; length += 1) {
		for (const [over] of words.slice(0, length)) {
			clock.jump(40 * SECOND);
			const { alerts, ...others } = group(over);
			const [alert] = alerts.map((one) => ({ ...one, fingerprint: `alert-${length}` }));
			await accept('alertmanager', { ...others, alerts: [alert] });
		}
		await execute(order);
		const ours = (await openKeys()).filter((key) => key.includes(`alert-${length}@`));
		expect(ours).toHaveLength(words[length - 1][1]);
	}
});

test.each([-HOUR, -5 * MINUTE, 5 * MINUTE, HOUR])(
	'however wrong the clock of the source is, by %i ms',
	async (skew) => {
		const began = at(skew - 10 * MINUTE);
		for (let round = 0; round < 3; round += 1) {
			clock.jump(10 * MINUTE);
			expect(await say('alertmanager', group(undefined, began))).toEqual(['opened']);
			clock.jump(MINUTE);
			const over = clock.now() - T0 + skew - 10 * SECOND;
			expect(await say('alertmanager', group(over, began))).toEqual(['replied']);
		}
		clock.jump(MINUTE);
		// One that begins anew, by the same clock.
		const again = at(clock.now() - T0 + skew - SECOND);
		expect(await say('alertmanager', group(undefined, again))).toEqual(['opened']);
		clock.jump(MINUTE);
		const over = clock.now() - T0 + skew - SECOND;
		expect(await say('alertmanager', group(over, again))).toEqual(['replied']);
	},
);

test('what fires again says since when at the earliest, and keeps what the source said of it', async () => {
	await accept('alertmanager', group());
	await accept('alertmanager', group(-MINUTE));
	clock.jump(MINUTE);
	await accept('alertmanager', group());
	const events = (await inbox.jobSourceOf(TRIGGER).poll(9)).jobs.map(({ json }) => json);
	expect(events.map(({ occurredAt }) => occurredAt)).toEqual([
		at(-10 * MINUTE),
		at(-MINUTE),
		at(MINUTE),
	]);
	expect(events[2].raw).toEqual(group());
	expect(new Set(events.map(({ id }) => id)).size).toBe(3);
});

test('what is repeated of an alert that fires again is of that, with its newest words', async () => {
	await say('alertmanager', group());
	await say('alertmanager', group(-MINUTE));
	clock.jump(MINUTE);
	await say('alertmanager', group());
	clock.jump(HOUR);
	const [alert] = group().alerts;
	const annotations = { summary: 'Still down' };
	expect(await say('alertmanager', { ...group(), alerts: [{ ...alert, annotations }] })).toEqual([
		'continued',
	]);
	const [{ escalation }] = await engine.find({ states: ['open'] }, 10);
	expect(escalation).toMatchObject({
		waitingSince: T0 + MINUTE,
		messageCount: 1,
		event: { title: 'Still down', occurredAt: at(MINUTE) },
	});
});

test('by two triggers the same words are the same events', async () => {
	const ids: unknown[][] = [];
	for (const trigger of ['workflow:one', 'workflow:other']) {
		for (const body of [group(), group(-MINUTE), group()]) {
			const events = eventsIn(eventSources.alertmanager, { body, receivedAt: T0 });
			await inbox.accept(trigger, events);
		}
		ids.push((await inbox.jobSourceOf(trigger).poll(9)).jobs.map(({ json }) => json.id));
	}
	expect(ids[1]).toEqual(ids[0]);
});

test('the words of one request count in its order', async () => {
	const events = [group(), group(-MINUTE), group(), group(), group(-MINUTE)].flatMap((body) =>
		eventsIn(eventSources.alertmanager, { body, receivedAt: T0 }),
	);
	expect(await inbox.accept(TRIGGER, events)).toMatchObject({ accepted: 4, duplicates: 1 });
	expect(await execute()).toEqual(['opened', 'replied', 'opened', 'replied']);
});

test('what there was no room for is not known to be said', async () => {
	const events = [group(), group(-MINUTE), group()].flatMap((body) =>
		eventsIn(eventSources.alertmanager, { body, receivedAt: T0 }),
	);
	const quota = { events: 1, bytes: 1e9 };
	for (const [accepted, results] of [
		[1, ['opened']],
		[1, ['replied']],
		[1, ['opened']],
	] as const) {
		const [first, ...others] = events.splice(0);
		expect(await inbox.accept(TRIGGER, [first, ...others], { quota })).toMatchObject({
			accepted,
			withoutRoom: others.length,
		});
		expect(await execute()).toEqual(results);
		events.push(...others);
	}
	expect(await openKeys()).toHaveLength(1);
});

test('a message that is sent again after it was answered is known for good', async () => {
	const message = { created_at: 1_765_439_941, event: 'UNREPLIED', webhook_id: 'w' };
	const content = {
		...{ subject: 's', visitor_name: 'Ann', created_at: 1_765_439_652, message_content: 'Hi' },
		...{ property_name: 'shop', visitor_nickname: 'A', sbs: '', status: '1', push_times: 1 },
		...{ time_sec: 289, assigned_agent_nickname: '' },
	};
	const body = (status: string) => ({ ...message, content: [{ ...content, status }] });
	expect(await say('twtChat', body('1'))).toEqual(['opened']);
	expect(await say('twtChat', body('4'))).toEqual(['replied']);
	expect(await say('twtChat', body('1'))).toEqual(['known']);
	expect(await say('twtChat', body('4'))).toEqual(['known']);
});
