import { createHash } from 'node:crypto';

import { identityOf } from '../identity';
import { withoutFields, type EventRequest } from '../request';
import type { Selector } from './mapping';
import { asText } from './path';
import { lookUp, type MappingContext } from './selector';

export type DeliveryIdentity =
	| {
			of: readonly Selector[];
			/** Milliseconds after which the same is told anew. */
			within: number;
	  }
	/** All of the body but these fields: the same event comes by several hooks, each with fields of its own. */
	| { without: readonly string[] };

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
	return `${id}:${identityOf(type, ...partsOf(identity, request, context, index))}`;
}

function partsOf(
	identity: DeliveryIdentity | undefined,
	request: EventRequest,
	context: MappingContext,
	index: number,
): Array<string | number | undefined> {
	if (!identity) return [bodyHash(request.rawBody), index];
	if ('without' in identity) {
		return [JSON.stringify(withoutFields(context.body, identity.without)), index];
	}
	return [
		...identity.of.map((selector) => asText(lookUp(selector, context))),
		Math.floor(request.receivedAt / identity.within),
	];
}

export function bodyHash(rawBody: Buffer): string {
	return createHash('sha256').update(rawBody).digest('hex');
}
