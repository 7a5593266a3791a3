import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { ServiceEventTrigger } from '../../../nodes/ServiceEventTrigger/ServiceEventTrigger.node';
import { scopeOf } from '../../../src/nodeScope';
import { getRuntime } from '../../../src/runtime/getRuntime';
import { alertGroup, grafanaGroup, grafanaTestGroup } from '../../support/sources/alerts.mts';
import { TestTrigger } from '../../support/nodes/trigger.mts';
import { unreplied } from '../../support/sources/twtChat.mts';

const userFolder = mkdtempSync(join(tmpdir(), 'until-replied-lists-'));

beforeAll(() => {
	process.env.N8N_USER_FOLDER = userFolder;
});
afterAll(() => rmSync(userFolder, { recursive: true, force: true }));

const MEBIBYTE = 1024 * 1024;

const trigger = (source: string, parameters: object = {}, mode?: 'manual') =>
	new TestTrigger(new ServiceEventTrigger(), {
		mode,
		parameters: { source, authentication: 'none', ...parameters },
	});
const { externalURL } = alertGroup;
const [alert] = alertGroup.alerts;
const alerts = (count: number, changes: object = {}) =>
	Array.from({ length: count }, (_, n) => ({ ...alert, ...changes, fingerprint: `${n}` }));
const group = (entries: unknown[], beside: object = {}) =>
	JSON.stringify({ ...alertGroup, ...beside, alerts: entries });

async function bytesStored({ workflowId, node }: TestTrigger): Promise<number> {
	const { inbox } = await getRuntime();
	return (await inbox.sizeOf(scopeOf(workflowId, node.id))).bytes;
}

describe('a delivery of many events', () => {
	it.each([1_001, 10_000])('has all of its %i kept', async (count) => {
		const node = trigger('alertmanager');
		const body = group(alerts(count));
		expect(await node.send({ body })).toMatchObject({
			status: 200,
			body: { ok: true, accepted: count, duplicates: 0, filtered: 0, refused: 0 },
		});
		expect((await node.send({ body })).body).toMatchObject({ accepted: 0, duplicates: count });
		const stored = await node.stored();
		expect(stored.map(({ conversation }) => conversation?.key)).toEqual(
			alerts(count).map(({ fingerprint }) => `alertmanager:${fingerprint}@${externalURL}`),
		);
		expect(stored.at(-1)?.raw).toEqual({ ...alertGroup, alerts: [alerts(count).at(-1)] });
	});

	it('of 15 MiB has all of them kept: the largest body is what n8n takes', async () => {
		const node = trigger('detect');
		const body = group(alerts(6_700, { annotations: { description: 'x'.repeat(2_000) } }));
		expect(body.length).toBeGreaterThan(15 * MEBIBYTE);
		expect(body.length).toBeLessThan(16 * MEBIBYTE);
		expect((await node.send({ body })).body).toMatchObject({ ok: true, accepted: 6_700 });
		expect(await bytesStored(node)).toBeLessThan(3 * body.length);
	});

	it.each<[string, string, string]>([
		['as Alertmanager has them', 'alertmanager', group(alerts(300))],
		[
			'without a label',
			'alertmanager',
			group(alerts(300, { labels: {}, annotations: {}, generatorURL: '' })),
		],
		['as Grafana has them', 'grafana', JSON.stringify(grafanaGroup)],
		['of a test of Grafana', 'grafana', JSON.stringify(grafanaTestGroup)],
		[
			'of Grafana, whose message tells of all of them',
			'grafana',
			JSON.stringify({
				...grafanaGroup,
				message: 'Value: B=44.2, C=1\nLabels:\n - alertname = High memory usage\n'.repeat(300),
				alerts: Array.from({ length: 300 }, (_, n) => ({
					...grafanaGroup.alerts[0],
					fingerprint: `${n}`,
				})),
			}),
		],
		[
			'with a megabyte beside them',
			'alertmanager',
			group(alerts(300), { commonAnnotations: { runbook: 'x'.repeat(MEBIBYTE) } }),
		],
		[
			'with an address of a megabyte, which each may have for its own',
			'alertmanager',
			group(alerts(300, { generatorURL: undefined }), {
				externalURL: `https://example.com/${'x'.repeat(MEBIBYTE)}`,
			}),
		],
		[
			'that are one conversation, with a name of a megabyte',
			'alertmanager',
			group([alert, ...alerts(300, { fingerprint: '' })], { groupKey: 'x'.repeat(MEBIBYTE) }),
		],
	])('takes at most three times its bytes: %s', async (_, source, body) => {
		const node = trigger(source);
		expect((await node.send({ body })).status).toBe(200);
		const bytes = await bytesStored(node);
		expect(bytes).toBeGreaterThan(0);
		expect(bytes).toBeLessThan(3 * body.length);
		await node.stored();
		expect(await bytesStored(node)).toBe(0);
	});

	it('takes some hundred bytes for each event, however little it says', async () => {
		const node = trigger('alertmanager');
		const tiny = Array.from({ length: 1_000 }, (_, n) => ({
			status: 'firing',
			fingerprint: `${n}`,
		}));
		await node.send({ body: group(tiny) });
		expect(await bytesStored(node)).toBeLessThan(1_000 * 300);
	});

	it('of more entries than a body of n8n’s size holds is refused for good', async () => {
		const body = group(Array.from({ length: 100_001 }, () => ({})));
		expect(await trigger('alertmanager').send({ body })).toMatchObject({
			status: 413,
			body: { ok: false, error: { code: 'body_too_large', field: 'alerts' } },
		});
	});
});

describe('an entry that does not fit', () => {
	const zero = { ...alert, fingerprint: 'never set', startsAt: '0001-01-01T00:00:00Z' };
	const broken = { ...alert, status: null };

	it('keeps out no other, and is named in the answer and in the log', async () => {
		const node = trigger('alertmanager');
		const { status, body } = await node.send({ body: group([alert, broken, zero, null]) });
		expect(status).toBe(200);
		expect(body).toMatchObject({
			ok: true,
			accepted: 2,
			refused: 2,
			problems: [
				{ field: 'alerts.1.status', message: expect.stringContaining('is required') },
				{ field: 'alerts.3', message: 'must be an object' },
			],
		});
		expect(node.logged).toEqual([
			{ level: 'warn', message: expect.stringMatching(/2 of 4 entries .*alerts\.1\.status/) },
		]);
		expect(await node.stored()).toHaveLength(2);
	});

	it('is one of many that are named and counted', async () => {
		const node = trigger('alertmanager');
		const entries = [alert, ...Array.from({ length: 2_000 }, () => broken)];
		const { body } = await node.send({ body: group(entries) });
		expect(body).toMatchObject({ accepted: 1, refused: 2_000, problems: { length: 10 } });
		expect(node.logged[0].message.length).toBeLessThan(2_000);
	});

	it('is no reason to send the others again, which are known by then', async () => {
		const node = trigger('alertmanager');
		const delivery = { body: group([alert, broken]) };
		await node.send(delivery);
		expect((await node.send(delivery)).body).toMatchObject({
			ok: true,
			accepted: 0,
			duplicates: 1,
			refused: 1,
		});
	});

	it('refuses the delivery where there is no other', async () => {
		const node = trigger('alertmanager');
		expect(await node.send({ body: group([broken, broken]) })).toMatchObject({
			status: 400,
			body: {
				ok: false,
				error: { code: 'invalid_body', field: 'alerts.0.status' },
				accepted: 0,
				refused: 2,
			},
		});
		expect(await trigger('twtChat').send({ body: unreplied({ visitor_name: '' }) })).toMatchObject({
			status: 400,
			body: { error: { field: 'content.0.visitor_name' }, refused: 1 },
		});
	});

	it('is counted apart from what the filters leave out', async () => {
		const node = trigger('alertmanager', { filters: { events: ['alert.resolved'] } });
		const { status, body } = await node.send({ body: group([alert, broken]) });
		expect(status).toBe(200);
		expect(body).toMatchObject({ accepted: 0, filtered: 1, refused: 1 });
	});

	it('is named while the editor listens, too', async () => {
		const { body, items } = await trigger('alertmanager', {}, 'manual').send({
			body: group([alert, broken]),
		});
		expect(body).toMatchObject({ test: true, accepted: 1, refused: 1 });
		expect(items).toHaveLength(1);
	});
});

describe('an inbox that is full', () => {
	const options = { mostWaiting: 5 };
	const full = {
		status: 503,
		body: {
			ok: false,
			error: { code: 'not_stored', advice: expect.stringContaining('Maximum Waiting Events') },
		},
	};

	it('answers 503, which sources repeat, and takes the rest when there is room again', async () => {
		const node = trigger('alertmanager', { options });
		const body = group(alerts(8));
		expect(await node.send({ body })).toMatchObject(full);
		const kept = await node.stored();
		expect(kept.map(({ conversation }) => conversation?.key)).toEqual(
			alerts(5).map(({ fingerprint }) => `alertmanager:${fingerprint}@${externalURL}`),
		);
		expect(await node.send({ body })).toMatchObject({
			status: 200,
			body: { accepted: 3, duplicates: 5 },
		});
		expect(await node.stored()).toHaveLength(3);
	});

	it('says what it took', async () => {
		const node = trigger('alertmanager', { options });
		const broken = { ...alert, status: null };
		const counts = { accepted: 5, duplicates: 0, filtered: 0, refused: 1 };
		expect((await node.send({ body: group([...alerts(8), broken]) })).body).toMatchObject(counts);
	});

	it('is told of in the log once, and again when it was not for a while', async () => {
		const node = trigger('alertmanager', { options });
		const body = group(alerts(8));
		for (let count = 0; count < 3; count += 1) await node.send({ body });
		const line = { level: 'error', message: expect.stringContaining('accepts no more events') };
		expect(node.logged).toEqual([line]);
		await node.stored();
		await node.send({ body });
		expect(node.logged).toHaveLength(1);
		await node.send({ body: group(alerts(20)) });
		expect(node.logged).toEqual([line, line]);
	});

	it('is so by its bytes, too, and takes one that is larger than all of it', async () => {
		const node = trigger('alertmanager', { options: { mostStored: 1 } });
		const large = (fingerprint: string) =>
			group([{ ...alert, fingerprint, x: 'x'.repeat(MEBIBYTE) }]);
		expect(await node.send({ body: large('a') })).toMatchObject({ body: { accepted: 1 } });
		expect(await node.send({ body: large('b') })).toMatchObject(full);
		await node.stored();
		expect(await node.send({ body: large('b') })).toMatchObject({ body: { accepted: 1 } });
	});

	it('is not so for ever by an option that is none', async () => {
		const node = trigger('alertmanager', { options: { mostWaiting: 0, mostStored: 'x' } });
		expect((await node.send({ body: group(alerts(2)) })).status).toBe(200);
	});

	it('is that of one trigger alone', async () => {
		const [one, other] = [
			trigger('alertmanager', { options }),
			trigger('alertmanager', { options }),
		];
		await one.send({ body: group(alerts(8)) });
		expect((await other.send({ body: group(alerts(5)) })).status).toBe(200);
	});

	it('answers a robot’s sender in the way of the robot', async () => {
		const node = trigger('groupRobot', { options: { mostWaiting: 1 } });
		const message = (content: string) => JSON.stringify({ msgtype: 'text', text: { content } });
		expect((await node.send({ body: message('one') })).body).toEqual({ errcode: 0, errmsg: 'ok' });
		expect(await node.send({ body: message('two') })).toMatchObject({
			status: 503,
			body: { errcode: -1, errmsg: expect.stringContaining('could not be stored') },
		});
	});
});
