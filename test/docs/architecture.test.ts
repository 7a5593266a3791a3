import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'docs/architecture.md'), 'utf8');
const paths = [
	...page.matchAll(/`((?:src|nodes|credentials|scripts|test|docs|icons)\/[\w./-]+)`/g),
].map(([, path]) => path);

describe('the page on the architecture', () => {
	it.each([...new Set(paths)])('names %s, which is there', (path) => {
		expect(existsSync(join(root, path))).toBe(true);
	});
});
