import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage } from '../../scripts/lib/package.mts';
import { n8nVersionFrom, realN8n } from '../../scripts/lib/realN8n.mts';

let folder: string | undefined;

/** Once before all end-to-end tests: the real n8n, and the package as it would be published. */
export async function globalSetup(): Promise<void> {
	process.env.UNTIL_REPLIED_N8N = await realN8n(
		(line) => console.log(line),
		n8nVersionFrom(process.env),
	);
	folder = await mkdtemp(join(tmpdir(), 'until-replied-e2e-'));
	process.env.UNTIL_REPLIED_TARBALL = await packPackage(folder);
}

export async function globalTeardown(): Promise<void> {
	if (folder) await rm(folder, { recursive: true, force: true });
}
