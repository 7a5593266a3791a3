import { alertIdentity, alertMappings } from '../mapping/alerts';
import { mappedSource, type MappedSourceOptions } from '../mapping/mappedSource';

/*
 * Prometheus, "Alerting configuration", webhook_config, version "4". Each
 * alert of the group is an event. While an alert fires it is sent again with
 * every change of its group, and after `repeat_interval`, 4 hours by default.
 */

const alert = {
	title: ['annotations.summary', 'annotations.title', 'labels.alertname'],
	text: ['annotations.description', 'annotations.message'],
	subject: 'labels.alertname',
	status: 'status',
	severity: 'labels.severity',
	url: ['generatorURL', '^.externalURL'],
	projectName: ['labels.cluster', 'labels.namespace', 'labels.job'],
};

export const alertmanagerFormat: MappedSourceOptions = {
	id: 'alertmanager',
	displayName: 'Prometheus Alertmanager',
	summary: 'Firing and resolved alerts',
	setup: 'in alertmanager.yml: receivers > webhook_configs > url',
	projects: 'projects',
	// http_config > authorization, which every version has.
	secretHeader: 'Authorization',
	documentation: 'Prometheus, Alerting configuration, webhook_config',
	// Grafana has all of them too.
	marks: { fields: ['version', 'groupKey', 'receiver', 'status', 'alerts'], without: ['orgId'] },
	type: { field: 'status' },
	entries: 'alerts',
	identity: alertIdentity,
	// The same labels have the same fingerprint everywhere.
	installation: '^.externalURL',
	parts: alert,
	mappings: alertMappings,
};

export const alertmanager = mappedSource(alertmanagerFormat);
