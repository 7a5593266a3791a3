import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/* SECURITY.md promises nothing that no test holds: each promise has a footnote, and each footnote a test that is there. */

const root = join(__dirname, '../..');
const page = readFileSync(join(root, 'SECURITY.md'), 'utf8');
const [promises, ...notes] = page.split(/^(?=\[\^)/m);

const marksIn = (text: string) => [...text.matchAll(/\[\^(\w+)\]/g)].map(([, name]) => name);
const footnotes = notes.map((note) => {
	const [, name, text] = /^\[\^(\w+)\]: (.*)\s*$/.exec(note)!;
	const tests = [...text.matchAll(/`(test\/[\w./]+)`: ((?:"[^"]+"(?:; )?)+)/g)].flatMap(
		([, file, titles]) => [...titles.matchAll(/"([^"]+)"/g)].map(([, title]) => ({ file, title })),
	);
	return { name, text, tests };
});
const cited = footnotes.flatMap(({ name, tests }) =>
	tests.map(({ file, title }) => ({ name, file, title })),
);

it('has no promise in a list without a footnote, and no sentence that another footnote holds', () => {
	const bullets = promises.match(/^- .*$/gm) ?? [];
	expect(bullets.length).toBeGreaterThan(40);
	for (const bullet of bullets) {
		expect({ bullet, marks: marksIn(bullet).length }).not.toEqual({ bullet, marks: 0 });
	}
});

it('has each footnote once, and every one of them says something', () => {
	const used = marksIn(promises);
	expect(used).toHaveLength(new Set(used).size);
	expect(footnotes.map(({ name }) => name)).toEqual(used);
	for (const { name, text, tests } of footnotes) {
		const said = text.match(/"/g)?.length ?? 0;
		expect({ name, titles: tests.length * 2 }).toEqual({ name, titles: said });
		expect(tests.length).toBeGreaterThan(0);
	}
});

it.each(cited)('$name is held by $file: $title', ({ file, title }) => {
	expect({ file, exists: existsSync(join(root, file)) }).toEqual({ file, exists: true });
	const code = readFileSync(join(root, file), 'utf8');
	const isTitle = [`'${title}'`, `"${title}"`, `\`${title}\``].some((quoted) =>
		code.includes(quoted),
	);
	expect({ file, title, isTitle }).toEqual({ file, title, isTitle: true });
});
