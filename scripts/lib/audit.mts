import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { projectOf, type BundledPackage } from './bundled.mts';

/** What npm's registry knows of holes in these packages. An audit that could not be made has not passed. */
export async function audit(
	packages: BundledPackage[],
	registry?: string,
): Promise<{ passed: boolean; report: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'until-replied-audit-'));
	try {
		const { manifest, lockfile } = projectOf(packages);
		await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
		await writeFile(join(folder, 'package-lock.json'), JSON.stringify(lockfile));
		const parameters = ['audit', '--package-lock-only', '--audit-level=low'];
		if (registry) parameters.push(`--registry=${registry}`);
		return await new Promise((resolve, reject) => {
			const npm = spawn('npm', parameters, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
			let report = '';
			for (const stream of [npm.stdout, npm.stderr]) {
				stream.on('data', (chunk: Buffer) => (report += chunk.toString()));
			}
			npm.on('error', reject);
			npm.on('close', (code) => resolve({ passed: code === 0, report }));
		});
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
