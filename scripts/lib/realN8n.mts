import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { root } from './paths.mts';
import { run } from './run.mts';

const MANIFEST = join(root, 'test', 'e2e', 'n8n');
const MINUTE = 60_000;

/**
 * The folder with the real n8n, installed there when it is missing: 2,100
 * packages, 2.2 GB, some minutes. Outside the work tree, by its lockfile, so
 * that every checkout of one version shares it.
 *
 * Its packages' install scripts stay off, most of them download things; n8n
 * needs only that of sqlite3, which compiles it (python3 and g++).
 */
export async function realN8n(tell: (line: string) => void): Promise<string> {
	const lockfile = await readFile(join(MANIFEST, 'package-lock.json'));
	const version = createHash('sha256').update(lockfile).digest('hex').slice(0, 12);
	const cache =
		process.env.UNTIL_REPLIED_CACHE ?? join(homedir(), '.cache', 'n8n-nodes-until-replied');
	const folder = join(cache, `n8n-${version}`);
	if (existsSync(folder)) return folder;

	const unfinished = `${folder}.${process.pid}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(unfinished, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await cp(join(MANIFEST, file), join(unfinished, file));
	}
	const startedAt = Date.now();
	const heartbeat = setInterval(() => {
		tell(`  … still installing n8n (${Math.round((Date.now() - startedAt) / 1_000)} s)`);
	}, 15_000);
	try {
		tell(`Installing n8n into ${folder} (once; 4 to 10 minutes)`);
		const options = { cwd: unfinished, timeout: 25 * MINUTE };
		await run(
			'npm',
			['install', '--no-save', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'],
			options,
		);
		tell('Compiling sqlite3 for n8n');
		await run('npm', ['rebuild', 'sqlite3'], options);
		await rename(unfinished, folder);
	} catch (error) {
		await rm(unfinished, { recursive: true, force: true });
		throw new Error(
			`The real n8n cannot be installed. It needs the npm registry, python3 and g++.\n${(error as Error).message}`,
			{ cause: error },
		);
	} finally {
		clearInterval(heartbeat);
	}
	return folder;
}
