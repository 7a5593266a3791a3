import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { deliveries } from '../support/sources/deliveries.mts';

const root = join(__dirname, '../..');
const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');

const codeBlocks = (language: string) =>
	[...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code]) => code);

const file = (path: string) => readFileSync(join(root, path), 'utf8');

describe('the source that the guide adds', () => {
	const [source, test] = codeBlocks('ts');

	it('is the one that is there', () => {
		expect(source).toBe(file('src/events/sources/uptimeKuma.ts'));
		expect(file('src/events/sources/index.ts')).toContain("from './uptimeKuma';");
	});

	it('is tested as the guide says', () => {
		const [, body] = test.split("describe('Uptime Kuma', () => {");
		const there = file('test/src/events/sources/uptimeKuma.test.ts');
		expect(there).toContain(body.replace(/\}\);\n$/, '').trim());
	});

	it('takes the delivery of the guide', () => {
		const [delivery] = codeBlocks('json');
		expect(JSON.parse(delivery)).toEqual(JSON.parse(deliveries.uptimeKuma.body));
	});
});

it('the guide names files that are there', () => {
	const made = /<|fake|notification\.ts$/i;
	const named = [...text.matchAll(/`((?:src|test|docs|scripts|nodes)\/[\w./-]+)`/g)]
		.map(([, path]) => path)
		.filter((path) => !made.test(path));
	expect(named.length).toBeGreaterThan(8);
	for (const path of named)
		expect({ path, exists: existsSync(join(root, path)) }).toEqual({ path, exists: true });
});
