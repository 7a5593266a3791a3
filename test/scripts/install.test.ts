import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** As npm says it on Node.js 20, a hundred times. */
const WARNINGS = Array.from(
	{ length: 100 },
	(_, index) => `npm warn EBADENGINE Unsupported engine { package: 'a${index}' }`,
);

describe('The installation before the npm scripts', () => {
	let folder: string;

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'until-replied-install-'));
		for (const name of ['scripts', 'node_modules', 'bin', 'tmp']) mkdirSync(join(folder, name));
		cpSync(join(__dirname, '../../scripts/install.mjs'), join(folder, 'scripts/install.mjs'));
		writeFileSync(join(folder, 'package-lock.json'), '{"version":1}');
	});
	afterEach(() => rmSync(folder, { recursive: true }));

	/** Runs it with an npm that says so and ends so; counts how often that was called. */
	function install(says: string[], endsWith: number) {
		const npm = join(folder, 'bin/npm');
		writeFileSync(join(folder, 'says'), says.join('\n'));
		writeFileSync(
			npm,
			`#!/bin/sh\necho "$@" >> "${folder}/calls"\ncat "${folder}/says" >&2\nexit ${endsWith}\n`,
		);
		chmodSync(npm, 0o755);
		const { status, stdout, stderr } = spawnSync(
			process.execPath,
			[join(folder, 'scripts/install.mjs')],
			{
				encoding: 'utf8',
				env: {
					...process.env,
					PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH}`,
					TMPDIR: join(folder, 'tmp'),
				},
			},
		);
		const calls = existsSync(join(folder, 'calls'))
			? readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n')
			: [];
		return { status, said: stdout + stderr, calls };
	}

	it('says that it goes on, and nothing of what npm says', () => {
		const { status, said, calls } = install(WARNINGS, 0);
		expect(status).toBe(0);
		expect(said).toBe('Installing the development dependencies (a minute or two)\n');
		expect(calls).toHaveLength(2);
		expect(calls[0]).toMatch(/^install .*--ignore-scripts/);
	});

	it('is done once for a lockfile', () => {
		install([], 0);
		expect(install([], 0)).toMatchObject({ status: 0, said: '', calls: { length: 2 } });
		writeFileSync(join(folder, 'package-lock.json'), '{"version":2}');
		expect(install([], 0).calls).toHaveLength(4);
	});

	it('says what is wrong, and where the rest can be read, when npm fails', () => {
		const failure = 'npm error network request to https://npm.example failed';
		const { status, said, calls } = install([...WARNINGS, failure], 1);
		expect(status).toBe(1);
		expect(calls).toHaveLength(1);
		expect(said).toContain(failure);
		expect(said).not.toContain('EBADENGINE');
		const [, log] = /All that npm said is in (\S+)/.exec(said)!;
		expect(readFileSync(log, 'utf8')).toContain('EBADENGINE');
		// It is tried again.
		expect(install([], 0).calls).toHaveLength(3);
	});

	it('says so where there is no npm', () => {
		rmSync(join(folder, 'bin'), { recursive: true });
		const { status, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/install.mjs')], {
			encoding: 'utf8',
			env: { PATH: folder, TMPDIR: join(folder, 'tmp') },
		});
		expect(status).toBe(1);
		expect(stderr).toMatch(/npm install .* failed \(spawn npm ENOENT\)/);
	});
});
