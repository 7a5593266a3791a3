import type { EventMapping } from './mapping';

/** Alerts of Prometheus, whose form Grafana has taken over: each has its own fingerprint. */
export const alertMappings: readonly EventMapping[] = [
	{
		types: ['firing'],
		kind: 'alert.firing',
		effect: 'opens',
		conversationKey: '{fingerprint|group=^.groupKey}',
		parts: { occurredAt: 'startsAt' },
		fieldsOf: 'labels',
	},
	{
		types: ['resolved'],
		kind: 'alert.resolved',
		effect: 'ends',
		conversationKey: '{fingerprint|group=^.groupKey}',
		parts: { occurredAt: 'endsAt' },
		fieldsOf: 'labels',
	},
];
