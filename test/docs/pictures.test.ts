import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const pages = ['', 'docs', 'docs/nodes', 'docs/robots', 'docs/sources', 'examples'].flatMap(
	(folder) =>
		readdirSync(join(root, folder))
			.filter((name) => name.endsWith('.md'))
			.map((name) => join(folder, name)),
);
const pictures = pages.flatMap((page) =>
	[...readFileSync(join(root, page), 'utf8').matchAll(/!\[([^\]]*)\]\(([^)\s]+\.png)\)/g)].map(
		([, description, path]) => ({ page, description, path: join(dirname(page), path) }),
	),
);

it('finds pictures', () => expect(pictures.length).toBeGreaterThan(15));

it.each(pictures)('$path in $page is large enough, and described', ({ description, path }) => {
	const file = readFileSync(join(root, path));
	// The width in the header of a PNG ("PNG Specification", 11.2.2 IHDR).
	expect(file.subarray(12, 16).toString('latin1')).toBe('IHDR');
	expect(file.readUInt32BE(16)).toBeGreaterThanOrEqual(1_280);
	expect(description.length).toBeGreaterThan(5);
});
