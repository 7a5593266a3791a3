import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSync } from 'esbuild';

import { root } from '../repository/root.mts';

/** A program of `test/support` as one script for `node`, built before the tests of a file and removed after them. Gives its path. */
export function builtProcess(program: string): string {
	const folder = mkdtempSync(join(tmpdir(), 'until-replied-process-'));
	const script = join(folder, 'program.cjs');
	beforeAll(() => {
		buildSync({
			entryPoints: [join(root, 'test/support', program)],
			outfile: script,
			bundle: true,
			platform: 'node',
			external: ['pg-native'],
			logLevel: 'error',
		});
	});
	afterAll(() => rmSync(folder, { recursive: true, force: true }));
	return script;
}
