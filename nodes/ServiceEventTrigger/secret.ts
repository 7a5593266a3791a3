import type { IWebhookFunctions } from 'n8n-workflow';

import type { Verdict } from '../../src/events/signature/signature';
import type { Clock } from '../../src/time/clock';
import { SECOND } from '../../src/time/duration';
import { RecentMap } from '../../src/recentMap';

/** How long secrets are kept, and how often in that time a wrong secret has them read again. */
const FRESH_FOR = 5 * SECOND;

interface KnownSecrets {
	/** Also while they are being read: requests that come meanwhile wait for the same reading. */
	secrets: Promise<string[]>;
	/** When they were last read for a request whose secret has turned out to be none of them, or may yet. */
	readInVainAt?: number;
}

/**
 * By node and credential: who may use a credential is for n8n to say. Nothing
 * secret stays in memory for longer than it is of use.
 */
const known = new RecentMap<KnownSecrets>({ keepFor: FRESH_FOR, most: 1_000 });

/**
 * The best verdict of a check with each secret of the node's credential.
 *
 * Decrypting a credential makes n8n build a workflow, and under the vm engine
 * a V8 isolate: too much for every webhook, and for whoever sends a wrong
 * secret again and again. So it is read when it is older than `FRESH_FOR`; and
 * before, since it may have been changed, when no secret fits, but that only
 * once in `FRESH_FOR`.
 *
 * @throws when n8n cannot read the credential.
 */
export async function checkWithSecrets(
	webhook: IWebhookFunctions,
	clock: Clock,
	check: (secret: string) => Verdict,
): Promise<Verdict> {
	const { id, credentials } = webhook.getNode();
	const key = [webhook.getWorkflow().id, id, credentials?.serviceEventWebhookApi?.id].join(' ');
	const now = clock.now();
	const cached = known.get(key, now);
	if (cached) {
		const verdict = bestVerdict((await cached.secrets).map(check));
		const newest = known.get(key, now);
		if (verdict.ok) return verdict;
		// Another request had them read meanwhile.
		if (newest && newest !== cached) return bestVerdict((await newest.secrets).map(check));
		if (Math.abs(now - (cached.readInVainAt ?? -Infinity)) < FRESH_FOR) return verdict;
	}
	const entry: KnownSecrets = { secrets: readSecrets(webhook), readInVainAt: now };
	known.set(key, entry, now);
	const verdict = bestVerdict((await entry.secrets).map(check));
	if (verdict.ok) entry.readInVainAt = cached?.readInVainAt;
	return verdict;
}

/** Where one secret fits, that counts; where none does, what is closest to it. */
function bestVerdict(verdicts: Verdict[]): Verdict {
	return (
		verdicts.find((verdict) => verdict.ok) ??
		verdicts.find((verdict) => !verdict.ok && verdict.reason === 'stale') ??
		verdicts.at(0) ?? {
			ok: false,
			reason: 'wrong',
			field: '',
			message: 'The credential of the Service Event Trigger has no secret.',
		}
	);
}

async function readSecrets(webhook: IWebhookFunctions): Promise<string[]> {
	const { secret, furtherSecrets } = await webhook.getCredentials<{
		secret?: string;
		furtherSecrets?: string;
	}>('serviceEventWebhookApi');
	return secretsIn(secret, furtherSecrets);
}

/** The secret and those that are accepted besides, one per line: pasted blanks belong to none of them. */
export function secretsIn(secret: unknown = '', furtherSecrets: unknown = ''): string[] {
	return [String(secret), ...String(furtherSecrets).split('\n')]
		.map((text) => text.trim())
		.filter((text) => text !== '');
}
