import { mkdir, mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { digestOf } from './digest.mts';

let folder: string;
const at = (name: string) => join(folder, name);
const digest = async () => await digestOf(folder, ['nodes', 'package.json']);

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'until-replied-digest-'));
	await mkdir(at('nodes/Robot'), { recursive: true });
	await writeFile(at('nodes/Robot/Robot.node.ts'), 'one');
	await writeFile(at('nodes/shared.ts'), 'two');
	await writeFile(at('package.json'), '{}');
});

afterEach(async () => await rm(folder, { recursive: true }));

test.each([
	['a file changes', async () => await writeFile(at('nodes/Robot/Robot.node.ts'), 'One')],
	['a file that is named itself changes', async () => await writeFile(at('package.json'), '{ }')],
	['a file is new', async () => await writeFile(at('nodes/Robot/empty.ts'), '')],
	['a file is gone', async () => await rm(at('nodes/shared.ts'))],
	['a file has another name', async () => await rename(at('nodes/shared.ts'), at('nodes/s.ts'))],
	[
		'what one file held is held by its neighbour',
		async () => {
			await writeFile(at('nodes/Robot/Robot.node.ts'), '');
			await writeFile(at('nodes/shared.ts'), 'onetwo');
		},
	],
])('is another one when %s', async (_, change) => {
	const before = await digest();
	await change();
	expect(await digest()).not.toBe(before);
});

test.each([
	['a file is only touched', async () => await utimes(at('nodes/shared.ts'), 0, 0)],
	['a file beside them changes', async () => await writeFile(at('README.md'), 'three')],
])('stays the same when %s', async (_, change) => {
	const before = await digest();
	await change();
	expect(await digest()).toBe(before);
});

test('fails when one of them is missing', async () => {
	await rm(at('package.json'));
	await expect(digest()).rejects.toThrow('package.json');
});
