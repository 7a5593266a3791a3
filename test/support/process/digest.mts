import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/**
 * Tells whether anything of these files, or of the files in these folders, has
 * changed: a name or a content, but not a time.
 */
export async function digestOf(folder: string, names: string[]): Promise<string> {
	const hash = createHash('sha256');
	for (const name of names) {
		for (const file of await filesOf(join(folder, name))) {
			const content = await readFile(file);
			hash.update(`${JSON.stringify(relative(folder, file))} ${content.length}\n`).update(content);
		}
	}
	return hash.digest('hex');
}

/** The file itself, or all below a folder, by their names. */
async function filesOf(path: string): Promise<string[]> {
	if (!(await stat(path)).isDirectory()) return [path];
	const entries = await readdir(path, { recursive: true, withFileTypes: true });
	return entries
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.toSorted();
}
