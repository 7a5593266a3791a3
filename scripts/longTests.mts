/*
 * `npm run test:long`: what takes too long for everybody who changes something:
 * a fuller week, more histories, more kinds of texts. Each of the tests says by which
 * variable it is told.
 */
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';

import { root } from '../test/support/repository/root.mts';

const LONG = {
	CONVERSATIONS: '100000',
	HISTORIES: '10000',
	POSTGRES_HISTORIES: '40',
	TEXTS: 'all',
};
const FILES = [
	'test/src/engine/week',
	'test/src/engine/histories',
	'test/src/store/postgres/histories',
	'test/src/linearWork/linearWork',
];

const jest = createRequire(import.meta.url).resolve('jest/bin/jest');
const { status } = spawnSync(process.execPath, [jest, ...FILES], {
	cwd: root,
	env: { ...LONG, ...process.env },
	stdio: 'inherit',
});
process.exitCode = status ?? 1;
