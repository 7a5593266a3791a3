import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { BYTES_BEFORE } from '../../scripts/bench/loading.mts';
import { packPackage } from '../support/n8n/package.mts';
import { run } from '../support/process/run.mts';

/** What the connections of four chat platforms, their credentials and what people say there may take. */
const BYTES_FOR_ANSWERS = 100_000;

/** What n8n unpacks when somebody installs the package. */
let folder: string;
let files: string[];
/** Of the tarball. */
let bytes: number;
let manifest: {
	dependencies?: object;
	peerDependencies: object;
	scripts: object;
	n8n: { nodes: string[]; credentials: string[] };
};

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'until-replied-tarball-'));
	const tarball = await packPackage(folder);
	bytes = statSync(tarball).size;
	await run('tar', ['-xzf', tarball, '-C', folder], { cwd: folder });
	const root = join(folder, 'package');
	files = readdirSync(root, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
	manifest = JSON.parse(contentOf('package.json'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const contentOf = (file: string) => readFileSync(join(folder, 'package', file), 'utf8');
const compiled = () => files.filter((file) => file.endsWith('.js'));

test('holds code, icons, codex files and the documents that npm shows, and nothing else', () => {
	const documents = ['README.md', 'README.zh-CN.md', 'SECURITY.md', 'LICENSE'];
	const strange = files.filter(
		(file) =>
			!/^dist\/(nodes|credentials|src|vendor)\/.+\.js$/.test(file) &&
			!/^dist\/nodes\/.+\.node\.json$/.test(file) &&
			!/^dist\/icons\/[\w.]+\.svg$/.test(file) &&
			!documents.includes(file) &&
			!['package.json', 'dist/vendor/LICENSES.txt'].includes(file),
	);
	expect(strange).toEqual([]);
	expect(files).toEqual(expect.arrayContaining(['package.json', ...documents]));
});

test('holds every node and credential that n8n is told of, and no other', () => {
	const told = [...manifest.n8n.nodes, ...manifest.n8n.credentials].toSorted();
	expect(files.filter((file) => /\.(node|credentials)\.js$/.test(file)).toSorted()).toEqual(told);
});

test('is at most one and a half times as large as before the first version, besides answers in chats', () => {
	expect(bytes).toBeLessThan(1.5 * BYTES_BEFORE + BYTES_FOR_ANSWERS);
});

test('has a codex file beside every node', () => {
	for (const node of manifest.n8n.nodes) {
		const codex = JSON.parse(contentOf(node.replace(/\.js$/, '.json')));
		expect(codex.categories).not.toEqual([]);
		expect(codex.alias).not.toEqual([]);
		expect(codex.resources.primaryDocumentation[0].url).toMatch(/^https:/);
	}
});

test('has every icon that a node or credential shows', () => {
	for (const file of [...manifest.n8n.nodes, ...manifest.n8n.credentials]) {
		const icons = [...contentOf(file).matchAll(/file:([^'"]+\.svg)/g)].map(([, path]) => path);
		expect(icons).toHaveLength(2);
		for (const icon of icons) expect(files).toContain(join(dirname(file), icon));
	}
});

test('needs nothing that n8n does not bring', () => {
	const missing = compiled().flatMap((file) =>
		[...contentOf(file).matchAll(/\brequire\("([^"]+)"\)/g)]
			.map(([, name]) => name)
			.filter((name) =>
				name.startsWith('.')
					? !existsSync(require.resolve(join(folder, 'package', dirname(file), name)))
					: name !== 'n8n-workflow' && !isBuiltin(name),
			)
			.map((name) => `${file} needs ${name}`),
	);
	expect(missing).toEqual([]);
	expect(manifest.dependencies).toBeUndefined();
	expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
});

test('runs nothing when it is installed', () => {
	const atInstallation = ['preinstall', 'install', 'postinstall', 'prepare', 'prepublish'];
	expect(Object.keys(manifest.scripts).filter((name) => atInstallation.includes(name))).toEqual([]);
	expect(files.filter((file) => /binding\.gyp|\.node$|\.sh$/.test(file))).toEqual([]);
});

/** Our own, which runs in n8n: not a library, and not the script of the board, which runs in a browser. */
const ours = () => compiled().filter((file) => !/^dist\/vendor\/|\.client\.js/.test(file));

test('speaks to nobody but by n8n’s HTTP helper, the driver of Postgres and the connection of a chat app, and starts no program', () => {
	for (const file of ours()) {
		const code = contentOf(file);
		const loaded = [...code.matchAll(/\brequire\("(?:node:)?([a-z0-9_/]+)"\)/g)].map(
			([, name]) => name,
		);
		const byNode = [
			'http',
			'https',
			'http2',
			'tls',
			'dgram',
			'dns',
			'dns/promises',
			'child_process',
			'vm',
		];
		// The one place that connects to chat apps, by the agent of n8n's proxy.
		const isOfChatApps = file === 'dist/src/chatApps/connection/socket.js';
		expect({ file, loaded: loaded.filter((name) => byNode.includes(name)) }).toEqual({
			file,
			loaded: isOfChatApps ? ['https'] : [],
		});
		if (isOfChatApps) expect(code).not.toMatch(/node_https_1\.(?!globalAgent\b)/);
		// Networks of addresses, not connections; but for the one that the driver is given.
		const isOfDriver = file === 'dist/src/store/postgres/gatheringSocket.js';
		if (loaded.includes('net') && !isOfDriver)
			expect(code).not.toMatch(/\b(?:connect|createConnection|Socket)\b/);
		expect({ file, calls: code.match(/\b(?:fetch|WebSocket|EventSource)\(/g) }).toEqual({
			file,
			calls: isOfChatApps ? ['WebSocket('] : null,
		});
	}
	const asking = ours().filter((file) => /helpers\.(?:http)?request/i.test(contentOf(file)));
	expect(asking).not.toEqual([]);
	const may =
		/^dist\/nodes\/(?:shared\/robot\/|shared\/calendarRequest\.js|shared\/platformRequest\.js)/;
	expect(asking.filter((file) => !may.test(file))).toEqual([]);
});

test('evaluates no text as code or as an expression', () => {
	for (const file of ours()) {
		expect({
			file,
			evaluates: contentOf(file).match(/\beval\(|\bnew Function\b|evaluateExpression/g),
		}).toEqual({
			file,
			evaluates: null,
		});
	}
});

test('brings the license of everything that is bundled', () => {
	const licenses = contentOf('dist/vendor/LICENSES.txt').split('-'.repeat(80));
	const vendored = files.filter((file) => /^dist\/vendor\/.+\.js$/.test(file));
	for (const file of vendored) {
		const name = file.slice('dist/vendor/'.length, -'.js'.length);
		expect(licenses.some((text) => text.trim().startsWith(`${name} `))).toBe(true);
	}
	for (const text of licenses) expect(text).toMatch(/copyright/i);
});

test('names no registry', () => {
	const lockfiles = ['package-lock.json', 'test/e2e/n8n/package-lock.json'];
	for (const lockfile of lockfiles) {
		expect(readFileSync(join(__dirname, '..', '..', lockfile), 'utf8')).not.toContain('"resolved"');
	}
});
