import { MINUTE } from '../../time/duration';
import { hmacProof } from '../signature/hmac';
import { alertIdentity, alertMappings } from '../mapping/alerts';
import { mappedSource } from '../mapping/mappedSource';
import type { EventMapping } from '../mapping/mapping';

/*
 * Grafana, "Configure webhook notifications" of Alerting: Alertmanager's
 * format with additions. The signature is an option there (Grafana 12), and
 * so is the header with the time that it then covers; its name is free, this
 * is the one that our documentation asks for.
 */
const TIMESTAMP_HEADER = 'x-grafana-alerting-timestamp';

const alert = {
	title: ['annotations.summary', 'labels.alertname', '^.title'],
	text: ['annotations.description', 'annotations.message', 'valueString'],
	subject: 'labels.alertname',
	status: 'status',
	severity: 'labels.severity',
	url: ['panelURL', 'dashboardURL', 'generatorURL', '^.externalURL'],
	projectName: 'labels.grafana_folder',
};

/**
 * What "Test" of a contact point sends: an alert of these labels, to which the
 * user may add some; its group is named by the integration, the fingerprint and
 * the time instead of by labels (grafana/alerting, notify/test_receivers.go).
 */
const tests: EventMapping[] = [
	[
		{ at: 'labels.alertname', is: ['TestAlert'] },
		{ at: 'labels.instance', is: ['Grafana'] },
	],
	[{ at: '^.groupKey', matches: /-[0-9a-f]{16}-\d{9,11}$/ }],
].map((when) => ({ types: ['firing', 'resolved'], when, kind: 'test', fieldsOf: 'labels' }));

export const grafana = mappedSource({
	id: 'grafana',
	displayName: 'Grafana',
	summary: 'Alerts, with the values that triggered them',
	setup: 'in Grafana: Alerting > Contact points, with the integration Webhook',
	projects: 'projects',
	methods: ['POST', 'PUT'],
	documentation: 'Grafana, Configure webhook notifications, without a custom payload',
	marks: {
		headers: ['x-grafana-alerting-signature'],
		fields: ['orgId', 'receiver', 'status', 'state', 'title', 'alerts'],
	},
	signature: {
		secret: 'the HMAC secret of the contact point (Grafana: Alerting > Contact points)',
		hasTime: true,
		bearers: { headers: ['x-grafana-alerting-signature'] },
		proofIn: (request, context) =>
			hmacProof(
				request,
				{
					header: 'x-grafana-alerting-signature',
					algorithm: 'sha256',
					encoding: 'hex',
					...(request.headers[TIMESTAMP_HEADER]
						? {
								signed: '{timestamp}:{body}',
								timestampHeader: TIMESTAMP_HEADER,
								tolerance: 5 * MINUTE,
							}
						: { signed: '{body}' }),
				},
				context,
			),
	},
	type: { field: 'status' },
	entries: 'alerts',
	identity: alertIdentity,
	// The same labels have the same fingerprint everywhere.
	installation: '^.externalURL',
	parts: alert,
	mappings: [...tests, ...alertMappings],
});
