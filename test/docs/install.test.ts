import { execFileSync } from 'node:child_process';

import { parseDocument } from 'yaml';

import { codeBlocksIn, read } from '../support/repository/documents.mts';

/*
 * docs/compose.yaml, as far as it can be seen without an engine: what is in it is
 * of the Compose Specification and of n8n's documentation. Its commands are run
 * by test/e2e/commands.test.mts.
 */

interface Service {
	image: string;
	entrypoint?: string[];
	command?: string[];
	restart?: string;
	depends_on?: Record<string, { condition: string }>;
	ports?: string[];
	environment?: Record<string, string>;
	volumes: string[];
}

const text = read('docs/compose.yaml');
const document = parseDocument(text, { uniqueKeys: true });
const { services, volumes, ...rest } = document.toJS() as {
	services: Record<string, Service>;
	volumes: Record<string, unknown>;
};

/** n8n's documentation, "Install using Docker Compose": its image, port and folder. */
const IMAGE = 'docker.n8n.io/n8nio/n8n';
const PORT = '5678:5678';
const FOLDER = '/home/node/.n8n';

it('is shown as it is, in both languages', () => {
	for (const page of ['docs/install.md', 'docs/install.zh-CN.md']) {
		const [shown] = codeBlocksIn(page).filter(({ language }) => language === 'yaml');
		expect(shown.text).toBe(text);
	}
});

it('is YAML without a doubt, of services and volumes that know each other', () => {
	expect([...document.errors, ...document.warnings]).toEqual([]);
	expect(rest).toEqual({});
	for (const [name, { depends_on = {}, volumes: mounted }] of Object.entries(services)) {
		for (const other of Object.keys(depends_on)) expect(Object.keys(services)).toContain(other);
		for (const mount of mounted) {
			const [volume, place] = mount.split(':');
			expect({ name, volume, place }).toEqual({ name, volume: 'n8n_data', place: FOLDER });
		}
	}
	expect(Object.keys(volumes)).toEqual(['n8n_data']);
});

it('is of the n8n that was tested', () => {
	const { dependencies } = JSON.parse(read('test/e2e/n8n/package.json')) as {
		dependencies: { n8n: string };
	};
	for (const { image } of Object.values(services)) {
		expect(image).toBe(`${IMAGE}:\${N8N_VERSION:-${dependencies.n8n}}`);
	}
});

it('starts n8n when the package is there, and tells it what it has to know', () => {
	const { n8n } = services;
	expect(n8n).toEqual({
		image: expect.any(String),
		restart: 'unless-stopped',
		depends_on: { 'until-replied': { condition: 'service_completed_successfully' } },
		ports: [PORT],
		environment: {
			N8N_WEBHOOK_URL: '${N8N_WEBHOOK_URL:-http://localhost:5678/}',
			N8N_UNVERIFIED_PACKAGES_ENABLED: 'true',
		},
		volumes: expect.any(Array),
	});
});

it('installs by a shell, in one command that a container of n8n understands', () => {
	const { entrypoint, command } = services['until-replied'];
	expect(entrypoint).toEqual(['sh', '-c']);
	expect(command).toHaveLength(1);
	// Compose would take a dollar for a variable of its own.
	expect(command![0]).not.toContain('$');
	expect(() => execFileSync('sh', ['-n', '-c', command![0]])).not.toThrow();
});

// Not that of package.json, which the release raises only when everything is committed.
it('the list for n8n’s environment names the package in the newest version of the changelog', () => {
	const [, shown] = codeBlocksIn('docs/install.md').filter(({ language }) => language === 'yaml');
	const { environment } = parseDocument(shown.text).toJS() as {
		environment: Record<string, string>;
	};
	const { name } = JSON.parse(read('package.json')) as { name: string };
	const [, version] = /^## (\d+\.\d+\.\d+)$/m.exec(read('CHANGELOG.md'))!;
	expect(JSON.parse(environment.N8N_COMMUNITY_PACKAGES)).toEqual([{ name, version }]);
	expect(environment.N8N_COMMUNITY_PACKAGES_MANAGED_BY_ENV).toBe('true');
	expect(read('docs/install.md')).toContain(`npm view ${name}@${version} `);
});

it('every page that says how to install says it with the same options', () => {
	for (const page of ['docs/install.md', 'docs/install.zh-CN.md', 'docs/compose.yaml']) {
		const lines = read(page).match(/^.*npm install .*$/gm) ?? [];
		expect(lines.length).toBeGreaterThan(0);
		for (const line of lines) {
			expect(line).toMatch(
				/npm install --prefix ~\/\.n8n\/nodes --legacy-peer-deps n8n-nodes-until-replied(?:@latest)?(?:'|$)/,
			);
		}
	}
});

it('names the versions that were tested', () => {
	const versionOf = (folder: string) =>
		(JSON.parse(read(`test/e2e/${folder}/package.json`)) as { dependencies: { n8n: string } })
			.dependencies.n8n;
	for (const page of ['README.md', 'README.zh-CN.md', 'CHANGELOG.md']) {
		for (const folder of ['n8n', 'n8n-oldest']) expect(read(page)).toContain(versionOf(folder));
	}
});
