/*
 * Packs what `npm test` has tested: `dist` as it was built of these sources.
 * `node scripts/pack.mts <folder>` writes the tarball there, and beside it its
 * SHA-256 in a file that `sha256sum --check` reads.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';

import { packPackage } from '../test/support/n8n/package.mts';

const [, , given] = process.argv;
if (!given) throw new Error('node scripts/pack.mts <folder>');
const folder = resolve(given);
await mkdir(folder, { recursive: true });
const tarball = await packPackage(folder);
const digest = createHash('sha256')
	.update(await readFile(tarball))
	.digest('hex');
await writeFile(join(folder, 'sha256sums'), `${digest}  ${basename(tarball)}\n`);
console.log(`${digest}  ${tarball}`);
