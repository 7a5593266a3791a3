import { join } from 'node:path';

import { cachedInstallation } from './cachedInstallation.mts';
import { root } from './paths.mts';

/** Which n8n: the newest that installs, or the oldest that the package supports. */
export const n8nVersions = ['newest', 'oldest'] as const;
export type N8nVersion = (typeof n8nVersions)[number];

const MANIFESTS: Record<N8nVersion, string> = { newest: 'n8n', oldest: 'n8n-oldest' };

/**
 * The folder with the real n8n, installed there when it is missing: 2,100
 * packages, 2.2 GB, some minutes.
 *
 * Its packages' install scripts stay off, most of them download things; n8n
 * needs only that of sqlite3, which compiles it (python3 and g++).
 */
export async function realN8n(
	tell: (line: string) => void,
	version: N8nVersion = 'newest',
): Promise<string> {
	const name = MANIFESTS[version];
	return await cachedInstallation(
		{
			folder: join(root, 'test', 'e2e', name),
			name,
			duration: '4 to 10 minutes',
			compiled: ['sqlite3'],
			needs: 'the npm registry, python3 and g++',
		},
		tell,
	);
}

/** The version that `UNTIL_REPLIED_N8N_VERSION` asks for. @throws when there is no such. */
export function n8nVersionFrom({
	UNTIL_REPLIED_N8N_VERSION: value,
}: NodeJS.ProcessEnv): N8nVersion {
	const version = n8nVersions.find((one) => one === (value || 'newest'));
	if (version) return version;
	throw new Error(`UNTIL_REPLIED_N8N_VERSION is "${value}"; it may be ${n8nVersions.join(' or ')}`);
}
