import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { run } from '../../test/support/process/run.mts';
import type { Comparison } from './comparison.mts';
import type { Installation } from './measuredN8n.mts';

/** What n8n needs of its own to do by hand what the package does, see workflows.mts. */
const RIVALS = ['Webhook/Webhook', 'Wait/Wait', 'If/If', 'HttpRequest/HttpRequest'];

/** Of the tarball that `npm pack` makes of commit e2ae08a, before the first version. */
export const BYTES_BEFORE = 480_422;
/** At e2ae08a the ratio was 4.5; loading may take 1.5 times as long as then. */
const GOAL = 4.5 / 1.5;

/** n8n has its own library long before it loads a package. */
const TIMED = `
	require('n8n-workflow');
	const files = process.argv.slice(1);
	const before = process.cpuUsage();
	for (const file of files) require(file);
	const { user, system } = process.cpuUsage(before);
	console.log((user + system) / 1_000);
`;

/** ms of processor time that a fresh process takes to require these files. */
function loading(files: string[], installation: string): number {
	const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', TIMED, ...files], {
		encoding: 'utf8',
		cwd: installation,
		env: { ...process.env, NODE_PATH: join(installation, 'node_modules') },
	});
	if (status !== 0) throw new Error(`They could not be loaded: ${stderr}`);
	return Number(stdout);
}

/**
 * How often in a second of processor time n8n could load all nodes and credentials of the package,
 * and the four nodes of its own that take its place when it is drawn by hand.
 */
export async function compareLoading(
	{ installation, tarball }: Installation,
	quick: boolean,
	tell: (line: string) => void,
): Promise<Comparison[]> {
	const folder = await mkdtemp(join(tmpdir(), 'until-replied-loading-'));
	try {
		const unpacked = join(folder, 'package');
		await mkdir(unpacked);
		await run('tar', ['-xzf', tarball, '-C', unpacked, '--strip-components=1'], { cwd: folder });
		const { n8n } = JSON.parse(await readFile(join(unpacked, 'package.json'), 'utf8')) as {
			n8n: { nodes: string[]; credentials: string[] };
		};
		const ours = [...n8n.nodes, ...n8n.credentials].map((file) => join(unpacked, file));
		const theirs = RIVALS.map((name) => `n8n-nodes-base/dist/nodes/${name}.node.js`);
		const comparison: Comparison = {
			measure: 'Loads a second',
			setting: 'fresh process',
			rival: 'Webhook, Wait, If and HTTP Request of n8n',
			ours: [],
			theirs: [],
			goal: GOAL,
		};
		for (let round = quick ? 4 : 0; round < 5; round += 1) {
			comparison.ours.push(1_000 / loading(ours, installation));
			comparison.theirs.push(1_000 / loading(theirs, installation));
		}
		const { size } = await stat(tarball);
		tell(`Tarball: ${size} bytes, ${(size / BYTES_BEFORE).toFixed(2)} times those of e2ae08a`);
		return [comparison];
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
