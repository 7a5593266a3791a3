import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { digestOf } from '../process/digest.mts';
import { root } from '../repository/root.mts';
import { run } from '../process/run.mts';

/** What `npm run build` makes `dist` of. */
const SOURCES = [
	'credentials',
	'icons',
	'nodes',
	'src',
	'gulpfile.js',
	'package.json',
	'package-lock.json',
	'tsconfig.json',
];
/** In `dist`, which every build removes first. */
const BUILT_FROM = join(root, 'dist', '.built-from');

/** Builds the package, unless `dist` was built of the same sources, and packs it into `folder`. Returns the tarball's path. */
export async function packPackage(folder: string): Promise<string> {
	const sources = await digestOf(root, SOURCES);
	const builtFrom = await readFile(BUILT_FROM, 'utf8').catch(() => undefined);
	if (builtFrom !== sources) {
		await run('npm', ['run', 'build'], { cwd: root });
		await writeFile(BUILT_FROM, sources);
	}
	const output = await run('npm', ['pack', '--json', '--pack-destination', folder], { cwd: root });
	const [{ filename }] = JSON.parse(output.slice(output.indexOf('[\n'))) as Array<{
		filename: string;
	}>;
	return join(folder, filename);
}

/**
 * Installs the tarball as n8n's own installer of community packages does:
 * unpacked below `nodes/node_modules` of the user folder, without development
 * and peer dependencies.
 */
export async function installPackage(tarball: string, userFolder: string): Promise<void> {
	const { name } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
		name: string;
	};
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', name);
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1'], { cwd: root });
	const manifestFile = join(target, 'package.json');
	const { devDependencies, peerDependencies, ...manifest } = JSON.parse(
		await readFile(manifestFile, 'utf8'),
	) as Record<string, unknown>;
	await writeFile(manifestFile, JSON.stringify(manifest, null, 2));
	if (!existsSync(join(target, 'dist'))) throw new Error(`${tarball} holds no dist folder`);
}
