import { createHash } from 'node:crypto';

import { identityOf } from '../identity';
import type { EventRequest } from '../request';
import type { Selector } from './mapping';
import { asText } from './path';
import { lookUp, type MappingContext } from './selector';

export interface DeliveryIdentity {
	of: readonly Selector[];
	/** Milliseconds after which the same is told anew. */
	within: number;
}

/**
 * The id of a delivery. Never a header: those are not signed, and one that
 * was caught could be sent again under another id.
 *
 * @param type undefined where a header says it.
 */
export function deliveryId(
	{ id, identity }: { id: string; identity?: DeliveryIdentity },
	request: EventRequest,
	context: MappingContext,
	type: string | undefined,
	index: number,
): string {
	const parts = identity
		? [
				...identity.of.map((selector) => asText(lookUp(selector, context))),
				Math.floor(request.receivedAt / identity.within),
			]
		: [bodyHash(request.rawBody), index];
	return `${id}:${identityOf(type, ...parts)}`;
}

export function bodyHash(rawBody: Buffer): string {
	return createHash('sha256').update(rawBody).digest('hex');
}
