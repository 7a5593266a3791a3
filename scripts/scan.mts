/*
 * n8n's scanner for community packages, on what this work tree would publish:
 * the part for sources, and the part for the tarball. The parts that ask npm
 * for the provenance of a published version need one.
 *
 * Each finding has to be explained in docs/n8n-scan.md; one that is not, or an
 * explanation without its finding, is an error.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

import { cachedInstallation } from '../test/support/n8n/cachedInstallation.mts';
import { packPackage } from '../test/support/n8n/package.mts';
import { root } from '../test/support/repository/root.mts';
import { run } from '../test/support/process/run.mts';

const EXPLANATIONS = 'docs/n8n-scan.md';

interface Scanner {
	SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		folder: string,
		patterns?: string[],
	): Promise<{ passed: boolean; details?: string; message?: string }>;
}

/** `file: rule` of each error, in the order of the report. */
function errorsIn(report: string, folder: string): string[] {
	let file = '';
	return stripVTControlCharacters(report)
		.split('\n')
		.flatMap((line) => {
			if (line.startsWith('/')) file = relative(folder, line.trim());
			const rule = /^\s+\d+:\d+\s+error\s.*\s(\S+)$/.exec(line)?.[1];
			return rule ? [`${file}: ${rule}`] : [];
		});
}

const installation = await cachedInstallation(
	{
		folder: join(root, 'scripts', 'scan'),
		name: 'scanner',
		duration: 'half a minute',
		compiled: [],
		needs: 'the npm registry',
	},
	(line) => console.log(line),
);
const scanner = (await import(
	pathToFileURL(join(installation, 'node_modules/@n8n/scan-community-package/scanner/scanner.mjs'))
		.href
)) as Scanner;

const folder = await mkdtemp(join(tmpdir(), 'until-replied-scan-'));
try {
	const sources = join(folder, 'sources');
	const published = join(folder, 'published');
	await run('mkdir', ['-p', sources, published], { cwd: root });
	const files = await run(
		'git',
		[
			'ls-files',
			'--cached',
			'--others',
			'--exclude-standard',
			'package.json',
			'nodes',
			'credentials',
			'icons',
		],
		{ cwd: root },
	);
	await run('cp', ['--parents', ...files.trim().split('\n'), sources], { cwd: root });
	await run('tar', ['-xzf', await packPackage(folder), '-C', published, '--strip-components=1'], {
		cwd: folder,
	});
	const found: string[] = [];
	for (const [name, place, patterns] of [
		['Sources', sources, scanner.SOURCE_FILE_PATTERNS],
		['Tarball', published, undefined],
	] as const) {
		const { passed, details = '', message = '' } = await scanner.analyzePackage(place, patterns);
		const errors = errorsIn(details, place);
		console.log(
			`\n${name}: ${passed ? 'passed' : message}\n${details.replaceAll(`${place}/`, '')}`,
		);
		if (!passed && errors.length === 0) throw new Error(`The scanner failed: ${message}`);
		found.push(...errors.map((error) => `${name}, ${error}`));
	}
	const explained = [
		...(await readFile(join(root, EXPLANATIONS), 'utf8')).matchAll(/^\| `([^`]+)` \|/gm),
	].map(([, finding]) => finding);
	/** `*` in an explanation stands for any characters. */
	const fits = (finding: string, explanation: string) => {
		const [first, ...parts] = explanation.split('*');
		if (!finding.startsWith(first)) return false;
		let rest = finding.slice(first.length);
		for (const part of parts) {
			const at = part === parts.at(-1) ? rest.lastIndexOf(part) : rest.indexOf(part);
			if (at < 0) return false;
			rest = rest.slice(at + part.length);
		}
		return rest === '';
	};
	const unexplained = [...new Set(found)].filter(
		(finding) => !explained.some((explanation) => fits(finding, explanation)),
	);
	const outdated = explained.filter(
		(explanation) => !found.some((finding) => fits(finding, explanation)),
	);
	for (const finding of unexplained) console.error(`Not explained in ${EXPLANATIONS}: ${finding}`);
	for (const finding of outdated) console.error(`In ${EXPLANATIONS}, but not found: ${finding}`);
	const isExplained = unexplained.length + outdated.length === 0;
	console.log(
		`${found.length} errors, ${isExplained ? 'all' : 'not all'} explained in ${EXPLANATIONS}`,
	);
	process.exitCode = isExplained ? 0 : 1;
} finally {
	await rm(folder, { recursive: true, force: true });
}
