/*
 * Who publishes the package is set in package.json: author, homepage, repository
 * and bugs.
 *
 *     npm run publisher                    brings all other files in line with it
 *     node scripts/publisher.mts --check   refuses placeholders, and files that are not in line
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { root } from '../test/support/repository/root.mts';
import {
	FILES_OF_THE_PUBLISHER,
	publisherProblems,
	withPublisher,
	type PublisherManifest,
} from './lib/publisher.mts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PublisherManifest;

const changed = globSync(FILES_OF_THE_PUBLISHER, { cwd: root }).filter((file) => {
	const before = readFileSync(join(root, file), 'utf8');
	const after = withPublisher(before, manifest);
	if (after !== before && !values.check) writeFileSync(join(root, file), after);
	return after !== before;
});
const problems = publisherProblems(manifest);

if (values.check) {
	for (const problem of problems) console.error(`package.json: ${problem}`);
	for (const file of changed) console.error(`${file} names another publisher.`);
	if (problems.length + changed.length > 0) {
		console.error('Change package.json, then "npm run publisher" brings the other files in line.');
		process.exitCode = 1;
	}
} else {
	for (const file of changed) console.log(`${file}: changed`);
	console.log(`${changed.length} files changed.`);
	for (const problem of problems) console.log(`Before you publish: ${problem}`);
}
