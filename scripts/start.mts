/*
 * The product's main job, to look at: a real n8n with this package, a workflow
 * that speaks in groups of all platforms, and a page on which to play with it.
 *
 *     npm start               reminders every 10 seconds
 *     npm start -- --fast     every 5 seconds, and a customer writes at once, for who looks at the terminal only
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startDemo, type StartedDemo } from './demo/startDemo.mts';
import { owner } from '../test/support/n8n/n8nApi.mts';
import { installPackage, packPackage } from '../test/support/n8n/package.mts';
import { realN8n } from '../test/support/n8n/realN8n.mts';

const { values } = parseArgs({ options: { fast: { type: 'boolean', default: false } } });
const interval = values.fast ? 5 : 10;

const userFolder = await mkdtemp(join(tmpdir(), 'until-replied-demo-'));
let started: StartedDemo | undefined;

async function stop(): Promise<void> {
	await started?.stop();
	await rm(userFolder, { recursive: true, force: true });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.once(signal, () => {
		console.log('\nStopping n8n …');
		void stop().then(() => process.exit(0));
	});
}

async function start(): Promise<void> {
	const installation = await realN8n((line) => console.log(line));
	console.log('Building and packing n8n-nodes-until-replied');
	await installPackage(await packPackage(userFolder), userFolder);
	console.log('Starting n8n');
	started = await startDemo({ installation, userFolder, interval });
	const { demo, groups, n8n, page, version } = started;
	groups.onMessage(({ line }) => console.log(line));
	if (values.fast) demo.open('en');

	console.log(`
  Open this      ${page.url}
                 A customer writes, nobody replies, and five groups are reminded.

  n8n itself     ${n8n.editorUrl}
                 e-mail ${owner.email}, password ${owner.password}

n8n ${version} and this package are real, the chat platforms are played by servers on this
machine. Everything is kept in ${userFolder}
and removed at the end. Stop with Ctrl+C.
`);
}

start().catch(async (error: Error) => {
	console.error(`\n${error.message}`);
	await stop();
	process.exitCode = 1;
});
