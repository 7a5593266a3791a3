import { transformSync } from '@swc/core';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

import type { EventSource } from '../../src/events/source';
import { eventIn, problemIn } from '../support/sources/eventRequest.mts';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

function codeBlock(language: string): string {
	return new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(text)![1];
}

/** The source of the guide, as if it stood in src/events/sources. */
function sourceOfTheGuide(): EventSource {
	const { code } = transformSync(codeBlock('ts'), {
		jsc: { parser: { syntax: 'typescript' } },
		module: { type: 'commonjs' },
	});
	const exported: { uptimeKuma?: EventSource } = {};
	const load = (path: string) => jest.requireActual(join(root, 'src/events/sources', path));
	new Function('require', 'exports', code)(load, exported);
	return exported.uptimeKuma!;
}

/** What the compiler says of a file that is not there yet. */
function complaintsAbout(path: string, code: string): string[] {
	const file = join(root, path);
	const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (name) =>
		readFileSync(name, 'utf8'),
	);
	const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
	const host = ts.createCompilerHost(options);
	const { getSourceFile } = host;
	host.getSourceFile = (name, version, ...rest) =>
		name === file
			? ts.createSourceFile(name, code, version)
			: getSourceFile.call(host, name, version, ...rest);
	const program = ts.createProgram([file], options, host);
	return ts
		.getPreEmitDiagnostics(program, program.getSourceFile(file))
		.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe('the source that the guide adds', () => {
	const down = JSON.parse(codeBlock('json'));
	const up = { ...down, heartbeat: { ...down.heartbeat, status: 1, msg: '200 - OK' } };
	const source = sourceOfTheGuide();

	it('has the types that it needs', () => {
		const path = 'src/events/sources/uptimeKuma.ts';
		expect(complaintsAbout(path, codeBlock('ts'))).toEqual([]);
		const wrong = codeBlock('ts').replace(', within: DAY', '');
		expect(complaintsAbout(path, wrong).join()).toContain("'within' is missing");
	});

	it('reads the delivery of the guide', () => {
		expect(eventIn(source, { body: down })).toMatchObject({
			source: 'uptimeKuma',
			kind: 'alert.firing',
			occurredAt: '2023-07-31T18:56:15.374Z',
			conversation: { key: 'uptimeKuma:89', effect: 'opens', subject: 'test' },
			text: 'timeout of 16000ms exceeded',
			project: { name: 'test' },
		});
	});

	it('takes a monitor that is up again for answered, and says what is missing', () => {
		expect(eventIn(source, { body: up }).conversation).toMatchObject({
			key: 'uptimeKuma:89',
			effect: 'ends',
		});
		expect(problemIn(source, { body: { ...down, heartbeat: {} } }).field).toBe('heartbeat.status');
	});
});

it('the guide names files that are there', () => {
	const made = /uptime|<|fake|notification\.ts$/i;
	const named = [...text.matchAll(/`((?:src|test|docs|scripts|nodes)\/[\w./-]+)`/g)]
		.map(([, path]) => path)
		.filter((path) => !made.test(path));
	expect(named.length).toBeGreaterThan(8);
	for (const path of named)
		expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true });
});
