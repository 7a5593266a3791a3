/*
 * `npm run try`: one message of each kind to a real group, as the robot of this
 * package makes it. All it does is in `scripts/try/program.mts`; the sources of
 * the nodes are for a bundler, so Node gets them in one file.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';

import { build } from 'esbuild';

import { root } from '../test/support/repository/root.mts';

// Beside the packages, which stay as they are.
const outfile = join(root, 'node_modules', '.cache', 'until-replied', 'try.cjs');
await build({
	entryPoints: [join(root, 'scripts/try/program.mts')],
	outfile,
	bundle: true,
	platform: 'node',
	format: 'cjs',
	packages: 'external',
	logLevel: 'warning',
});
const { main } = createRequire(import.meta.url)(outfile) as typeof import('./try/program.mts');
process.exit(await main(process.argv.slice(2), process));
