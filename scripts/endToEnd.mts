/*
 * `npm run test:e2e`: the packed package on the real n8n, with Chromium.
 *
 *     npm run test:e2e -- [board] [links] …     only these files of test/e2e
 */
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';

import { globalSetup, globalTeardown } from '../test/support/n8n/globalSetup.mts';
import { root } from '../test/support/repository/root.mts';

/** They measure time, or need all processors. */
const ALONE = ['mainJob', 'door', 'manyKills'];
/** Alone they need no n8n to be installed. */
const WITHOUT_N8N = ['kills', 'frozen', 'backup'];
const TOGETHER = 5;
/** They begin first, so that nobody waits for one of them at the end. */
const LONGEST = [
	'queueMode',
	'install',
	'managed',
	'journey',
	'commands',
	'kills',
	'demo',
	'store',
	'crash',
	'senders',
	'examples',
	'settings',
	'engine2',
	'changes',
	'editor',
	'board',
	'links',
	'operations',
	'webhook',
	'sources',
	'replied',
];

const ENDING = '.test.mts';
const folder = join(root, 'test', 'e2e');
const names = (await readdir(folder))
	.filter((file) => file.endsWith(ENDING))
	.map((file) => basename(file, ENDING));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
	console.error(`There is no ${unknown.join(', ')}; there is ${names.join(', ')}`);
	process.exit(2);
}

const chosen = [...new Set([...LONGEST, ...names])].filter(
	(name) => asked.length === 0 || asked.includes(name),
);
const needsN8n = chosen.some((name) => !WITHOUT_N8N.includes(name));
if (needsN8n) await globalSetup();
await test(
	chosen.filter((name) => !ALONE.includes(name)),
	TOGETHER,
);
await test(
	chosen.filter((name) => ALONE.includes(name)),
	1,
);
if (needsN8n) await globalTeardown();

/** Runs the files, each in a process of its own, and shows what comes of them. */
async function test(files: string[], concurrency: number): Promise<void> {
	if (files.length === 0) return;
	const tests = run({
		files: files.map((name) => join(folder, name + ENDING)),
		concurrency,
		// With it end what they started.
		execArgv: [
			'--import',
			new URL('../test/support/process/endWithParent.mjs', import.meta.url).href,
		],
	});
	tests.on('test:fail', () => {
		process.exitCode = 1;
	});
	for await (const text of tests.compose(new spec())) process.stdout.write(text);
}
