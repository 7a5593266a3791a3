import { join } from 'node:path';

import { cachedInstallation } from './cachedInstallation.mts';
import { root } from '../repository/root.mts';

/**
 * Which n8n: the newest that installs, the oldest that the package supports, or
 * `next`: the newest, set as n8n 3 will be.
 */
export const n8nVersions = ['newest', 'oldest', 'next'] as const;
export type N8nVersion = (typeof n8nVersions)[number];

const MANIFESTS: Record<N8nVersion, string> = { newest: 'n8n', oldest: 'n8n-oldest', next: 'n8n' };

/**
 * What n8n 3 brings and n8n 2 can be set to ("n8n 3.0 breaking changes" in n8n's
 * documentation), and what its users have to set for this package. Fakes are on loopback.
 */
const NEXT: NodeJS.ProcessEnv = {
	N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
	OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
	N8N_SSRF_PROTECTION_ENABLED: 'true',
	N8N_SSRF_BLOCKED_IP_RANGES: 'default,100.64.0.0/10,64:ff9b::/96,64:ff9b:1::/48,2002::/16',
	N8N_SSRF_ALLOWED_IP_RANGES: '127.0.0.1/32',
	N8N_EXPRESSION_ENGINE: 'quickjs',
	N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
	N8N_RUNNERS_TASK_TIMEOUT: '60',
};

/** What n8n of this version is started with. */
export function settingsOf(version: N8nVersion): NodeJS.ProcessEnv {
	return version === 'next' ? NEXT : {};
}

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
