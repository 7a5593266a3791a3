import type { IWebhookFunctions } from 'n8n-workflow';

import type { Clock } from '../../src/time/clock';
import { SECOND } from '../../src/time/duration';

/** How long a changed or deleted secret may still be accepted. */
const FRESH_FOR = 5 * SECOND;

const known = new Map<string, { secret: string; readAt: number }>();

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
	const cached = known.get(credentialId);
	const isFresh = cached && Math.abs(clock.now() - cached.readAt) < FRESH_FOR;
	if (isFresh && isRight(cached.secret)) return true;

	const { secret } = await webhook.getCredentials<{ secret: string }>('serviceEventWebhookApi');
	if (!secret) return false;
	known.set(credentialId, { secret, readAt: clock.now() });
	return isRight(secret);
}
