import { HOUR } from '../../time/duration';
import type { DeliveryIdentity } from './deliveryId';
import type { EventMapping } from './mapping';

/**
 * While an alert fires, it is sent again with every change of its group, and a
 * whole group again for which there was no room: within the hour that is the
 * same delivery.
 */
export const alertIdentity: DeliveryIdentity = {
	of: ['fingerprint', '^.groupKey', 'startsAt', 'endsAt'],
	within: HOUR,
};

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
