/*
 * The product's main job, to look at: a real n8n with this package, the demo
 * workflow, and a page that shows what the group chats hear.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startDemoGroups, type DemoGroups } from './demo/demoGroups.mts';
import { setUpDemo, type Demo } from './demo/demoN8n.mts';
import { GroupChats } from './demo/groupChats.mts';
import { owner } from './lib/n8nApi.mts';
import { N8nProcess } from './lib/n8nProcess.mts';
import { installPackage, packPackage } from './lib/package.mts';
import { realN8n } from './lib/realN8n.mts';

const { values } = parseArgs({ options: { fast: { type: 'boolean', default: false } } });
const interval = values.fast
	? ({ amount: 5, unit: 'seconds' } as const)
	: ({ amount: 1, unit: 'minutes' } as const);
const inWords = values.fast ? '5 seconds' : 'minute';

/** What has to be undone at the end, the latest first. */
const cleanUps: Array<() => Promise<void>> = [];
let isStopping = false;

async function stop(): Promise<void> {
	if (isStopping) return;
	isStopping = true;
	for (const cleanUp of cleanUps.reverse()) await cleanUp();
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
	process.on(signal, () => {
		console.log('\nStopping n8n …');
		void stop().then(() => process.exit(0));
	});
}

async function start(): Promise<void> {
	const installation = await realN8n((line) => console.log(line));
	console.log('Building and packing n8n-nodes-until-replied');
	const userFolder = await mkdtemp(join(tmpdir(), 'until-replied-demo-'));
	cleanUps.push(async () => await rm(userFolder, { recursive: true, force: true }));
	await installPackage(await packPackage(userFolder), userFolder);

	const groups = await startDemoGroups();
	cleanUps.push(async () => await groups.stop());
	groups.onMessage(({ at, group, text, refusal }) => {
		const time = new Date(at).toLocaleTimeString();
		const [headline] = text.replace(/<[^>]*>|\*\*|^#+ /g, '').split('\n');
		console.log(`${time}  ${group}: ${refusal ? `refused with ${refusal}` : headline}`);
	});

	console.log('Starting n8n');
	const n8n = await N8nProcess.start({
		installation,
		userFolder,
		// So that robots tell the time that is on the wall.
		env: { GENERIC_TIMEZONE: Intl.DateTimeFormat().resolvedOptions().timeZone },
	});
	cleanUps.push(async () => await n8n.stop());
	const demo = await setUpDemo({ n8n, groups, interval });
	const page = await showGroupChats(groups, demo);
	cleanUps.push(async () => await page.stop());
	const customer = await demo.customerWrites();

	console.log(`
  Group chats   ${page.url}
  n8n           ${demo.editorUrl}
                e-mail ${owner.email}, password ${owner.password}
  Webhook       ${demo.webhookUrl}

${customer} has just written (the UNREPLIED example of TWT Chat's documentation, with the
time of now). Nobody answers, so the service groups hear of it every ${inWords}, four times;
then the manager group does. On the page, let an agent reply: the pushes end at once.
In n8n, look at the workflow and at its executions.

Everything is kept in ${userFolder} and removed at the end.
Stop with Ctrl+C.
`);
}

async function showGroupChats(groups: DemoGroups, demo: Demo): Promise<GroupChats> {
	return await GroupChats.start({
		groups,
		editorUrl: demo.editorUrl,
		schedule: `A customer who gets no answer is pushed to the service, on all four platforms, every ${inWords}, four times, then to the manager group.`,
		actions: {
			'customer-writes': async () => `${await demo.customerWrites()} wrote.`,
			'agent-replies': async () => `An agent replied to ${await demo.agentReplies()}.`,
		},
	});
}

start().catch(async (error: Error) => {
	console.error(`\n${error.message}`);
	await stop();
	process.exitCode = 1;
});
