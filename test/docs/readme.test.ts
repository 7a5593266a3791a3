import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const root = join(__dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const pairs: Array<[english: string, chinese: string]> = [
	['README.md', 'README.zh-CN.md'],
	['examples/README.md', 'examples/README.zh-CN.md'],
];

const withoutCode = (text: string) => text.replace(/```[^]*?```/g, '');
const headings = (text: string) =>
	[...withoutCode(text).matchAll(/^(#+) (.*)$/gm)].map(([, marks, title]) => ({
		level: marks.length,
		title,
	}));
const codeBlocks = (text: string) => text.match(/```[^]*?```/g) ?? [];
const links = (text: string) =>
	[...withoutCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
const tableRows = (text: string) =>
	withoutCode(text)
		.split('\n')
		.filter((line) => line.startsWith('|'))
		.map((line) => line.split('|').length);
const listItems = (text: string) => withoutCode(text).match(/^(?:-|\d+\.) /gm) ?? [];

/** GitHub's name of a heading's anchor. */
const anchor = (title: string) =>
	title
		.toLowerCase()
		.replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
		.trim()
		.replaceAll(' ', '-');

/** The English page or picture that stands for a Chinese one. */
const inEnglish = (target: string, texts: [string, string]) => {
	const [english, chinese] = texts.map((text) => headings(text).map(({ title }) => anchor(title)));
	if (target.startsWith('#')) return `#${english[chinese.indexOf(decodeURI(target.slice(1)))]}`;
	return target
		.replace('.zh.png', '.en.png')
		.replace('examples/README.zh-CN.md', 'examples')
		.replace('semver.org/lang/zh-CN/', 'semver.org');
};

describe.each(pairs)('%s and its Chinese version', (english, chinese) => {
	const texts: [string, string] = [read(english), read(chinese)];

	it('have the same headings, lists and tables', () => {
		const [one, other] = texts;
		const levels = (text: string) => headings(text).map(({ level }) => level);
		expect(levels(other)).toEqual(levels(one));
		expect(listItems(other)).toEqual(listItems(one));
		expect(tableRows(other)).toEqual(tableRows(one));
	});

	it('have the same commands and code', () => {
		expect(codeBlocks(texts[1])).toEqual(codeBlocks(texts[0]));
	});

	it('link to the same pages and pictures', () => {
		const ofEnglish = links(texts[0]).filter((link) => !link.endsWith('README.zh-CN.md'));
		const ofChinese = links(texts[1])
			.filter((link) => link !== 'README.md')
			.map((link) => inEnglish(link, texts));
		expect(ofChinese).toEqual(ofEnglish);
	});
});

const pages = [
	...pairs.flat(),
	'CHANGELOG.md',
	'CONTRIBUTING.md',
	'SECURITY.md',
	'docs/n8n-scan.md',
	'docs/nodes/repeat-until-replied.md',
	'docs/nodes/service-event-trigger.md',
];

it.each(pages)('%s links to what is there', (page) => {
	for (const link of links(read(page))) {
		if (/^https?:/.test(link)) continue;
		const [path, fragment] = link.split('#');
		const file = path ? join(dirname(page), path) : page;
		expect({ link, exists: existsSync(join(root, file)) }).toEqual({ link, exists: true });
		if (!fragment) continue;
		const anchors = headings(read(file)).map(({ title }) => anchor(title));
		expect(anchors).toContain(decodeURI(fragment));
	}
});

it('quotes messages that the code has', () => {
	const code = read('src/runtime.ts') + read('src/store/sqlite/errors.ts');
	for (const quoted of ['is in use by another process', 'store does not work in queue mode']) {
		for (const page of pairs[0]) expect(read(page)).toContain(quoted);
		expect(code).toContain(quoted);
	}
});

it('tells of every node, source and robot', () => {
	const { n8n } = JSON.parse(read('package.json')) as { n8n: { nodes: string[] } };
	const [{ length }] = [n8n.nodes];
	for (const page of pairs[0]) {
		const named = links(read(page)).filter((link) =>
			/^docs\/(nodes|robots)\/[\w-]+\.md$/.test(link),
		);
		expect(new Set(named).size).toBe(length);
	}
	const sources = read('docs/nodes/service-event-trigger.md').match(/\.\.\/sources\/[\w-]+\.md/g)!;
	for (const source of sources) {
		for (const page of pairs[0])
			expect(links(read(page))).toContain(source.replace('../', 'docs/'));
	}
});
