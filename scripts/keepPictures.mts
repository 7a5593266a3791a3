/*
 * Takes the pictures of docs/pictures anew from the last run of the end-to-end
 * tests, which leave them under the same names:
 *
 *     npm run test:e2e && node scripts/keepPictures.mts
 */
import { existsSync } from 'node:fs';
import { copyFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { root } from '../test/support/repository/root.mts';

const kept = join(root, 'docs', 'pictures');
const taken = join(root, 'test', 'e2e', 'results');

for (const name of await readdir(kept)) {
	const isTaken = existsSync(join(taken, name));
	if (isTaken) await copyFile(join(taken, name), join(kept, name));
	console.log(`${name}: ${isTaken ? 'taken' : 'not in the last run, left as it is'}`);
}
