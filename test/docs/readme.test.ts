import { existsSync, globSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import MarkdownIt from 'markdown-it';
import type { INodePropertyOptions } from 'n8n-workflow';

import { UntilReplied } from '../../nodes/UntilReplied/UntilReplied.node';
import { anchorOf, documents, pairs, read } from '../support/repository/documents.mts';

const root = join(__dirname, '../..');
const readmes = ['README.md', 'README.zh-CN.md'];
const troubleshooting = ['docs/troubleshooting.md', 'docs/troubleshooting.zh-CN.md'];

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
const inline = (text: string, type: 'text' | 'code_inline') =>
	new MarkdownIt()
		.parse(text, {})
		.flatMap(({ children }) => children ?? [])
		.filter((token) => token.type === type)
		.map(({ content }) => content);
/** Names and values, as they are typed; without those that are words of a language. */
const names = (text: string) =>
	inline(text, 'code_inline').filter((name) => !/\p{Script=Han}/u.test(name));
const figures = (text: string) =>
	inline(text, 'text')
		.join('\n')
		.match(/\d[\d.,:]*\d|\d/g) ?? [];
const listItems = (text: string) => withoutCode(text).match(/^(?:-|\d+\.) /gm) ?? [];

const anchors = (file: string) => headings(read(file)).map(({ title }) => anchorOf(title));

/** The English page, place or picture that stands for one in the Chinese `page`. */
function inEnglish(target: string, page: string): string {
	if (/^https?:/.test(target)) return target.replace('semver.org/lang/zh-CN/', 'semver.org');
	const [path, fragment] = target.split('#');
	const englishPath = path
		.replace('.zh.png', '.en.png')
		.replace('examples/README.zh-CN.md', 'examples')
		.replace('.zh-CN.md', '.md');
	if (fragment === undefined) return englishPath;
	const file = path ? join(dirname(page), path) : page;
	const place = anchors(file).indexOf(decodeURI(fragment));
	return `${englishPath}#${anchors(file.replace('.zh-CN.md', '.md'))[place]}`;
}

/** What a link of `page` leads to, as a path from the root; the address itself where it leads elsewhere. */
function targetOf(link: string, page: string): string {
	const [path] = link.split('#');
	return /^https?:/.test(link) || !path ? link : join(dirname(page), path);
}

/** The Chinese page or picture that there is for an English one; undefined where there is none. */
function inChinese(target: string): string | undefined {
	const readme = join(target, 'README.md');
	const page = documents.includes(readme) ? readme : target;
	const picture = target.replace('.en.png', '.zh.png');
	if (picture !== target && existsSync(join(root, picture))) return picture;
	return pairs.find(({ english }) => english === page)?.chinese;
}

/** What Chinese readers look up: the nodes, and the robots and sources that are used in China. */
const forChineseReaders = [
	...['chat-answer-trigger', 'repeat-until-replied', 'service-event-trigger', 'who-is-on-duty'].map(
		(name) => `docs/nodes/${name}.md`,
	),
	...['dingtalk', 'feishu', 'wecom'].map((name) => `docs/robots/${name}.md`),
	...[
		'custom',
		'dce-insight',
		'dce-users',
		'gitea',
		'gitee',
		'group-robot',
		'nightingale',
		'twt-chat',
		'uptime-kuma',
		'weiyu',
		'zabbix',
	].map((name) => `docs/sources/${name}.md`),
];

it.each(forChineseReaders)('%s exists in Chinese', (page) => {
	expect(inChinese(page)).toBe(page.replace('.md', '.zh-CN.md'));
});

describe.each(pairs)('$english and its Chinese version', ({ english, chinese }) => {
	const texts: [string, string] = [read(english), read(chinese)];

	it('lead to each other at the top', () => {
		const top = (text: string) => text.split(/^## /m)[0].split('\n');
		expect(top(texts[0])).toContain(`[中文](${basename(chinese)})`);
		expect(top(texts[1])).toContain(`[English](${basename(english)})`);
	});

	it('lead Chinese readers to Chinese pages and pictures, where there are any', () => {
		const inTheOther = links(texts[1])
			.filter((link) => link !== basename(english))
			.map((link) => inChinese(targetOf(link, chinese)))
			.filter((better) => better !== undefined);
		expect(inTheOther).toEqual([]);
	});

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

	it('have the same names and values, and the Chinese one every figure', () => {
		const [one, other] = texts;
		expect(names(one).filter((name) => !other.includes(name))).toEqual([]);
		expect(names(other).filter((name) => !one.includes(name))).toEqual([]);
		expect(figures(one).filter((figure) => !other.includes(figure))).toEqual([]);
	});

	it('link to the same pages and pictures', () => {
		const ofEnglish = links(texts[0]).filter((link) => link !== basename(chinese));
		const ofChinese = links(texts[1])
			.filter((link) => link !== basename(english))
			.map((link) => inEnglish(link, chinese));
		expect(ofChinese).toEqual(ofEnglish);
	});
});

it.each(documents)('%s links to what is there', (page) => {
	for (const link of links(read(page))) {
		if (/^https?:/.test(link)) continue;
		const [path, fragment] = link.split('#');
		const file = path ? join(dirname(page), path) : page;
		expect({ link, exists: existsSync(join(root, file)) }).toEqual({ link, exists: true });
		if (!fragment) continue;
		expect(anchors(file)).toContain(decodeURI(fragment));
	}
});

it('quotes messages that the code has', () => {
	const code = read('src/runtime/getRuntime.ts') + read('src/store/sqlite/errors.ts');
	for (const quoted of ['is in use by another process', 'store does not work in queue mode']) {
		for (const page of troubleshooting) expect(read(page)).toContain(quoted);
		expect(code).toContain(quoted);
	}
});

it('tells of every node, source and robot', () => {
	const { n8n } = JSON.parse(read('package.json')) as { n8n: { nodes: string[] } };
	const [{ length }] = [n8n.nodes];
	for (const page of readmes) {
		const named = links(read(page)).filter((link) =>
			/^docs\/(nodes|robots)\/[\w-]+(\.zh-CN)?\.md$/.test(link),
		);
		expect(new Set(named).size).toBe(length);
	}
	const sources = read('docs/nodes/service-event-trigger.md').match(/\.\.\/sources\/[\w-]+\.md/g)!;
	for (const source of sources) {
		for (const page of readmes) {
			const named = links(read(page)).map((link) => inEnglish(link, page));
			expect(named).toContain(source.replace('../', 'docs/'));
		}
	}
});

it('tells of every operation of Repeat Until Replied and of every credential', () => {
	const { description } = new UntilReplied();
	const operations = description.properties.find(({ name }) => name === 'operation')!;
	const names = (operations.options as INodePropertyOptions[]).map(({ name }) => name);
	const credentials = globSync('credentials/*.ts', { cwd: root }).map(
		(file) => /displayName = '(.+)';/.exec(read(file))![1],
	);
	expect(names.length).toBeGreaterThan(5);
	expect(credentials.length).toBeGreaterThan(5);
	for (const page of readmes) {
		for (const name of [...names, ...credentials]) expect(read(page)).toContain(name);
	}
});
