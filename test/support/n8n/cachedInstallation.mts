import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

import { run } from '../process/run.mts';

const MINUTE = 60_000;

export interface Manifest {
	/** The folder with package.json and package-lock.json. */
	folder: string;
	/** What is installed, for people and for the name of its folder. */
	name: string;
	/** How long it takes, in words. */
	duration: string;
	/** Packages whose install scripts have to run; those of all others stay off. */
	compiled: string[];
	/** What it needs besides the npm registry. */
	needs: string;
}

/**
 * The folder with what a manifest asks for, installed there when it is missing.
 * Outside the work tree, by its lockfile, so that every checkout of one version
 * shares it.
 */
export async function cachedInstallation(
	manifest: Manifest,
	tell: (line: string) => void,
): Promise<string> {
	const { name, duration, compiled } = manifest;
	const lockfile = await readFile(join(manifest.folder, 'package-lock.json'));
	const version = createHash('sha256').update(lockfile).digest('hex').slice(0, 12);
	const cache =
		process.env.UNTIL_REPLIED_CACHE ?? join(homedir(), '.cache', 'n8n-nodes-until-replied');
	const folder = join(cache, `${name}-${version}`);
	if (existsSync(folder)) return folder;

	const unfinished = `${folder}.${process.pid}.unfinished`;
	await rm(unfinished, { recursive: true, force: true });
	await mkdir(unfinished, { recursive: true });
	for (const file of ['package.json', 'package-lock.json']) {
		await cp(join(manifest.folder, file), join(unfinished, file));
	}
	const startedAt = Date.now();
	const heartbeat = setInterval(() => {
		tell(`  … still installing ${name} (${Math.round((Date.now() - startedAt) / 1_000)} s)`);
	}, 15_000);
	try {
		tell(`Installing ${name} into ${folder} (once; ${duration})`);
		const options = { cwd: unfinished, timeout: 25 * MINUTE };
		await run(
			'npm',
			['install', '--no-save', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'],
			options,
		);
		if (compiled.length > 0) {
			tell(`Compiling ${compiled.join(', ')} for ${name}`);
			await run('npm', ['rebuild', ...compiled], options);
		}
		await keep(unfinished, folder);
	} catch (error) {
		await rm(unfinished, { recursive: true, force: true });
		throw new Error(
			`${name} cannot be installed. It needs ${manifest.needs}.\n${(error as Error).message}`,
			{ cause: error },
		);
	} finally {
		clearInterval(heartbeat);
	}
	return folder;
}

/** Test files of one run, and runs of several checkouts, may install at the same time: the first one is kept. */
async function keep(installed: string, folder: string): Promise<void> {
	try {
		await rename(installed, folder);
	} catch (error) {
		if (!existsSync(folder)) throw error;
		await rm(installed, { recursive: true, force: true });
	}
}
