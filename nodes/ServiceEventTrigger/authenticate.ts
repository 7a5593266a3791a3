import type { IWebhookFunctions } from 'n8n-workflow';

import { chooseSignature } from '../../src/events/signature/chooseSignature';
import { textField, type EventRequest, type UnreadRequest } from '../../src/events/request';
import { sharedSecretProof } from '../../src/events/signature/sharedSecret';
import {
	missing,
	type Proof,
	type Refusal,
	type SignatureScheme,
} from '../../src/events/signature/signature';
import type { EventSource } from '../../src/events/source';
import { systemClock } from '../../src/time/clock';
import { logProblem } from '../shared/log';
import {
	allowedAddressesOf,
	customSignatureOf,
	signatureAgeOf,
	type Authentication,
} from './parameters';
import { checkWithSecrets } from './secret';

/** A list that cannot be read lets nobody in; publishing the workflow would have said why. */
export function isFromAllowedAddress(webhook: IWebhookFunctions): boolean {
	try {
		const allowed = allowedAddressesOf(webhook);
		return !allowed || allowed.includes(webhook.getRequestObject().ip ?? '');
	} catch (error) {
		logProblem(webhook.logger, 'error', 'A request was refused', error);
		return false;
	}
}

export type Authenticity =
	| { ok: true; /** Those that may have sent it. */ sources: readonly EventSource[] }
	| (Refusal & { /** What to do about it. */ advice: string });

/**
 * Whether the request comes from one of the sources, and from which of them it
 * may. Nothing of the body is read but its bytes, and no credential as long as
 * there is nothing to check.
 *
 * @throws when n8n cannot read the credential.
 */
export async function authenticate(
	webhook: IWebhookFunctions,
	request: UnreadRequest,
	authentication: Authentication,
	sources: readonly EventSource[],
): Promise<Authenticity> {
	switch (authentication.type) {
		case 'none':
			return { ok: true, sources };
		case 'shared': {
			const verdict = await checked(webhook, sharedSecretProof(request, authentication));
			const advice = 'Send the secret from the credential of the Service Event Trigger.';
			return verdict.ok ? { ok: true, sources } : { ...verdict, advice };
		}
		case 'signature':
	}
	const choice = signatureOf(request, sources);
	if (!choice.ok) {
		const advice =
			'In the Service Event Trigger, set Authentication to a shared secret instead of Signature.';
		return { ...choice, advice };
	}
	const { scheme } = choice;
	const proof = scheme.proofIn(request, {
		now: request.receivedAt,
		tolerance: signatureAgeOf(webhook),
		custom: customSignatureOf(webhook),
	});
	const verdict = await checked(webhook, proof);
	const alike = sources.filter(({ signature }) => signature?.proofIn === scheme.proofIn);
	if (verdict.ok) return { ok: true, sources: alike };
	const secrets = [...new Set(alike.map(({ signature }) => signature!.secret))].join(', or ');
	return {
		...verdict,
		advice: `Enter ${secrets} in the credential of the Service Event Trigger, and make sure that no proxy changes the request.`,
	};
}

async function checked(webhook: IWebhookFunctions, proof: Proof) {
	return proof.ok ? await checkWithSecrets(webhook, systemClock, proof.check) : proof;
}

function signatureOf(
	request: UnreadRequest,
	sources: readonly EventSource[],
): { ok: true; scheme: SignatureScheme } | Refusal {
	if (sources.length > 1) {
		const schemes = new Set(sources.flatMap(({ signature }) => signature ?? []));
		return chooseSignature(request, [...schemes]);
	}
	const [{ displayName, signature: scheme }] = sources;
	return scheme ? { ok: true, scheme } : missing('', `${displayName} does not sign its requests.`);
}

/**
 * The request without what was there only to prove who sends; it must not
 * reach the workflow. Gitee copies the query into the body.
 */
export function withoutSecret(request: EventRequest, authentication: Authentication): EventRequest {
	if (authentication.type !== 'shared' || authentication.in !== 'query') return request;
	const { name } = authentication;
	const { [name]: secret, ...query } = request.query;
	const { body } = request;
	if (body.type !== 'json' || textField(body.value, name) !== secret) return { ...request, query };
	const { [name]: copied, ...value } = body.value as Record<string, unknown>;
	return { ...request, query, body: { ...body, value } };
}
