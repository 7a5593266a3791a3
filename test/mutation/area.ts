import { globSync } from 'node:fs';
import { join } from 'node:path';

/*
 * All tests of an area as one suite, which is loaded once for each mutant and
 * not once for each of its files (see config/stryker.config.mjs).
 */

/** Hundreds of random or very long texts, or thousands of random histories, for each mutant would take days. */
const TOO_LONG = /hostileText|histories|linearWork/;

const { AREA = '**' } = process.env;
const root = join(__dirname, '..', 'src');

for (const file of globSync(`${AREA}/**/*.test.ts`, { cwd: root }).toSorted()) {
	if (TOO_LONG.test(file)) continue;
	describe(file, () => {
		jest.requireActual(join(root, file));
	});
}
