import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { run } from '../process/run.mts';

/** The same package under another version, packed into `folder`. Returns the tarball's path. */
export async function repackAs(tarball: string, version: string, folder: string): Promise<string> {
	const unpacked = await mkdtemp(join(tmpdir(), 'until-replied-repack-'));
	try {
		await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: unpacked });
		const file = join(unpacked, 'package.json');
		const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
		await writeFile(file, JSON.stringify({ ...manifest, version }, null, 2));
		const output = await run(
			'npm',
			['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
			{ cwd: unpacked },
		);
		const [{ filename }] = JSON.parse(output.slice(output.indexOf('[\n'))) as Array<{
			filename: string;
		}>;
		return join(folder, filename);
	} finally {
		await rm(unpacked, { recursive: true, force: true });
	}
}
