import { MINUTE } from '../../time/duration';
import type { DeliveryIdentity } from './deliveryId';
import type { EventMapping } from './mapping';

/**
 * While an alert fires, it is sent again with every change of its group. It
 * counts anew after a minute, since it may have been resolved meanwhile and
 * fire again, with the same time of its beginning.
 */
export const alertIdentity: DeliveryIdentity = {
	of: ['fingerprint', '^.groupKey', 'startsAt', 'endsAt'],
	within: MINUTE,
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
