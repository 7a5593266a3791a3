import { execFileSync } from 'node:child_process';

import { files } from '../support/repository/files.mts';
import { root } from '../support/repository/root.mts';

/*
 * What a merge, an editor or a crash leaves beside a file is easily added with
 * it, and nothing else looks at it: no compiler, no linter, no link.
 */

const ENDINGS =
	/\.(ts|mts|mjs|cjs|js|json|md|css|html|png|svg|ya?ml)$|(^|\/)(LICENSE|run|\.npmrc|\.gitignore|\.prettierignore)$/;
/** A name that people give: no copy ("a (1).ts", "a copy.ts", "a.md~"), and nothing of `git mergetool` ("a_BASE_123.ts"). */
const NAME = /^[\w./-]+$/;
const OF_MERGETOOL = /_(BACKUP|BASE|LOCAL|REMOTE)_\d+\b|\.(orig|rej|bak|tmp|old|wm)\b/;

const isStrange = (file: string) =>
	!ENDINGS.test(file) || !NAME.test(file) || OF_MERGETOOL.test(file);

it('the repository has no files but of the endings that something reads', () => {
	expect(files.length).toBeGreaterThan(1_000);
	expect(files.filter(isStrange)).toEqual([]);
});

it.each([
	'docs/nodes/chat-answer-trigger.md.wm',
	'src/own.ts.orig',
	'src/own.ts~',
	'src/.own.ts.swp',
	'src/own.orig.ts',
	'src/own_BACKUP_4711.ts',
	'src/own (1).ts',
	'core',
	'test/src/db.sqlite',
	'.env',
])('%s would be found', (file) => expect(isStrange(file)).toBe(true));

it('nothing is left of a conflict', () => {
	// 1: nothing was found.
	const marks = ['-e', '^<<<<<<< ', '-e', '^||||||| ', '-e', '^>>>>>>> '];
	const grep = () => execFileSync('git', ['grep', '--untracked', '-lI', ...marks], { cwd: root });
	expect(grep).toThrow(expect.objectContaining({ status: 1 }));
});
