import type { IWebhookFunctions } from 'n8n-workflow';

import type { Verdict } from '../../src/events/signature';
import type { Clock } from '../../src/time/clock';
import { SECOND } from '../../src/time/duration';

/** How long a changed or deleted secret may still be accepted. */
const FRESH_FOR = 5 * SECOND;

/** By credential. Secrets that are being read count as known: requests that come meanwhile wait for them. */
const known = new Map<string, { secrets: Promise<string[]>; readAt: number }>();

/**
 * Asks `verify` with each secret of the node's credential.
 *
 * Decrypting a credential makes n8n build a workflow, and under the vm engine
 * a V8 isolate: too much for every webhook. So it is read again only when it
 * is older than `FRESH_FOR`, or does not fit, as after a change.
 */
export async function withSecrets(
	webhook: IWebhookFunctions,
	clock: Clock,
	verify: (secret: string) => Verdict,
): Promise<Verdict> {
	const credentialId = webhook.getNode().credentials?.serviceEventWebhookApi?.id ?? '';
	const cached = known.get(credentialId);
	const isFresh = cached && Math.abs(clock.now() - cached.readAt) < FRESH_FOR;
	if (isFresh) {
		const verdict = bestVerdict((await cached.secrets).map(verify));
		if (verdict?.ok) return verdict;
	}
	const secrets = readSecrets(webhook);
	known.set(credentialId, { secrets, readAt: clock.now() });
	secrets.catch(() => known.delete(credentialId));
	return (
		bestVerdict((await secrets).map(verify)) ?? {
			ok: false,
			reason: 'wrong',
			field: '',
			message: 'The credential of the Service Event Trigger holds no secret.',
		}
	);
}

async function readSecrets(webhook: IWebhookFunctions): Promise<string[]> {
	const { secret, furtherSecrets } = await webhook.getCredentials<{
		secret?: string;
		furtherSecrets?: string;
	}>('serviceEventWebhookApi');
	const further = (furtherSecrets ?? '').split('\n').map((line) => line.trim());
	return [secret ?? '', ...further].filter((text) => text !== '');
}

/** Where one secret fits, that counts; where none does, what is closest to it. */
function bestVerdict(verdicts: Verdict[]): Verdict | undefined {
	return (
		verdicts.find((verdict) => verdict.ok) ??
		verdicts.find((verdict) => !verdict.ok && verdict.reason === 'stale') ??
		verdicts.at(0)
	);
}
