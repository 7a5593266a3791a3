import { alertmanager } from '../../../../src/events/sources/alertmanager';
import { dceInsight } from '../../../../src/events/sources/dceInsight';
import { grafana } from '../../../../src/events/sources/grafana';
import { twtChat } from '../../../../src/events/sources/twtChat';
import type { EventSource, ParsedBody } from '../../../../src/events/source';
import { alertGroup, grafanaGroup, grafanaTestGroup } from '../../../support/sources/alerts.mts';
import { eventRequest, eventsIn } from '../../../support/sources/eventRequest.mts';
import { unrepliedExample } from '../../../support/sources/twtChat.mts';

const parse = (source: EventSource, body: unknown): ParsedBody =>
	source.parse(eventRequest({ body }), {});
const [alert] = alertGroup.alerts;
const alerts = (count: number) =>
	Array.from({ length: count }, (_, n) => ({ ...alert, fingerprint: `${n}` }));

describe('an entry that does not fit', () => {
	const broken = { ...alert, status: null };
	const twt = JSON.parse(unrepliedExample) as { content: object[] };

	it.each<[string, EventSource, object, string]>([
		[
			'Alertmanager',
			alertmanager,
			{ ...alertGroup, alerts: [alert, broken, alert] },
			'alerts.1.status',
		],
		['Grafana', grafana, { ...grafanaGroup, alerts: [alert, null, alert] }, 'alerts.1'],
		[
			'Insight',
			dceInsight,
			{ ...alertGroup, alerts: [alert, { ...alert, status: undefined }, alert] },
			'alerts.1.status',
		],
		[
			'TWT Chat',
			twtChat,
			{ ...twt, content: [twt.content[0], 'nobody', twt.content[0]] },
			'content.1',
		],
		[
			'TWT Chat, where nothing says whose it is',
			twtChat,
			{ ...twt, content: [twt.content[0], {}, twt.content[0]] },
			'content.1.visitor_name',
		],
	])('keeps out no other: %s', (_, source, body, field) => {
		expect(parse(source, body)).toMatchObject({
			ok: true,
			events: [{ source: source.id }, { source: source.id }],
			refused: { count: 1, problems: [{ field }] },
		});
	});

	it('is named, among a thousand the first ten', () => {
		const many = [alert, ...Array.from({ length: 1_000 }, () => broken)];
		const { ok, refused } = parse(alertmanager, { ...alertGroup, alerts: many });
		expect(ok).toBe(true);
		expect(refused?.count).toBe(1_000);
		expect(refused?.problems.map(({ field }) => field)).toEqual(
			Array.from({ length: 10 }, (_, n) => `alerts.${n + 1}.status`),
		);
	});

	it('refuses the body where there is no other', () => {
		expect(parse(alertmanager, { ...alertGroup, alerts: [broken, broken] })).toMatchObject({
			ok: false,
			problem: { field: 'alerts.0.status' },
			refused: { count: 2 },
		});
	});
});

describe('a list', () => {
	it('may have ten thousand entries', () => {
		for (const count of [1_001, 10_000]) {
			expect(parse(alertmanager, { ...alertGroup, alerts: alerts(count) })).toMatchObject({
				ok: true,
				events: { length: count },
			});
		}
	});

	it('of more alerts than a body of n8n’s size holds is too large', () => {
		const entries = Array.from({ length: 100_001 }, () => ({}));
		expect(parse(twtChat, { ...JSON.parse(unrepliedExample), content: entries })).toMatchObject({
			ok: false,
			isTooLarge: true,
			problem: { field: 'content' },
		});
	});
});

describe('what stands beside a list', () => {
	const rawOf = (body: object) => eventsIn(grafana, { body })[0].raw as Record<string, unknown>;

	it('is in the raw body of each event, as Grafana’s and Alertmanager’s own is', () => {
		expect(rawOf(grafanaTestGroup)).toEqual({
			...grafanaTestGroup,
			alerts: [grafanaTestGroup.alerts[0]],
		});
		const many = { ...alertGroup, alerts: alerts(10_000) };
		expect(rawOf(many)).toEqual({ ...alertGroup, alerts: [many.alerts[0]] });
	});

	it('is whole where the list has one entry', () => {
		const body = { ...grafanaGroup, alerts: [alert], message: 'x'.repeat(10_000_000) };
		expect(rawOf(body)).toEqual(body);
	});

	it('is left out as far as it is too long for many, and says so', () => {
		const body = { ...grafanaGroup, alerts: alerts(300), message: 'x'.repeat(150_000) };
		expect(rawOf(body)).toEqual({
			...body,
			alerts: [body.alerts[0]],
			message: '(left out of each of 300 events: 150009 characters)',
		});
		const few = { ...body, alerts: alerts(20) };
		expect(rawOf(few).message).toBe(few.message);
	});

	it.each<[string, object]>([
		['one long text', { message: 'x'.repeat(15_000_000) }],
		[
			'many short ones',
			Object.fromEntries(Array.from({ length: 200_000 }, (_, n) => [`a${n}`, n])),
		],
		['long names', Object.fromEntries([...'abcdefgh'].map((name) => [name.repeat(100_000), 1]))],
		['a long address', { externalURL: `https://example.com/${'x'.repeat(1_000_000)}` }],
		['a long name of the group', { groupKey: 'x'.repeat(1_000_000) }],
		['a long title', { title: 'x'.repeat(1_000_000) }],
		['a number for an organisation', { orgId: Number('9'.repeat(300)) }],
	])('makes no event of many longer by more than 20 kB: %s', (_, padding) => {
		const tiny = Array.from({ length: 1_000 }, (__, n) => ({
			status: 'firing',
			fingerprint: `${n}`,
		}));
		for (const source of [alertmanager, grafana]) {
			const events = eventsIn(source, { body: { ...grafanaGroup, alerts: tiny, ...padding } });
			for (const event of events) expect(JSON.stringify(event).length).toBeLessThan(20_000);
		}
	});
});
