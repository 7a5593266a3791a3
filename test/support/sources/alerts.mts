/** Alertmanager's version 4 as published in the tests of the crate alertmanager-webhook-types. */
export const alertGroup = {
	receiver: 'sms',
	status: 'firing',
	alerts: [
		{
			status: 'firing',
			labels: {
				alertname: 'ProbeFailure',
				instance: 'https://server.example.org',
				job: 'http_checks',
				monitor: 'master',
				severity: 'critical',
			},
			annotations: {
				description:
					'Instance https://server.example.org has been down for over 5m. Job: http_checks',
				summary: 'BlackBox Probe Failure: https://server.example.org',
			},
			startsAt: '2023-02-06T13:08:45.828Z',
			endsAt: '0001-01-01T00:00:00Z',
			generatorURL:
				'http://prometheus.example.org:9090/graph?g0.expr=probe_success+%3D%3D+0&g0.tab=1',
			fingerprint: '1a30ba71cca2921f',
		},
	],
	groupLabels: { alertname: 'ProbeFailure' },
	commonLabels: { alertname: 'ProbeFailure', severity: 'critical' },
	commonAnnotations: { summary: 'BlackBox Probe Failure: https://server.example.org' },
	externalURL: 'http://prometheus.example.org:9093',
	version: '4',
	groupKey: '{}/{severity="critical"}:{alertname="ProbeFailure"}',
	truncatedAlerts: 0,
};

/** The example of Grafana's documentation, "Configure webhook notifications", with its first two alerts. */
export const grafanaGroup = {
	receiver: 'My Super Webhook',
	status: 'firing',
	orgId: 1,
	alerts: [
		{
			status: 'firing',
			labels: { alertname: 'High memory usage', team: 'blue', zone: 'us-1' },
			annotations: {
				description: 'The system has high memory usage',
				runbook_url: 'https://myrunbook.com/runbook/1234',
				summary: 'This alert was triggered for zone us-1',
			},
			startsAt: '2021-10-12T09:51:03.157076+02:00',
			endsAt: '0001-01-01T00:00:00Z',
			generatorURL: 'https://play.grafana.org/alerting/1afz29v7z/edit',
			fingerprint: 'c6eadffa33fcdf37',
			silenceURL: 'https://play.grafana.org/alerting/silence/new?alertmanager=grafana',
			dashboardURL: '',
			panelURL: '',
			values: { B: 44.23943737541908, C: 1 },
		},
		{
			status: 'firing',
			labels: { alertname: 'High CPU usage', team: 'blue', zone: 'eu-1' },
			annotations: {
				description: 'The system has high CPU usage',
				runbook_url: 'https://myrunbook.com/runbook/1234',
				summary: 'This alert was triggered for zone eu-1',
			},
			startsAt: '2021-10-12T09:56:03.157076+02:00',
			endsAt: '0001-01-01T00:00:00Z',
			generatorURL: 'https://play.grafana.org/alerting/d1rdpdv7k/edit',
			fingerprint: 'bc97ff14869b13e3',
			dashboardURL: '',
			panelURL: '',
			values: { B: 44.23943737541908, C: 1 },
		},
	],
	groupLabels: {},
	commonLabels: { team: 'blue' },
	commonAnnotations: {},
	externalURL: 'https://play.grafana.org/',
	version: '1',
	groupKey: '{}:{}',
	truncatedAlerts: 0,
	title: '[FIRING:2]  (blue)',
	state: 'alerting',
	message: '**Firing**',
};

/**
 * The example of Grafana's documentation, "Manage contact points" of its version 8,
 * without the source and the silence in its texts: of its two alerts the first
 * has a time that was never set.
 */
export const grafanaTestGroup = {
	receiver: 'webhook_recv',
	status: 'firing',
	orgId: 1,
	alerts: ['0001-01-01T00:00:00Z', '2021-10-11T17:38:00Z'].map((startsAt) => ({
		status: 'firing',
		labels: { alertname: 'WebhookAlert' },
		annotations: { summary: '**Firing**\n\nLabels:\n - alertname = WebhookAlert\n' },
		startsAt,
		valueString: "[ var='A' labels={} value=1 ]",
		endsAt: '0001-01-01T00:00:00Z',
		generatorURL: 'https://play.grafana.org/alerting/UID_WebhookAlert/edit',
		fingerprint: '929467973978d053',
		silenceURL:
			'https://play.grafana.org/alerting/silence/new?alertmanager=grafana&matchers=alertname%%3DWebhookAlert',
		dashboardURL: '',
		panelURL: '',
	})),
	groupLabels: { alertname: 'WebhookAlert' },
	commonLabels: { alertname: 'WebhookAlert' },
	commonAnnotations: {},
	externalURL: 'https://play.grafana.org/',
	version: '1',
	groupKey: '{}/{alertname="WebhookAlert"}:{alertname="WebhookAlert"}',
	truncatedAlerts: 0,
	title: '[FIRING:1] WebhookAlert ',
	state: 'alerting',
	message: '**Firing**\n\nLabels:\n - alertname = WebhookAlert\n',
};
