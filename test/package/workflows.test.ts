import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseDocument } from 'yaml';

/*
 * The workflows cannot be run here. What can be seen without: that they can be
 * read, that nothing in them can be moved under us, and that what may publish
 * runs nothing else.
 */

interface Step {
	id?: string;
	name?: string;
	if?: string;
	uses?: string;
	run?: string;
	with?: Record<string, unknown>;
	env?: Record<string, unknown>;
}
interface Job {
	'runs-on': string;
	'timeout-minutes'?: number;
	needs?: string | string[];
	if?: string;
	permissions?: Record<string, string>;
	environment?: { name: string };
	outputs?: Record<string, string>;
	strategy?: { matrix: Record<string, unknown> };
	steps: Step[];
}
interface Workflow {
	name: string;
	on: Record<string, unknown>;
	permissions: Record<string, string>;
	jobs: Record<string, Job>;
}

const folder = join(__dirname, '../../.github/workflows');
const files = readdirSync(folder);
const texts = Object.fromEntries(
	files.map((file) => [file, readFileSync(join(folder, file), 'utf8')]),
);
const workflows = Object.fromEntries(
	files.map((file) => {
		const document = parseDocument(texts[file], { uniqueKeys: true });
		return [file, { document, workflow: document.toJS() as Workflow }];
	}),
);
const jobs = files.flatMap((file) =>
	Object.entries(workflows[file].workflow.jobs).map(
		([name, job]) => [`${file}: ${name}`, job, file] as const,
	),
);
const steps = jobs.flatMap(([name, job]) => job.steps.map((step) => ({ name, job, step })));

it.each(files)('%s is YAML without a doubt, and runs for whom we trust', (file) => {
	const { document, workflow } = workflows[file];
	expect([...document.errors, ...document.warnings]).toEqual([]);
	expect(Object.keys(workflow).toSorted()).toEqual(
		['concurrency', 'jobs', 'name', 'on', 'permissions'].toSorted(),
	);
	// Of a fork these would run with the rights of the repository.
	for (const trigger of ['pull_request_target', 'workflow_run', 'issue_comment']) {
		expect(Object.keys(workflow.on)).not.toContain(trigger);
	}
});

it('what others have made is pinned by commit, each by one, with the version that it is', () => {
	const lines = Object.values(texts).flatMap((text) => text.match(/^.*\buses:.*$/gm) ?? []);
	expect(lines.length).toBe(steps.filter(({ step }) => step.uses).length);
	const commits = new Map<string, Set<string>>();
	for (const line of lines) {
		const pinned = /uses: ([\w-]+\/[\w-]+)(?:\/[\w-]+)*@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)$/.exec(
			line,
		);
		expect({ line, isPinned: pinned !== null }).toEqual({ line, isPinned: true });
		const [, action, commit, version] = pinned!;
		commits.set(action, (commits.get(action) ?? new Set()).add(`${commit} ${version}`));
	}
	for (const [action, of] of commits)
		expect({ action, count: of.size }).toEqual({ action, count: 1 });
});

it('a workflow may nothing, a job what it is given', () => {
	for (const file of files) expect(workflows[file].workflow.permissions).toEqual({});
	const written = jobs.flatMap(([name, { permissions }]) => {
		expect({ name, permissions }).toEqual({ name, permissions: expect.any(Object) });
		return Object.entries(permissions!)
			.filter(([, right]) => right !== 'read')
			.map(([what, right]) => `${name}: ${what} ${right}`);
	});
	expect(written).toEqual([
		'publish.yml: publish: id-token write',
		'security.yml: code: security-events write',
	]);
});

it('a job ends some time, and needs what is there', () => {
	for (const [name, job, file] of jobs) {
		const known = Object.keys(workflows[file].workflow.jobs);
		expect({ name, minutes: job['timeout-minutes'] }).toEqual({
			name,
			minutes: expect.any(Number),
		});
		expect(job['runs-on']).toBe('ubuntu-latest');
		expect(known).toEqual(expect.arrayContaining([job.needs ?? []].flat()));
	}
});

it('the token of a checkout is not left for what runs after it', () => {
	const checkouts = steps.filter(({ step }) => step.uses?.startsWith('actions/checkout@'));
	expect(checkouts.length).toBeGreaterThan(5);
	for (const { name, step } of checkouts) {
		expect({ name, ...step.with }).toMatchObject({ name, 'persist-credentials': false });
	}
});

it('there are no secrets that could be taken', () => {
	for (const text of Object.values(texts)) expect(text).not.toMatch(/secrets\.|_TOKEN|_authToken/);
});

it('scripts can be read, and nothing from outside is pasted into them', () => {
	for (const { name, step } of steps) {
		const { run, uses } = step;
		expect({ name, has: [run, uses].filter(Boolean).length }).toEqual({ name, has: 1 });
		if (run === undefined) continue;
		expect({ name, run }).toEqual({ name, run: expect.not.stringContaining('${{') });
		expect(() => execFileSync('bash', ['-n'], { input: run })).not.toThrow();
	}
});

describe('expressions', () => {
	const expressions = jobs.flatMap(([name, job, file]) =>
		[...JSON.stringify(job).matchAll(/\$\{\{\s*(.*?)\s*\}\}/g)].map(([, expression]) => ({
			name,
			job,
			file,
			expression: expression.replaceAll('\\"', '"'),
		})),
	);

	it.each(expressions)(
		'$name: $expression speaks of what is there',
		({ job, file, expression }) => {
			if (/^hashFiles\('[\w*/.-]+'\)$/.test(expression)) return;
			const [context, ...path] = expression.split('.');
			switch (context) {
				case 'matrix':
					expect(Object.keys(job.strategy!.matrix)).toContain(path[0]);
					return;
				case 'steps': {
					const [id, outputs, output] = path;
					const { run = '' } = job.steps.find((step) => step.id === id)!;
					expect(outputs).toBe('outputs');
					expect(run).toContain(`echo "${output}=`);
					return;
				}
				case 'needs': {
					const [needed, outputs, output] = path;
					expect([job.needs].flat()).toContain(needed);
					expect(outputs).toBe('outputs');
					expect(Object.keys(workflows[file].workflow.jobs[needed].outputs!)).toContain(output);
					return;
				}
				default:
					expect(['github.ref']).toContain(expression);
			}
		},
	);

	it('were found', () => expect(expressions.length).toBeGreaterThan(5));
});

describe('what publishes', () => {
	const { build, publish } = workflows['publish.yml'].workflow.jobs;

	it('runs nothing but the publication of what another job has built', () => {
		expect(publish.needs).toBe('build');
		expect(publish.steps.map(({ uses, run }) => uses?.replace(/@.*/, '') ?? run)).toEqual([
			'actions/download-artifact',
			'actions/setup-node',
			'echo "$DIGEST  $(echo package/*.tgz)" | sha256sum --check --strict',
			'npm publish ./package/*.tgz --provenance --access public --ignore-scripts',
		]);
	});

	it('is the only thing that npm and its environment trust', () => {
		expect(publish.environment?.name).toBe('npm');
		expect(publish.permissions).toEqual({ 'id-token': 'write' });
		const others = jobs.filter(([, job]) => job !== publish);
		for (const [, { permissions, environment }] of others) {
			expect(permissions).not.toHaveProperty('id-token');
			expect(environment).toBeUndefined();
		}
	});

	it('takes nothing from a cache that other workflows write', () => {
		for (const { steps: ofJob } of [build, publish]) {
			expect(ofJob.some(({ uses }) => uses?.startsWith('actions/cache'))).toBe(false);
			for (const { uses, with: inputs } of ofJob) {
				if (!uses?.startsWith('actions/setup-node')) continue;
				expect(inputs).toMatchObject({ 'package-manager-cache': false });
				expect(inputs).not.toHaveProperty('cache');
			}
		}
	});

	it('begins with a tag that is the version, is tested and audited, and is handed on with its digest', () => {
		expect(Object.keys(workflows['publish.yml'].workflow.on)).toEqual(['push']);
		const commands = build.steps.map(({ run }) => run ?? '').join('\n');
		const order = [
			'$GITHUB_REF_NAME',
			'publisher.mts --check',
			'npm test',
			'npm run audit:bundled',
			'scripts/pack.mts',
		];
		const places = order.map((part) => commands.indexOf(part));
		expect(places).not.toContain(-1);
		expect(places).toEqual(places.toSorted((one, other) => one - other));
		expect(build.outputs).toEqual({ digest: '${{ steps.pack.outputs.digest }}' });
	});
});

it('the holes of what is bundled are looked for each week', () => {
	const { on, jobs: ofSecurity } = workflows['security.yml'].workflow;
	const [{ cron }] = on.schedule as Array<{ cron: string }>;
	expect(cron).toMatch(/^\d{1,2} \d{1,2} \* \* [0-6]$/);
	const commands = Object.values(ofSecurity).flatMap((job) => job.steps.map(({ run }) => run));
	expect(commands).toContain('npm run audit:bundled');
});
