import { HOUR } from '../../time/duration';
import { mappedSource } from '../mapping/mappedSource';
import type { Condition, EventMapping } from '../mapping/mapping';

/*
 * Zabbix, "Webhook" of the media types and "Supported macros". The body is
 * what the script of a media type makes of it: ours, on the page of the source,
 * sends the parameters by the names that Zabbix's own media types have.
 */

/** Of discovery and of autoregistration, whose values mean something else ({EVENT.SOURCE}). */
const isProblem: Condition = { at: 'event_source', isNot: ['1', '2'] };
/** Somebody has done something about the problem ({EVENT.UPDATE.STATUS}). */
const isUpdate: Condition = { at: 'event_update_status', is: ['1'] };
const isAcknowledged: Condition = { at: 'event_ack_status', is: ['Yes'] };

const problem: Pick<EventMapping, 'conversationKey' | 'page'> = {
	// In the message of a recovery too, {EVENT.ID} is that of the problem.
	conversationKey: '{event_id}',
	page: '/tr_events.php?triggerid={trigger_id}&eventid={event_id}',
};
const update = {
	text: ['event_update_message', 'event_update_action'],
	actorName: 'event_update_user',
};

export const zabbix = mappedSource({
	id: 'zabbix',
	displayName: 'Zabbix',
	summary: 'Problems, their acknowledgement and their recovery',
	setup: 'in Zabbix: Alerts > Media types, in the parameter url of a webhook',
	projects: 'projects',
	siteExample: 'https://zabbix.example.com',
	documentation: 'Zabbix Documentation, Media types, Webhook, with the script of our page',
	marks: {
		fields: [
			...['event_id', 'event_value'],
			// Scripts of others leave out what they do not need.
			['event_source', 'event_update_status', 'event_nseverity', 'trigger_id', 'host_name'],
		],
	},
	type: { field: 'event_value', names: { 0: 'RESOLVED', 1: 'PROBLEM' } },
	severities: {
		...{ 0: 'info', 1: 'info', 2: 'warning', 3: 'warning', 4: 'critical', 5: 'critical' },
		...{ 'Not classified': 'info', Average: 'warning', Disaster: 'critical' },
	},
	// To several users, and by each step of an escalation, the same is sent.
	identity: {
		of: ['event_id', 'event_update_status', 'event_update_date', 'event_update_time'],
		within: HOUR,
	},
	parts: {
		title: 'event_name',
		subject: 'event_name',
		text: ['event_opdata', 'trigger_description', 'alert_message'],
		severity: ['event_nseverity', 'event_severity'],
		projectName: 'host_name',
	},
	mappings: [
		{
			// The test of a media type, which fills in no macro.
			types: ['{EVENT.VALUE}'],
			kind: 'test',
		},
		{
			...problem,
			types: ['RESOLVED'],
			when: [isProblem],
			kind: 'alert.resolved',
			effect: 'ends',
		},
		{
			// Somebody is on it.
			...problem,
			types: ['PROBLEM'],
			when: [isProblem, isUpdate, isAcknowledged],
			kind: 'ticket.updated',
			effect: 'ends',
			parts: update,
		},
		{
			...problem,
			types: ['PROBLEM'],
			when: [isProblem, isUpdate, { at: 'event_update_action', matches: /\bunacknowledged\b/ }],
			kind: 'alert.firing',
			effect: 'opens',
			parts: update,
		},
		{
			...problem,
			types: ['PROBLEM'],
			when: [isProblem, isUpdate],
			kind: 'ticket.updated',
			effect: 'continues',
			parts: update,
		},
		{
			// A later step of an escalation, though somebody is on it.
			...problem,
			types: ['PROBLEM'],
			when: [isProblem, isAcknowledged],
			kind: 'alert.firing',
			effect: 'continues',
		},
		{
			...problem,
			types: ['PROBLEM'],
			when: [isProblem],
			kind: 'alert.firing',
			effect: 'opens',
		},
	],
});
