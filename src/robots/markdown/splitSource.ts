import type { Nodes, RootContent } from './tree';
import { cutText } from './cutText';
import { parseSource } from './parse';

type Fits = (piece: string) => boolean;

/** Parts plain text so that each part fits. @throws {RangeError} when not even one character does. */
export function splitText(text: string, fits: Fits): string[] {
	const parts: string[] = [];
	for (let rest = text; rest !== ''; ) {
		const [head, tail] = cutText(rest, fits);
		if (head === '' && tail === rest) throw new RangeError('There is no room for any text');
		if (head !== '') parts.push(head);
		rest = tail;
	}
	return parts;
}

/**
 * Parts markdown as its author wrote it, in whatever dialect, so that each part
 * fits: between blocks where possible, never inside a link or inline code; a
 * code block is closed and opened again. Loses nothing but blanks.
 *
 * @throws {RangeError} when not even one character fits.
 */
export function splitMarkdownSource(source: string, fits: Fits): string[] {
	const parts: string[] = [];
	let current = '';
	for (const { block, from, to } of blocksOf(source)) {
		const between = source.slice(from, to);
		const grown = (current === '' ? withoutBlankLines(between) : current + between).trimEnd();
		if (fits(grown)) {
			current = grown;
			continue;
		}
		if (current !== '') parts.push(current);
		const written = withoutBlankLines(between).trimEnd();
		const pieces = fits(written) ? [written] : splitBlock(block, source, [from, to], fits);
		parts.push(...pieces.slice(0, -1));
		current = pieces.at(-1) ?? '';
	}
	return current === '' ? parts : [...parts, current];
}

/** The blocks, each with what stands between the one before and itself: what is in none is not lost. */
function blocksOf(source: string): Array<{ block: RootContent; from: number; to: number }> {
	const blocks = parseSource(source).children;
	let from = 0;
	return blocks.map((block, index) => {
		const isLast = index === blocks.length - 1;
		const to = isLast ? source.length : (placeOf(block)?.[1] ?? from);
		const place = { block, from, to };
		from = to;
		return place;
	});
}

function withoutBlankLines(text: string): string {
	return text.replace(/^(?:[ \t]*\n)+/, '');
}

function splitBlock(block: RootContent, source: string, [from, to]: Place, fits: Fits): string[] {
	if (block.type === 'code') {
		const written = withoutBlankLines(source.slice(from, to));
		const [, fence = '```', info = ''] = /^ {0,3}(`{3,}|~{3,})(.*)/.exec(written) ?? [];
		// A longer one is the code itself, of an author who forgot the line break.
		if (info.length <= LONGEST_INFO && block.value.trim() !== '') {
			const fenced = (lines: string) => `${fence}${info}\n${lines}\n${fence}`;
			return splitText(block.value, (piece) => fits(fenced(piece))).map(fenced);
		}
	}
	const end = from + source.slice(from, to).trimEnd().length;
	const wholes = inlineWholes(block);
	const parts: string[] = [];
	for (let at = from; at < end; ) {
		const rest = source.slice(at, end).trimStart();
		at = end - rest.length;
		const [head] = cutText(rest, fits);
		let cut = at + head.length;
		const broken = wholes.find(([start, stop]) => start < cut && cut < stop);
		if (broken && broken[0] > at) [cut] = broken;
		if (cut === at) throw new RangeError('There is no room for any text');
		parts.push(source.slice(at, cut).trimEnd());
		at = cut;
	}
	return parts;
}

/** Characters of what stands behind a fence and is repeated with it, such as the language. */
const LONGEST_INFO = 100;

const WHOLES = new Set([
	'link',
	'linkReference',
	'image',
	'imageReference',
	'footnoteReference',
	'inlineCode',
	'html',
]);

/** Where the things begin and end that lose their meaning when they are parted. */
function inlineWholes(node: Nodes): Place[] {
	if (WHOLES.has(node.type)) {
		const place = placeOf(node);
		return place ? [place] : [];
	}
	return 'children' in node ? node.children.flatMap(inlineWholes) : [];
}

type Place = [from: number, to: number];

/** Bare addresses and what stands beside them in a paragraph have none: the parser finds them in the tree. */
function placeOf({ position }: Nodes): Place | undefined {
	const { start, end } = position ?? {};
	return start?.offset === undefined || end?.offset === undefined
		? undefined
		: [start.offset, end.offset];
}
