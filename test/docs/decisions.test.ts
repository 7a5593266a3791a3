import { readdirSync } from 'node:fs';
import { join } from 'node:path';

import { anchorOf, read } from '../support/repository/documents.mts';

const pages = readdirSync(join(__dirname, '../../docs/decisions'));
const index = read('docs/decisions.md');

test.each(pages)('the index has the decisions of %s, in their order', (page) => {
	const entries = [...read(`docs/decisions/${page}`).matchAll(/^## (.+)$/gm)].map(
		([, title]) => `- [${title}](decisions/${page}#${anchorOf(title)})`,
	);
	expect(entries.length).toBeGreaterThan(0);
	expect(index.split('\n').filter((line) => line.includes(`](decisions/${page}#`))).toEqual(
		entries,
	);
});
