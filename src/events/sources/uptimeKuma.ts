import { HOUR } from '../../time/duration';
import { mappedSource } from '../mapping/mappedSource';

/*
 * Uptime Kuma, notification type "Webhook", preset "application/json"
 * (server/notification-providers/webhook.js). Of certificates and domains that
 * expire, and by its button Test, it sends words alone.
 */

const OF_MONITOR = '{heartbeat.monitorID|monitor.id}';
const PAGE_OF_MONITOR = '/dashboard/{heartbeat.monitorID|monitor.id}';

export const uptimeKuma = mappedSource({
	id: 'uptimeKuma',
	displayName: 'Uptime Kuma',
	summary: 'Monitors that go down and come up again',
	setup: 'in Uptime Kuma: Settings > Notifications, with the type Webhook',
	projects: 'projects',
	siteExample: 'https://uptime.example.com',
	documentation: 'Uptime Kuma, notification type Webhook, preset application/json',
	marks: { fields: ['heartbeat', 'monitor', 'msg'] },
	type: {
		field: 'heartbeat.status',
		// server/model/heartbeat.js
		names: { 0: 'DOWN', 1: 'UP', 2: 'PENDING', 3: 'MAINTENANCE' },
		shapes: [{ fields: ['msg'], type: 'notification' }],
	},
	// What is the same in these within an hour is the same delivery.
	identity: { of: ['heartbeat.monitorID', 'heartbeat.time', 'msg'], within: HOUR },
	parts: {
		title: 'msg',
		text: ['heartbeat.msg', 'msg'],
		subject: 'monitor.name',
		projectName: 'monitor.name',
		url: 'monitor.url',
		occurredAt: 'heartbeat.time',
	},
	mappings: [
		{
			types: ['DOWN'],
			kind: 'alert.firing',
			effect: 'opens',
			conversationKey: OF_MONITOR,
			page: PAGE_OF_MONITOR,
		},
		{
			types: ['UP'],
			kind: 'alert.resolved',
			effect: 'ends',
			conversationKey: OF_MONITOR,
			page: PAGE_OF_MONITOR,
		},
		{
			types: ['notification'],
			when: [{ at: 'msg', matches: /\bTesting$/ }],
			kind: 'test',
		},
		{
			// Nothing tells when it is renewed: it has to be looked at.
			types: ['notification'],
			kind: 'notice',
			effect: 'opens',
			conversationKey: '{monitor.id|notice=msg}',
		},
	],
});
