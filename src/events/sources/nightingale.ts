import { HOUR } from '../../time/duration';
import { mappedSource } from '../mapping/mappedSource';
import type { EventMapping } from '../mapping/mapping';

/*
 * Nightingale (夜莺), "Webhook(Callback)" and "Callback" of its notification
 * channels; models/alert_cur_event.go. A callback of a rule or of an event
 * processor sends an alert alone, the channel Callback and the global callback
 * a list of alerts, and a channel of one's own, as documented, a list among
 * other things.
 */

const alert: Omit<EventMapping, 'types' | 'kind'> = {
	conversationKey: '{hash}',
	page: '/alert-his-events/{id}',
	fieldsOf: 'tags_map',
};

export const nightingale = mappedSource({
	id: 'nightingale',
	displayName: 'Nightingale',
	summary: 'Firing and recovered alerts of Nightingale (夜莺)',
	setup:
		'in Nightingale: Notification > Notification channels > Callback, or the Callback URL of a rule',
	projects: 'projects',
	siteExample: 'https://n9e.example.com',
	documentation: 'Nightingale, Webhook(Callback)',
	marks: {
		fields: [
			...['hash', 'is_recovered', 'rule_id', 'rule_name'],
			['trigger_time', 'first_trigger_time'],
		],
	},
	// In its own templates an alert is "Triggered" or "Recovered".
	type: {
		field: 'is_recovered',
		names: { false: 'Triggered', 0: 'Triggered', true: 'Recovered', 1: 'Recovered' },
	},
	severities: { 1: 'critical', 2: 'warning', 3: 'info' },
	entries: 'events',
	hasBareEntries: true,
	// By several channels and rules the same alert comes with fields of their own.
	identity: { of: ['hash', 'first_trigger_time', 'trigger_time'], within: HOUR },
	parts: {
		title: 'rule_name',
		subject: 'rule_name',
		text: ['annotations.description', 'annotations.summary', 'rule_note', 'trigger_value'],
		severity: 'severity',
		occurredAt: 'trigger_time',
		agentName: 'claimant',
		projectName: ['group_name', 'cluster'],
		url: 'runbook_url',
	},
	mappings: [
		{
			// The tests of channels, rules and pipelines (center/router/mock_event.go).
			types: ['Triggered', 'Recovered'],
			when: [{ at: 'hash', matches: /-mock-event$/ }],
			kind: 'test',
			fieldsOf: 'tags_map',
		},
		{ ...alert, types: ['Triggered'], kind: 'alert.firing', effect: 'opens' },
		{
			...alert,
			types: ['Recovered'],
			kind: 'alert.resolved',
			effect: 'ends',
			parts: { occurredAt: ['recover_time', 'last_eval_time'] },
		},
	],
});
