import { execFileSync } from 'node:child_process';

import { root } from './root.mts';

/** Every file of the repository, and what somebody is about to add, as paths from its root. */
export const files = execFileSync(
	'git',
	['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'],
	{ cwd: root, encoding: 'utf8', maxBuffer: 16 * 1_024 * 1_024 },
)
	.split('\0')
	.filter((file) => file !== '');
