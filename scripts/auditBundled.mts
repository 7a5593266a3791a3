/*
 * npm's audit of what users get: exactly the packages and versions that ended in
 * dist/vendor. They are development dependencies, among a thousand that nobody
 * gets: an audit of those would say nothing of these.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { audit } from './lib/audit.mts';
import { bundledIn } from './lib/bundled.mts';
import { packPackage } from '../test/support/n8n/package.mts';
import { root } from '../test/support/repository/root.mts';

const folder = await mkdtemp(join(tmpdir(), 'until-replied-audit-'));
try {
	// So that dist is there, and of the sources as they are.
	await packPackage(folder);
	const packages = bundledIn(await readFile(join(root, 'dist/vendor/LICENSES.txt'), 'utf8'));
	console.log(packages.map(({ name, version }) => `${name} ${version}`).join('\n'));
	const { passed, report } = await audit(packages);
	console.log(report);
	process.exitCode = passed ? 0 : 1;
} finally {
	await rm(folder, { recursive: true, force: true });
}
