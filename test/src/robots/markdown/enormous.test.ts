import { plainParagraph, rootOf } from '../../../../src/robots/markdown/build';
import { cutText } from '../../../../src/robots/markdown/cutText';
import { parseMarkdown } from '../../../../src/robots/markdown/parse';
import { plainTextOf } from '../../../../src/robots/markdown/render';
import { splitMarkdown } from '../../../../src/robots/markdown/split';
import { splitMarkdownSource } from '../../../../src/robots/markdown/splitSource';
import { splitText } from '../../../../src/robots/markdown/splitText';
import type { Root } from '../../../../src/robots/markdown/tree';
import { splitMrkdwn } from '../../../../src/robots/slack/splitMrkdwn';
import { inParts, MOST_PARTS } from '../../../../src/robots/notification/inParts';

/*
 * What somebody sends to keep n8n busy. n8n does nothing else while a message
 * is written, so that the time may not grow faster than the text. What would
 * take minutes fails here by Jest's time limit.
 */

const MILLION = 1_000_000;

/** What is shown of a source, without what markup may be. */
const wordsOf = (source: string) =>
	plainTextOf(parseMarkdown(source).children).replace(/[^\p{L}\p{N}]/gu, '');

describe('a source that nobody writes', () => {
	it.each([
		['has quotations within each other', `${'> '.repeat(9_000)}a`],
		['has lists within each other', `${'- '.repeat(9_000)}a`],
		['has counted lists within each other', `${'1. '.repeat(6_000)}a`],
		['has headings and lines in turn in its quotations', '> # a\nb\n'.repeat(2_000)],
		[
			'has a table of many columns without cells',
			`${'a|'.repeat(999)}\n${'-|'.repeat(999)}\n${'b\n'.repeat(999)}`,
		],
		[
			'refers to a long address very often',
			`[a]: https://a.cn/${'b'.repeat(5_000)}\n\n${'[a] '.repeat(1_000)}`,
		],
		['is longer than ten messages', 'a **b**\n\n'.repeat(20_000)],
	])('is shown as it is when it %s', (_what, source) => {
		const [block, ...others] = parseMarkdown(source).children;
		expect(others).toEqual([]);
		expect(plainTextOf([block]).slice(0, 1_000)).toBe(source.slice(0, 1_000));
	});

	it.each([
		['brackets', '[a'.repeat(10_000)],
		['stars', 'a*'.repeat(10_000)],
		['stars within each other', `${'*a **b '.repeat(1_500)}${'** c*'.repeat(1_500)}`],
		['pictures within each other', `${'!['.repeat(5_000)}a${'](b)'.repeat(5_000)}`],
		['lazy lines', `> a\n${'a\n'.repeat(12_000)}`],
		['lazy lines in a list', `- a\n${'a\n'.repeat(12_000)}`],
	])('loses nothing of %s', (_what, source) => {
		expect(wordsOf(source).length).toBe(source.replace(/[^a-z]/g, '').length);
	});
});

describe('a message as somebody writes it', () => {
	it.each([
		['a list of many entries', '- one **two** [three](https://a.cn/)\n', 500, 'list'],
		['lists within lists', '- one\n  - two\n    - three\n      1. four\n', 500, 'list'],
		['a table of many rows', '| one | **two** | |\n', 800, 'table'],
		[
			'quoted mail of five',
			'>>>>> one\n>>>> two\n>>> three\n>> four\n> five\n\n',
			400,
			'blockquote',
		],
		['short lines', 'a\n\n', 6_000, 'paragraph'],
		['the shortest entries', '-\n', 10_000, 'list'],
		['the shortest cells', '|a|b|c|d|\n', 2_000, 'table'],
		['code', '```\ncode\n```\n', 1_000, 'code'],
	])('keeps the form of %s', (_what, unit, count, type) => {
		const head = type === 'table' ? `${unit}${unit.replace(/[^|\n]+/g, '-')}` : '';
		const source = head + unit.repeat(count);
		expect(source.length).toBeLessThan(100_000);
		const types = new Set(parseMarkdown(source).children.map((block) => block.type));
		expect([...types]).toEqual([type]);
	});
});

describe('a text of a million characters', () => {
	it.each([
		['plain text', splitText],
		['markdown', splitMarkdownSource],
		['mrkdwn', splitMrkdwn],
	])('is parted as %s no further than is asked for', (_kind, split) => {
		const asked: number[] = [];
		const parts = split('word '.repeat(MILLION / 5), (piece) => {
			asked.push(piece.length);
			return piece.length <= 1_000;
		});
		expect([...parts.take(11)]).toHaveLength(11);
		expect(Math.max(...asked)).toBeLessThanOrEqual(2_001);
		expect(asked.length).toBeLessThan(11 * 25);
	});

	it.each([
		['letters', 'a'],
		['blanks', ' '],
		['accents', '\u0301'],
		['addresses', 'http://'],
	])('is cut when it is of %s', (_what, unit) => {
		const text = `x${unit.repeat(MILLION / unit.length)}`;
		const [head, tail] = cutText(text, (piece) => piece.length <= 1_000);
		expect(head.length).toBeGreaterThan(0);
		expect(head.length).toBeLessThanOrEqual(1_000);
		expect(tail.length).toBeLessThan(text.length);
	});

	it('is more than a notification has of plain text, which says so', () => {
		const text = plainTextOf([plainParagraph('a\n'.repeat(MILLION / 2))]);
		expect(text.length).toBeLessThan(200_000);
		expect(text.endsWith('…')).toBe(true);
	});
});

it('writes a message of many lines a few times for each part', () => {
	const lines = Array.from({ length: 50_000 }, (_, line) => `line ${line}`);
	const content = rootOf([plainParagraph(lines.join('\n').slice(0, 100_000))]);
	let written = 0;
	const parts = inParts(content, {
		whenTooLong: 'split',
		write: (part) => {
			written += 1;
			return plainTextOf(part.children);
		},
		fits: (message) => message.length <= 4_000,
		mostText: 4_000,
		limit: '4,000 characters',
		truncationMark: '(more)',
	});
	expect(parts).toHaveLength(MOST_PARTS);
	expect(parts.at(-1)).toContain('(more)');
	expect(written).toBeLessThan(MOST_PARTS * 60);
});

it('parts many blocks by asking for a few of them', () => {
	const source = Array.from({ length: 3_000 }, (_, block) => `p${block}`).join('\n\n');
	let asked = 0;
	const isSmall = (part: Root) => {
		asked += 1;
		return part.children.length <= 500;
	};
	const parts = splitMarkdown(parseMarkdown(source), isSmall, source.length);
	expect([...parts].map(({ children }) => children.length)).toEqual([500, 500, 500, 500, 500, 500]);
	expect(asked).toBeLessThan(6 * 25);
});
