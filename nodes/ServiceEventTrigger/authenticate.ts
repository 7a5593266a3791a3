import type { IWebhookFunctions } from 'n8n-workflow';

import type { EventRequest } from '../../src/events/request';
import { verifySharedSecret } from '../../src/events/sharedSecret';
import type { Verdict } from '../../src/events/signature';
import type { EventSource } from '../../src/events/source';
import { systemClock } from '../../src/time/clock';
import {
	allowedAddressesOf,
	customSignatureOf,
	signatureAgeOf,
	type Authentication,
} from './parameters';
import { withSecrets } from './secret';

/** A list that cannot be read lets nobody in; publishing the workflow would have said why. */
export function isFromAllowedAddress(webhook: IWebhookFunctions): boolean {
	try {
		const allowed = allowedAddressesOf(webhook);
		return !allowed || allowed.includes(webhook.getRequestObject().ip ?? '');
	} catch (error) {
		webhook.logger.error('A request was refused', { error });
		return false;
	}
}

/** Whether the request comes from the source. */
export async function authenticate(
	webhook: IWebhookFunctions,
	request: EventRequest,
	authentication: Authentication,
	source: EventSource | undefined,
): Promise<Verdict> {
	if (authentication.type === 'none') return { ok: true };
	if (authentication.type === 'shared') {
		return await withSecrets(webhook, systemClock, (secret) =>
			verifySharedSecret(request, secret, authentication),
		);
	}
	const scheme = source?.signature;
	if (!scheme) {
		return {
			ok: false,
			reason: 'missing',
			field: '',
			message: source
				? `${source.displayName} signs nothing.`
				: 'The request bears no signature of a source that is known here.',
		};
	}
	const context = {
		now: request.receivedAt,
		tolerance: signatureAgeOf(webhook),
		custom: customSignatureOf(webhook),
	};
	return await withSecrets(webhook, systemClock, (secret) =>
		scheme.verify(request, secret, context),
	);
}

/** What to do about a request that was not authentic. */
export function adviceFor(authentication: Authentication, source: EventSource | undefined): string {
	if (authentication.type === 'shared') {
		return 'Send the secret that stands in the credential of the Service Event Trigger.';
	}
	const secret = source?.signature?.secret;
	return secret
		? `Enter ${secret} in the credential of the Service Event Trigger, and let no proxy change the request.`
		: 'Choose a shared secret instead of the signature under Authentication of the Service Event Trigger.';
}

/**
 * The request without what was there only to prove who sends; it must not
 * reach the workflow. Gitee copies the query into the body.
 */
export function withoutSecret(request: EventRequest, authentication: Authentication): EventRequest {
	if (authentication.type !== 'shared' || authentication.in !== 'query') return request;
	const { [authentication.name]: secret, ...query } = request.query;
	const { body } = request;
	if (body.type !== 'json' || typeof body.value !== 'object' || body.value === null) {
		return { ...request, query };
	}
	const { [authentication.name]: copied, ...rest } = body.value as Record<string, unknown>;
	return copied === secret && secret !== undefined
		? { ...request, query, body: { ...body, value: rest } }
		: { ...request, query };
}
