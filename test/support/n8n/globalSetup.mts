import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { packPackage } from './package.mts';
import { n8nVersionFrom, realN8n } from './realN8n.mts';
import { makeN8nData } from './n8nData.mts';
import { withoutEditor } from './stage.mts';

let folder: string | undefined;

/** Once before all end-to-end tests: the real n8n, what it has after its first start, and the package as it would be published. */
export async function globalSetup(): Promise<void> {
	const installation = await realN8n((line) => console.log(line), n8nVersionFrom(process.env));
	folder = await mkdtemp(join(tmpdir(), 'until-replied-e2e-'));
	const [tarball, data] = await Promise.all([
		packPackage(folder),
		makeN8nData({ installation, env: withoutEditor }, join(folder, 'n8n')),
	]);
	process.env.UNTIL_REPLIED_N8N = installation;
	process.env.UNTIL_REPLIED_TARBALL = tarball;
	process.env.UNTIL_REPLIED_N8N_DATA = data;
}

export async function globalTeardown(): Promise<void> {
	if (folder) await rm(folder, { recursive: true, force: true });
}
