import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import MarkdownIt from 'markdown-it';

import { root } from './root.mts';

/** All that people read of this repository, as paths from its root. */
export const documents = globSync(
	['*.md', '.github/**/*.md', 'docs/**/*.md', 'examples/**/*.md', 'test/**/*.md'],
	{ cwd: root, exclude: ['**/node_modules/**', 'test/e2e/results/**'] },
).toSorted();

/** Each document that there is in two languages. */
export const pairs = documents
	.filter((file) => file.endsWith('.zh-CN.md'))
	.map((chinese) => ({ english: chinese.replace('.zh-CN.md', '.md'), chinese }));

export function read(file: string): string {
	return readFileSync(join(root, file), 'utf8');
}

/** GitHub's name of a heading's anchor. */
export function anchorOf(title: string): string {
	return title
		.toLowerCase()
		.replace(/[^\p{Letter}\p{Number}\s_-]/gu, '')
		.trim()
		.replaceAll(' ', '-');
}

/** A block of code, in a fence or indented. */
export interface CodeBlock {
	/** The document and the anchor of the heading above it; from the second there on with its number. */
	id: string;
	/** What is written behind the fence; undefined where there is none. */
	language: string | undefined;
	text: string;
}

export function codeBlocksIn(file: string): CodeBlock[] {
	const blocks: CodeBlock[] = [];
	let place = file;
	const tokens = new MarkdownIt().parse(read(file), {});
	for (const [index, { type, info, content }] of tokens.entries()) {
		if (type === 'heading_open') place = `${file}#${anchorOf(tokens[index + 1].content)}`;
		if (type !== 'fence' && type !== 'code_block') continue;
		const language = type === 'fence' ? info.trim() : undefined;
		const above = blocks.filter(
			({ id, language: other }) => other === language && id.split(' ')[0] === place,
		);
		const number = above.length === 0 ? '' : ` ${above.length + 1}`;
		blocks.push({ id: place + number, language, text: content });
	}
	return blocks;
}

/** Of each document what a shell or a database is to run, as it is printed; those in Chinese have the same. */
export const commands = documents
	.filter((file) => !pairs.some(({ chinese }) => chinese === file))
	.flatMap(codeBlocksIn)
	.filter(({ language }) => language === 'sh' || language === 'sql');

/** What stands at this place, as it is printed. */
export function commandOf(id: string): string {
	const block = commands.find((command) => command.id === id);
	if (!block) throw new Error(`There are no commands at ${id}; look at test/docs/commands.test.ts`);
	return block.text;
}
