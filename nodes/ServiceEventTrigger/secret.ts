import type { IWebhookFunctions } from 'n8n-workflow';

import type { Clock } from '../../src/time/clock';
import { SECOND } from '../../src/time/duration';

/** How long a changed or deleted secret may still be accepted. */
const FRESH_FOR = 5 * SECOND;

/** By credential; a secret that is being read counts as known, so that requests which come meanwhile wait for it. */
const known = new Map<string, { secret: Promise<string>; readAt: number }>();

/**
 * Asks `isRight` with the secret of the node's credential.
 *
 * Decrypting a credential makes n8n build a workflow, and under the vm engine
 * a V8 isolate: too much for every webhook. So it is read again only when it
 * is older than `FRESH_FOR`, or does not fit, as after a change.
 */
export async function withSecret(
	webhook: IWebhookFunctions,
	clock: Clock,
	isRight: (secret: string) => boolean,
): Promise<boolean> {
	const credentialId = webhook.getNode().credentials?.serviceEventWebhookApi?.id ?? '';
	const fits = (secret: string) => secret !== '' && isRight(secret);
	const cached = known.get(credentialId);
	const isFresh = cached && Math.abs(clock.now() - cached.readAt) < FRESH_FOR;
	if (isFresh && fits(await cached.secret)) return true;

	const secret = readSecret(webhook);
	known.set(credentialId, { secret, readAt: clock.now() });
	secret.catch(() => known.delete(credentialId));
	return fits(await secret);
}

async function readSecret(webhook: IWebhookFunctions): Promise<string> {
	const { secret } = await webhook.getCredentials<{ secret?: string }>('serviceEventWebhookApi');
	return secret ?? '';
}
