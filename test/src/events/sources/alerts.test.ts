import { alertmanager } from '../../../../src/events/sources/alertmanager';
import { grafana } from '../../../../src/events/sources/grafana';
import { alertGroup, grafanaGroup } from '../../../support/sources/alerts.mts';
import {
	eventIn,
	eventRequest,
	eventsIn,
	problemIn,
	RECEIVED_AT,
} from '../../../support/sources/eventRequest.mts';
import { grafanaSignatureVector } from '../../../support/sources/signatureVectors.mts';
import { verdictOf } from '../../../support/sources/verdict.mts';

const resolved = {
	...alertGroup,
	status: 'resolved',
	alerts: [{ ...alertGroup.alerts[0], status: 'resolved', endsAt: '2023-02-06T14:00:00Z' }],
};

describe('Alertmanager', () => {
	it('gives an event for each alert that fires', () => {
		expect(eventIn(alertmanager, { body: alertGroup })).toMatchObject({
			source: 'alertmanager',
			type: 'firing',
			kind: 'alert.firing',
			occurredAt: '2023-02-06T13:08:45.828Z',
			conversation: {
				key: 'alertmanager:1a30ba71cca2921f@http://prometheus.example.org:9093',
				effect: 'opens',
				subject: 'ProbeFailure',
				status: 'firing',
			},
			severity: 'critical',
			title: 'BlackBox Probe Failure: https://server.example.org',
			text: 'Instance https://server.example.org has been down for over 5m. Job: http_checks',
			url: expect.stringContaining('http://prometheus.example.org:9090/graph'),
			fields: expect.arrayContaining([{ name: 'instance', value: 'https://server.example.org' }]),
		});
	});

	it('keeps with each alert the body with that alert alone: many would be stored as often', () => {
		const [alert] = alertGroup.alerts;
		const body = { ...alertGroup, alerts: [alert, { ...alert, fingerprint: 'other' }] };
		const [, other] = eventsIn(alertmanager, { body });
		expect(other.raw).toEqual({ ...alertGroup, alerts: [{ ...alert, fingerprint: 'other' }] });
	});

	it('takes a resolved one for answered', () => {
		expect(eventIn(alertmanager, { body: resolved })).toMatchObject({
			kind: 'alert.resolved',
			occurredAt: '2023-02-06T14:00:00.000Z',
			conversation: {
				key: 'alertmanager:1a30ba71cca2921f@http://prometheus.example.org:9093',
				effect: 'ends',
			},
		});
	});

	it('has fifty labels among its facts at the most, and says so', () => {
		const labels = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`l${index}`, 'x']));
		const of = (count: number) => {
			const some = Object.fromEntries(Object.entries(labels).slice(0, count));
			const alerts = [{ ...alertGroup.alerts[0], labels: some }];
			return eventIn(alertmanager, { body: { ...alertGroup, alerts } });
		};
		expect(of(51)).toMatchObject({ notice: expect.stringContaining('51') });
		expect(of(51).fields).toHaveLength(50);
		expect(of(50).notice).toBeUndefined();
	});

	it('tells the same alert of two Alertmanagers apart, and knows one that says nothing of itself', () => {
		const key = (externalURL?: string) =>
			eventIn(alertmanager, { body: { ...alertGroup, externalURL } }).conversation?.key;
		expect(key('http://b.example:9093/alerts')).toBe(
			'alertmanager:1a30ba71cca2921f@http://b.example:9093/alerts',
		);
		expect(key('http://c.example:9093')).not.toBe(key('http://b.example:9093/alerts'));
		expect(key()).toBe('alertmanager:1a30ba71cca2921f');
	});

	it('goes by the group where an alert has no fingerprint, as before 0.19', () => {
		const { fingerprint, ...alert } = alertGroup.alerts[0];
		const body = { ...alertGroup, alerts: [alert] };
		expect(fingerprint).toBeTruthy();
		expect(eventIn(alertmanager, { body }).conversation?.key).toBe(
			'alertmanager:group={}/{severity%3D"critical"}%3A{alertname%3D"ProbeFailure"}@http://prometheus.example.org:9093',
		);
	});

	it('hears a repetition of the group once an hour', () => {
		const at = (minutes: number, body: unknown = alertGroup) =>
			eventIn(alertmanager, { body, receivedAt: RECEIVED_AT + minutes * 60_000 }).id;
		expect(at(5)).toBe(at(0));
		expect(at(60)).not.toBe(at(0));
		expect(at(0, resolved)).not.toBe(at(0));
		const [alert] = alertGroup.alerts;
		const again = { ...alertGroup, alerts: [{ ...alert, startsAt: '2023-02-07T00:00:00Z' }] };
		expect(at(0, again)).not.toBe(at(0));
	});

	it.each<[string, unknown, string]>([
		['no list', { ...alertGroup, alerts: {} }, 'alerts'],
		['an alert that is none', { ...alertGroup, alerts: ['x'] }, 'alerts.0'],
		['an alert without status', { ...alertGroup, alerts: [{ labels: {} }] }, 'alerts.0.status'],
		[
			'nothing that names it',
			{ status: 'firing', alerts: [{ status: 'firing' }] },
			'alerts.0.fingerprint',
		],
		['more than any body holds', { alerts: Array.from({ length: 100_001 }, () => ({})) }, 'alerts'],
	])('refuses %s by the name of the field', (_, body, field) => {
		expect(problemIn(alertmanager, { body })).toMatchObject({
			field,
			advice: expect.stringContaining('webhook_config'),
		});
	});
});

describe('Grafana', () => {
	it('gives the alerts of the documented example', () => {
		expect(eventsIn(grafana, { body: grafanaGroup })).toMatchObject([
			{
				source: 'grafana',
				kind: 'alert.firing',
				occurredAt: '2021-10-12T07:51:03.157Z',
				conversation: {
					key: 'grafana:c6eadffa33fcdf37@https://play.grafana.org/',
					effect: 'opens',
				},
				title: 'This alert was triggered for zone us-1',
				text: 'The system has high memory usage',
				url: 'https://play.grafana.org/alerting/1afz29v7z/edit',
			},
			{ conversation: { key: 'grafana:bc97ff14869b13e3@https://play.grafana.org/' } },
		]);
	});

	// As versions 9 to 13 of Grafana have sent it.
	it.each<[string, object, string]>([
		['9', {}, '{alertname="TestAlert", instance="Grafana"}2022-10-31 21:42:32.8794896 +0000 UTC'],
		['10', {}, 'test-57c6d9296de2ad39-1709979016'],
		['13, with labels of one’s own', { team: 'blue' }, 'webhook-a7c6d9296de2ad39-1790065191'],
		[
			'13, with other labels',
			{ alertname: 'Disk', instance: 'a' },
			'webhook-57c6d9296de2ad39-1790065191',
		],
	])('takes the test of a contact point for one: %s', (_, changes, groupKey) => {
		const labels = { alertname: 'TestAlert', instance: 'Grafana', ...changes };
		const alert = {
			...{ status: 'firing', labels, annotations: { summary: 'Notification test' } },
			...{ startsAt: '2024-03-09T11:10:16.31897622+01:00', endsAt: '0001-01-01T00:00:00Z' },
			...{ generatorURL: '', fingerprint: '57c6d9296de2ad39', values: null },
		};
		const body = { ...grafanaGroup, receiver: 'test', groupKey, alerts: [alert] };
		expect(eventIn(grafana, { body })).toMatchObject({
			kind: 'test',
			conversation: undefined,
			title: 'Notification test',
		});
	});

	it('is told apart from Alertmanager, whose format it extends', () => {
		const request = eventRequest({ body: grafanaGroup });
		expect(grafana.resemblance(request)).toBe(1);
		expect(grafana.resemblance(eventRequest({ body: alertGroup }))).toBeLessThan(0.9);
	});

	it('signs the body, or time and body where a header for the time is set', () => {
		const { secret, timestamp, body, signature, signatureWithTime } = grafanaSignatureVector;
		const verify = (headers: Record<string, string>, now: number) =>
			verdictOf(grafana, eventRequest({ body, headers }), secret, { now });
		const signedAt = Number(timestamp) * 1_000;
		expect(verify({ 'X-Grafana-Alerting-Signature': signature }, signedAt)).toEqual({ ok: true });
		const timed = {
			'X-Grafana-Alerting-Signature': signatureWithTime,
			'X-Grafana-Alerting-Timestamp': timestamp,
		};
		expect(verify(timed, signedAt)).toEqual({ ok: true });
		expect(verify(timed, signedAt + 301_000)).toMatchObject({ reason: 'stale' });
		expect(verify({ 'X-Grafana-Alerting-Signature': signatureWithTime }, signedAt)).toMatchObject({
			reason: 'wrong',
		});
	});
});
